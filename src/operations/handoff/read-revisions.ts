import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { RevisionText } from '../../api/revision-calls';
import { emptyDocument } from '../../domain/document';
import { readRevisions as readStored } from '../../storage/revisions';
import type { Caller } from '../caller';
import { openToRead } from '../access/open-to-read';

/** What was there before anybody wrote. */
const NOTHING: RevisionText = {
  ...{ revision: 0, at: null, by: null, note: '', minor: false },
  document: emptyDocument(''),
};

/** Two contents of a handoff, for whoever may open it. 3 calls, 2 in sequence; through a support project 5, 3 in sequence. */
export const readRevisions = async (
  _: Caller,
  { releaseId, throughProjectId, a, b }: CallInput<'readRevisions'>,
): Promise<Result<CallOutput<'readRevisions'>>> => {
  const opened = await openToRead(releaseId, throughProjectId);
  if (!opened.ok) return opened;
  const { head, mapped } = opened.value;
  const stored = await readStored(
    head.handoffId,
    [a, b].filter((revision) => revision > 0),
  );
  const textOf = (revision: number): RevisionText | undefined => {
    const found = stored.get(revision);
    // A note is written for people of the product project.
    if (found !== undefined) return { ...found, note: mapped === null ? found.note : '' };
    return revision === 0 ? NOTHING : undefined;
  };
  const [one, other] = [textOf(a), textOf(b)];
  return one === undefined || other === undefined ? refuse('not-found') : ok({ a: one, b: other });
};
