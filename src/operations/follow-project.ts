import { projectForApp } from '../jira/projects';
import { listLiveHeads } from '../storage/read';
import { followDeletion } from './follow-release';

/**
 * A project was deleted for good: Jira tells of that alone and not of its releases. Support projects that were mapped to it
 * shall not go on reading its handoffs; nothing of them is lost. A project in the trash needs nothing: Jira shows it to nobody,
 * and everything is there when it comes back.
 */
export const followProjectDeletion = async (projectId: string, at: string, now: number): Promise<void> => {
  if ((await projectForApp(projectId)) !== null) return;
  const heads = await listLiveHeads(projectId);
  for (const head of heads) await followDeletion({ releaseId: head.releaseId, at, by: null }, head, null, now);
};
