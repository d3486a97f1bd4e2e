import type { CallInput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import type { Settings } from '../domain/settings';
import { myPermissions } from '../jira/permissions';
import { getProject } from '../jira/projects';
import { readSettingsForChange } from '../storage/read';
import { writeSettings } from '../storage/write';
import type { Caller } from './caller';
import { NEEDS } from './release-access';

/** Settings of a product project; the mapping is written on both sides at once, so that either side can be read alone. */
export const saveSettings = async (
  _caller: Caller,
  { projectId, settings: asked }: CallInput<'saveSettings'>,
): Promise<Result<Record<string, never>>> => {
  const permissions = await myPermissions(projectId);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const before = (await readSettingsForChange([projectId])).get(projectId);
  if (before === undefined) return refuse('storage-unavailable');
  // Its own people read a project's handoffs anyway.
  const wanted = asked.supportProjects ?? before.settings.supportProjects;
  const supportProjects = [...new Set(wanted)].filter((id) => id !== projectId);
  const changed = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const settings: Settings = { ...before.settings, ...changed, supportProjects };
  const added = supportProjects.filter((id) => !before.settings.supportProjects.includes(id));
  await Promise.all(added.map(getProject)); // a mapping to a project that the admin can't see is a mistake
  const touched = [...new Set([...before.settings.supportProjects, ...supportProjects])];
  const others = await readSettingsForChange(touched);
  await writeSettings([
    { projectId, settings, counter: before.counter },
    ...[...others].map(([id, other]) => {
      const rest = other.settings.productProjects.filter((product) => product !== projectId);
      const productProjects = supportProjects.includes(id) ? [...rest, projectId] : rest;
      return { projectId: id, settings: { ...other.settings, productProjects }, counter: other.counter };
    }),
  ]);
  return ok({});
};
