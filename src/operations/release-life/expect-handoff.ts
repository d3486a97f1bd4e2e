import { releaseForApp } from '../../jira/releases';
import { putOnAgenda } from '../../storage/agenda';
import { usesApp } from '../uses-app';

/**
 * A release without a handoff was made or changed in Jira: in a project that uses the app, the reminders are to look at it. Whether it
 * has a date, and when somebody is to be reminded, Jira is asked then.
 * @param projectId as the event says it; undefined where it doesn't
 */
export const expectHandoff = async (releaseId: string, projectId: string | undefined, now: number): Promise<void> => {
  const place = projectId ?? (await releaseForApp(releaseId))?.projectId;
  if (place !== undefined && (await usesApp(place)))
    await putOnAgenda([{ kind: 'release', releaseId, projectId: place }], now);
};
