import type { Settings } from '../domain/settings';
import { progressOf } from '../storage/first-handoff';
import { readSettings } from '../storage/read';

/** Does a project use the app? Support reads its handoffs, or one was begun. For others nothing is written. */
export const usesApp = async (projectId: string, known?: Settings): Promise<boolean> => {
  const settings = known ?? (await readSettings(projectId));
  return settings.supportProjects.length > 0 || (await progressOf(projectId)) !== 'none';
};
