import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { sameContent } from '../../domain/document';
import { readDocuments } from '../../storage/read-handoff';
import { readRevisions } from '../../storage/revisions';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';
import { saveContent } from './save-handoff';

/**
 * What an earlier revision said becomes a new one; what came in between stays on record. It is a change like any other: never minor,
 * and a conflict where somebody saved meanwhile. Nothing is written where the handoff says the same already, so that a call whose reply
 * was lost may be repeated. 8 calls, 4 in sequence.
 */
export const restoreRevision = async (
  caller: Caller,
  { releaseId, revision, expectedRevision }: CallInput<'restoreRevision'>,
): Promise<Result<CallOutput<'restoreRevision'>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  const { head } = known.value;
  const [documents, revisions] = await Promise.all([
    readDocuments([head.handoffId]),
    readRevisions(head.handoffId, [revision]),
  ]);
  const [current, earlier] = [documents.get(head.handoffId), revisions.get(revision)?.document];
  if (current === undefined || earlier === undefined) return refuse('not-found');
  // Bugs carry the label that was frozen.
  const { chainLabel } = (head.labelFrozen ? current : earlier).escalation;
  const document = { ...earlier, escalation: { ...earlier.escalation, chainLabel } };
  if (sameContent(document, current)) return ok({ outcome: 'saved', head });
  const note = `Restored revision ${revision}`;
  return saveContent(caller, known.value, { releaseId, expectedRevision, document, note, minor: false });
};
