import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { missingParts } from '../../domain/readiness';
import { readHead } from '../../storage/read';
import { readDocuments } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { changeHead } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import { changeFacts, historyRecords } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

type Input = CallInput<'settleMerge'>;

const mergedHere = (head: Head, handoffId: string) => head.mergedIn.find((one) => one.handoffId === handoffId);
const without = (head: Head, handoffId: string) => head.mergedIn.filter((one) => one.handoffId !== handoffId);

/** After a merge of two releases with handoffs the PO chooses a text. The other one stays: as a handoff of a release that is gone. */
export const settleMerge = async (caller: Caller, input: Input): Promise<Result<Record<string, never>>> => {
  const { releaseId, handoffId, keep } = input;
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  const merged = mergedHere(known.value.head, handoffId);
  if (merged === undefined) return ok({}); // chosen already
  if (keep === 'that') return takeOver(caller, input, known.value.head, merged.releaseId);
  return changeFacts(caller, known.value, (head) =>
    mergedHere(head, handoffId) === undefined
      ? 'nothing'
      : {
          head: { mergedIn: without(head, handoffId) },
          history: [{ what: 'merged', detail: `This text stays, not that of "${merged.releaseName}"` }],
        },
  );
};

/** The merged text becomes a new revision. Who wrote it counts as an author here, so that nobody signs a text of their own. */
const takeOver = async (
  caller: Caller,
  { releaseId, handoffId, revision: seen }: Input,
  known: Head,
  from: string,
): Promise<Result<Record<string, never>>> => {
  const [documents, other] = await Promise.all([readDocuments([known.handoffId, handoffId]), readHead(from)]);
  const [own, text] = [documents.get(known.handoffId), documents.get(handoffId)];
  if (own === undefined || text === undefined) return refuse('storage-unavailable');
  return changeHead<Result<Record<string, never>>>(releaseId, known, (head) => {
    const merged = head === null ? undefined : mergedHere(head, handoffId);
    if (head === null || merged === undefined) return { stop: ok({}) };
    if (head.revision !== seen) return { stop: refuse('outdated') };
    const revision = head.revision + 1;
    // Bugs carry the label that was frozen.
    const { chainLabel } = (head.labelFrozen ? own : text).escalation;
    const document = { ...text, escalation: { ...text.escalation, chainLabel } };
    const next: Head = {
      ...head,
      revision,
      materialRevision: revision,
      missing: missingParts(document),
      authors: [...new Set([...head.authors, ...(other?.authors ?? []), caller.accountId])],
      labelFrozen: head.labelFrozen || other?.labelFrozen === true,
      mergedIn: without(head, handoffId),
      updatedAt: momentOf(caller),
    };
    const detail = `The text of "${merged.releaseName}" stays`;
    const saved = { revision, at: momentOf(caller), by: caller.accountId, note: detail, minor: false, document };
    return {
      write: {
        head: next,
        records: [
          records.document(head.handoffId, revision, document),
          records.revision(head.handoffId, saved),
          ...historyRecords(caller, next, [{ what: 'merged', detail }]),
        ],
      },
      answer: ok({}),
    };
  });
};
