import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { DAY } from '../../domain/day';
import type { Head } from '../../domain/head';
import { listHeads } from '../../storage/read';
import { readDocumentsAndTemplate } from '../../storage/read-handoff';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';
import { openRelease } from '../access/release-access';

/** Each text may be large, and an answer takes 5 MB (Forge docs: limits-invocation): more than these nobody looks through. */
const MOST = 3;

/** Those of earlier releases first, the nearest before this one; undated ones and later ones after them. */
const nearestFirst = (heads: readonly Head[], releaseDate: string | null): Head[] => {
  const distance = ({ releaseDate: day }: Head): number => {
    const days = (Date.parse(releaseDate ?? '9999-12-31') - Date.parse(day ?? '9999-12-31')) / DAY;
    return day === null ? Infinity : days < 0 ? 1e9 - days : days;
  };
  return heads.toSorted((a, b) => distance(a) - distance(b) || b.updatedAt.localeCompare(a.updatedAt));
};

/** What a new handoff can begin with: 7 calls, 3 in sequence. */
export const offerStarts = async (
  caller: Caller,
  { releaseId }: CallInput<'offerStarts'>,
): Promise<Result<CallOutput<'offerStarts'>>> => {
  const { release, rights } = await openRelease(caller, releaseId);
  if (!rights.write) return refuse('not-allowed', { needs: NEEDS.write });
  const [live, done] = await Promise.all([listHeads(release.projectId, 'live'), listHeads(release.projectId, 'done')]);
  const others = [...live, ...done].filter((head) => head.releaseId !== releaseId && head.revision > 0);
  const chosen = nearestFirst(others, release.releaseDate).slice(0, MOST);
  const { documents, template } = await readDocumentsAndTemplate(
    chosen.map(({ handoffId }) => handoffId),
    release.projectId,
  );
  return ok({
    previous: chosen.flatMap(({ handoffId, releaseId: id, releaseName, releaseDate }) => {
      const document = documents.get(handoffId);
      return document === undefined ? [] : [{ releaseId: id, releaseName, releaseDate, document }];
    }),
    template: template?.document ?? null,
  });
};
