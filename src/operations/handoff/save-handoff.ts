import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { proposeChainLabel } from '../../domain/chain-label';
import { LIMITS, documentBytes, emptyDocument, sameContent } from '../../domain/document';
import type { Head } from '../../domain/head';
import { missingParts } from '../../domain/readiness';
import type { Settings } from '../../domain/settings';
import { readDocuments, readRevision } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { changeHead } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import { asSeen, historyRecords } from './change-facts';
import * as NEEDS from '../needs';
import { openRelease, type OpenRelease } from '../access/release-access';
import { startHandoff } from './start-handoff';

type Input = CallInput<'saveHandoff'>;
type Output = CallOutput<'saveHandoff'>;

/** Both texts of a save that came second, so that the person can merge; or the outcome of a save whose reply was lost. */
const conflict = async (caller: Caller, head: Head, input: Input, { l3Target }: Settings): Promise<Result<Output>> => {
  const [current, base] = await Promise.all([
    readRevision(head.handoffId, head.revision),
    input.expectedRevision === 0 ? null : readRevision(head.handoffId, input.expectedRevision),
  ]);
  if (current === null) return refuse('storage-unavailable');
  const mine = current.by === caller.accountId && current.revision === input.expectedRevision + 1;
  if (mine && sameContent(current.document, input.document)) return ok({ outcome: 'saved', head });
  const nothing = emptyDocument(proposeChainLabel(head.projectKey, head.releaseName, head.releaseId), l3Target);
  return ok({
    outcome: 'conflict',
    head,
    base: base?.document ?? nothing,
    theirs: current.document,
    by: current.by,
    at: current.at,
  });
};

const keepsLabel = async (head: Head, input: Input): Promise<boolean> => {
  if (!head.labelFrozen) return true;
  const current = (await readDocuments([head.handoffId])).get(head.handoffId);
  return current?.escalation.chainLabel === input.document.escalation.chainLabel;
};

/** Head, document and revision in one transaction, on condition that nobody saved in between; for who may write. */
export const saveContent = async (
  caller: Caller,
  { release, head: stored, settings }: OpenRelease,
  input: Input,
): Promise<Result<Output>> => {
  const po = release.driver ?? caller.accountId;
  const known = stored ?? (await startHandoff(caller, release, settings, po));
  const outcome = await changeHead<Result<Output> | { raced: Head }>(release.id, known, async (head) => {
    if (head?.ended !== null) return { stop: refuse('not-found') };
    if (head.revision !== input.expectedRevision) return { stop: { raced: head } };
    if (!(await keepsLabel(head, input))) return { stop: refuse('label-frozen') };
    const revision = head.revision + 1;
    const next: Head = {
      ...head,
      ...(head === known && asSeen(release)), // after a lost race an event of Jira may know better
      po: head.revision === 0 ? (head.po ?? po) : head.po,
      revision,
      materialRevision: input.minor ? head.materialRevision : revision,
      missing: missingParts(input.document),
      authors: [...new Set([...head.authors, caller.accountId])],
      ...(!input.minor && {
        verified: { revision, at: momentOf(caller), by: caller.accountId, issues: release.issues },
        bugsSince: 0,
      }),
      updatedAt: momentOf(caller),
    };
    const { document, note, minor } = input;
    return {
      write: {
        head: next,
        records: [
          records.document(head.handoffId, revision, document),
          records.revision(head.handoffId, {
            revision,
            at: momentOf(caller),
            by: caller.accountId,
            note,
            minor,
            document,
          }),
          ...historyRecords(caller, next, [{ what: minor ? 'saved-minor' : 'saved', detail: note }]),
        ],
      },
      answer: ok({ outcome: 'saved', head: { ...next, facts: head.facts + 1 } }),
    };
  });
  return 'raced' in outcome ? conflict(caller, outcome.raced, input, settings) : outcome;
};

/** Save = revision. */
export const saveHandoff = async (caller: Caller, input: Input): Promise<Result<Output>> => {
  if (documentBytes(input.document) > LIMITS.documentBytes) return refuse('too-large');
  const opened = await openRelease(caller, input.releaseId);
  return opened.rights.write ? saveContent(caller, opened, input) : refuse('not-allowed', { needs: NEEDS.write });
};
