import type { AgendaOf } from '../../domain/agenda';
import { putOnAgenda } from '../../storage/agenda';
import { bugsFixedIn } from '../../storage/word-back';

/** Something became of a release: each bug whose fix may be in it is to be looked at. 1 call; 1 more for 25 bugs each. */
export const lookAtFixes = async ({ releaseId }: AgendaOf<'fix'>, now: number): Promise<true> => {
  const bugs = await bugsFixedIn(releaseId);
  await putOnAgenda(
    bugs.map((bugId) => ({ kind: 'bug', bugId, again: false }) as const),
    now,
  );
  return true;
};
