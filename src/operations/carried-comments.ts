import { ok, refuse, type FieldProblem, type Refusal, type Result } from '../api/results';
import type { AdfDocument } from '../domain/bug-report';
import { withComments } from '../domain/carried-comments';
import { getComment } from '../jira/carried';
import { isHidden, isPlainNo } from '../jira/jira-error';
import { addInternalNote, hasNote } from '../jira/notes';

const refused = (id: string, problem: FieldProblem['problem']): Refusal =>
  refuse('bad-input', { fields: [{ path: ['comments', id], problem }] });

/**
 * A text of Jira with the chosen comments of a ticket, read again as the person: one that isn't the ticket's own, or not theirs to see, and what no
 * longer fits, is refused by its id. A call for each.
 */
export const tellComments = async (
  document: AdfDocument,
  ticketId: string,
  ids: readonly string[],
): Promise<Result<AdfDocument>> => {
  const read = await Promise.all(
    ids.map((id) =>
      getComment(ticketId, id).catch((error: unknown) => {
        if (isHidden(error)) return id;
        throw error;
      }),
    ),
  );
  const hidden = read.find((one) => typeof one === 'string');
  if (hidden !== undefined) return refused(hidden, 'not-valid');
  const told = withComments(
    document,
    read.filter((one) => typeof one !== 'string'),
  );
  return told.tooMuch === null ? ok(told.document) : refused(told.tooMuch.id, 'too-long');
};

const unlessRefused = async (work: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await work();
  } catch (error) {
    if (isPlainNo(error)) return false;
    throw error;
  }
};

/** Are they on the bug, left by an earlier try? Not, for who may not see it. 1 call. */
export const isSaidOnBug = (bugId: string, mark: string): Promise<boolean> => unlessRefused(() => hasNote(bugId, mark));

/** Leaves them on a bug that was there, as one comment of the person, once for a mark. False: they may not comment there. 2 calls. */
export const sayOnBug = (bugId: string, document: AdfDocument, mark: string): Promise<boolean> =>
  unlessRefused(async () => {
    if (!(await hasNote(bugId, mark))) await addInternalNote(bugId, document, mark);
    return true;
  });
