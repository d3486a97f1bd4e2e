import { ok, refuse, type FieldProblem, type Refusal, type Result } from '../../api/results';
import type { AdfDocument } from '../../domain/bug-report';
import { withComments } from '../../domain/carried-comments';
import { getComment } from '../../jira/carried';
import { unlessHidden, unlessRefused } from '../../jira/jira-error';
import { addInternalNote, hasNote } from '../../jira/notes';

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
  const read = await Promise.all(ids.map((id) => unlessHidden(getComment(ticketId, id))));
  const hidden = ids[read.indexOf(null)];
  if (hidden !== undefined) return refused(hidden, 'not-valid');
  const told = withComments(
    document,
    read.filter((one) => one !== null),
  );
  return told.tooMuch === null ? ok(told.document) : refused(told.tooMuch.id, 'too-long');
};

/** Are they on the bug, left by an earlier try? Not, for who may not see it. 1 call. */
export const isSaidOnBug = async (bugId: string, mark: string): Promise<boolean> =>
  (await unlessRefused(hasNote(bugId, mark))) === true;

/** Leaves them on a bug that was there, as one comment of the person, once for a mark. False: they may not comment there. 2 calls. */
export const sayOnBug = async (bugId: string, document: AdfDocument, mark: string): Promise<boolean> => {
  const isSaid = await unlessRefused(hasNote(bugId, mark));
  if (isSaid !== false) return isSaid === true;
  return (await unlessRefused(addInternalNote(bugId, document, mark))) !== null;
};
