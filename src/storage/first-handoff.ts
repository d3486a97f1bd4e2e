import { Sort, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Progress } from '../domain/set-up';
import { storing } from './storage-error';
import type { Phase } from './stored';

/** Is there a written handoff of the project in this phase? One page of the index, which may lag a moment behind a save. */
const hasIn = async (projectId: string, phase: Phase): Promise<boolean> => {
  const page = await storing(() =>
    kvs
      .entity('handoff')
      .query()
      .index('by-project-and-phase', { partition: [projectId, phase] })
      .sort(Sort.ASC)
      .limit(10)
      .getMany(),
  );
  const written = z.object({ revision: z.int().check(z.positive()) });
  return page.results.some(({ value }) => z.safeParse(written, value).success);
};

/** How far a project has come with its first handoff: 3 queries side by side. */
export const progressOf = async (projectId: string): Promise<Progress> => {
  const [live, done, draft] = await Promise.all(
    (['live', 'done', 'draft'] as const).map((phase) => hasIn(projectId, phase)),
  );
  if (live === true || done === true) return 'handed-over';
  return draft === true ? 'draft' : 'none';
};
