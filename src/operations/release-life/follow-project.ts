import { surveyOf } from '../../domain/agenda';
import { readingProjects } from '../../domain/settings';
import { projectForApp } from '../../jira/projects';
import { putOnAgenda } from '../../storage/agenda';
import { listHeads, readSettingsForChange } from '../../storage/read';
import { RACED, untilWritten } from '../../storage/races';
import { writeSettings } from '../../storage/write';
import { followRelease } from './follow-release';
import { otherSides } from '../set-up/other-sides';
import { usesApp } from '../uses-app';

/** Notes on both sides of its mapping whether a product project is there. A project without settings of ours has no mapping. */
const noteGone = (projectId: string, gone: boolean): Promise<undefined> =>
  untilWritten(async () => {
    const own = (await readSettingsForChange([projectId])).get(projectId);
    if (own === undefined || own.counter === 0) return undefined;
    const settings = { ...own.settings, gone };
    const others = await readSettingsForChange(settings.supportProjects);
    const changes = otherSides(projectId, readingProjects(settings), others);
    if (own.settings.gone === gone && changes.length === 0) return undefined;
    return (await writeSettings([{ projectId, settings, counter: own.counter }, ...changes])) ? undefined : RACED;
  });

/**
 * A project went into Jira's trash, came back, or was deleted for good: Jira tells of that alone and not of its releases. While it
 * isn't there, support projects that are mapped to it don't read its handoffs; nothing of them is lost. Back again, the
 * releases that people still look at are asked for once more: what Jira told of them meanwhile could not be seen.
 */
export const followProject = async (projectId: string, now: number): Promise<void> => {
  const gone = (await projectForApp(projectId)) === null;
  await noteGone(projectId, gone);
  if (gone) return;
  for (const phase of ['live', 'draft'] as const)
    for (const { releaseId } of await listHeads(projectId, phase)) await followRelease(releaseId, now);
  // Whatever was to be reminded of meanwhile fell off the agenda.
  if (await usesApp(projectId)) await putOnAgenda([surveyOf(projectId, true)], now);
};
