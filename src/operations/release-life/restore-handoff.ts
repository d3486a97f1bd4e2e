import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { emptyHead, pointerFrom } from '../../domain/release-life';
import { myPermissions } from '../../jira/permissions';
import { getRelease } from '../../jira/releases';
import { changeHeads } from '../../storage/change-heads';
import { readHead, readSettings } from '../../storage/read';
import { momentOf, type Caller } from '../caller';
import { historyRecords } from '../handoff/change-facts';
import { relocated } from './move-handoff';
import * as NEEDS from '../needs';

/** The handoff of a release that is gone, and still a handoff: not a pointer to where it went. */
const isGone = (head: Head | null): head is Head => head !== null && head.ended !== null && head.revision > 0;

/** An admin gives the handoff of a release that was deleted or merged away another release of its project. */
export const restoreHandoff = async (
  caller: Caller,
  { releaseId: fromReleaseId, toReleaseId }: CallInput<'restoreHandoff'>,
): Promise<Result<Record<string, never>>> => {
  const from = await readHead(fromReleaseId);
  if (from === null) return refuse('not-found');
  const [permissions, settings] = await Promise.all([myPermissions(from.projectId), readSettings(from.projectId)]);
  if (!permissions.has('BROWSE_PROJECTS')) return refuse('not-found');
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  if (from.ended?.kind === 'moved' && from.ended.into === toReleaseId) return ok({}); // done already
  if (!isGone(from)) return refuse('not-found');
  const release = await getRelease(toReleaseId);
  const fields = [{ path: ['toReleaseId'], problem: 'not-valid' as const }];
  if (release.projectId !== from.projectId) return refuse('bad-input', { fields });

  const begin = (head: Head): Head => emptyHead(head, crypto.randomUUID());
  const at = momentOf(caller);
  return changeHeads<Result<Record<string, never>>>([fromReleaseId, toReleaseId], begin, (heads, facts) => {
    const source = heads.get(fromReleaseId) ?? null;
    const before = heads.get(toReleaseId) ?? null;
    if (!isGone(source)) return { stop: refuse('not-found') };
    if (before !== null && before.revision > 0) return { stop: refuse('has-handoff') };
    const head = { ...relocated(source, { releaseId: toReleaseId, release, before }, at, settings), updatedAt: at };
    const ended = { kind: 'moved', at, into: toReleaseId } as const;
    const pointer = { ...pointerFrom(source, crypto.randomUUID(), ended), updatedAt: at };
    const detail = `From "${source.releaseName}" to "${release.name}"`;
    const records = historyRecords(caller, { ...head, facts: facts - 1 }, [{ what: 'restored', detail }]);
    return { write: [head, pointer], records, answer: ok({}) };
  });
};
