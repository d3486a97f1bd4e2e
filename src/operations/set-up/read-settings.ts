import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { myPermissions } from '../../jira/permissions';
import { seenProjects } from '../../jira/projects';
import * as stored from '../../storage/read';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';

/** A project's settings, for who may change them: 3 calls, 2 in sequence. */
export const readSettings = async (
  _caller: Caller,
  { projectId }: CallInput<'readSettings'>,
): Promise<Result<CallOutput<'readSettings'>>> => {
  const [permissions, settings] = await Promise.all([myPermissions(projectId), stored.readSettings(projectId)]);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const { supportProjects, productProjects } = settings;
  return ok({ settings, projects: await seenProjects([...supportProjects, ...productProjects].slice(0, 50)) });
};
