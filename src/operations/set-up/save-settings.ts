import * as z from 'zod/mini';
import type { CallInput, CallOutput } from '../../api/calls';
import { parseInput } from '../../api/parse-input';
import { ok, refuse, type Result } from '../../api/results';
import { surveyOf } from '../../domain/agenda';
import { settingsSchema, type Settings } from '../../domain/settings';
import { mergeSettings, movesReminders } from '../../domain/settings-change';
import { myPermissions } from '../../jira/permissions';
import { getProject, getTarget } from '../../jira/projects';
import { putOnAgenda } from '../../storage/agenda';
import { readSettingsForChange } from '../../storage/read';
import { beforeNextTry, TRIES } from '../../storage/races';
import { writeSettings } from '../../storage/write';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';
import { otherSides } from './other-sides';

/** In ms: a call is over by then (Forge docs: limits-invocation). */
const SAVED_BY = 60_000;

type L3Target = NonNullable<Settings['l3Target']>;

/** The target as Jira names it; null where the admin can't see it or it has no such issue type. */
const namedAgain = async ({ project, issueType }: L3Target): Promise<L3Target | null> => {
  const { name, issueTypes } = await getTarget(project.id);
  const type = issueTypes.find(({ id }) => id === issueType.id);
  return type === undefined ? null : { project: { id: project.id, name }, issueType: { id: type.id, name: type.name } };
};

/**
 * Changes settings of a project; its mapping is written on both sides at once, so that either side can be read alone. Admins who
 * save at the same time lose nothing of each other: a save that lost the race starts again from the newest.
 */
export const saveSettings = async (
  caller: Caller,
  { projectId, settings: wanted, seen }: CallInput<'saveSettings'>,
): Promise<Result<CallOutput<'saveSettings'>>> => {
  const permissions = await myPermissions(projectId);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const l3Target = wanted.l3Target == null ? wanted.l3Target : await namedAgain(wanted.l3Target);
  if (l3Target === null && wanted.l3Target !== null)
    return refuse('bad-input', { fields: [{ path: ['settings', 'l3Target'], problem: 'not-valid' }] });
  const known = new Set<string>();

  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const before = (await readSettingsForChange([projectId])).get(projectId);
    if (before === undefined) return refuse('storage-unavailable');
    const merged = mergeSettings(before.settings, seen ?? {}, { ...wanted, l3Target });
    // Its own people read a project's handoffs anyway.
    const supportProjects = [...new Set(merged.settings.supportProjects)].filter((id) => id !== projectId);
    const fits = parseInput(z.object({ settings: settingsSchema }), {
      settings: { ...merged.settings, supportProjects },
    });
    if (!fits.ok) return fits;
    const { settings } = fits.value;
    const added = supportProjects.filter((id) => !before.settings.supportProjects.includes(id) && !known.has(id));
    await Promise.all(added.map(getProject)); // a mapping to a project that the admin can't see is a mistake
    for (const id of added) known.add(id);

    const touched = [...new Set([...before.settings.supportProjects, ...supportProjects])];
    const others = await readSettingsForChange(touched);
    // Before the settings, so that it can't be forgotten after them: the run that looks too early for them comes a minute later.
    if (movesReminders(before.settings, settings))
      await putOnAgenda([surveyOf(projectId, true)], caller.now + SAVED_BY);
    const written = await writeSettings([
      { projectId, settings, counter: before.counter },
      ...otherSides(projectId, supportProjects, others),
    ]);
    if (written) return ok({ settings, replaced: [...merged.replaced] });
    await beforeNextTry(attempt);
  }
  return refuse('busy');
};
