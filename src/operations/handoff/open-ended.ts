import type { HandoffView } from '../../api/panel-calls';
import { ok, refuse, type Result } from '../../api/results';
import { standingOf } from '../../domain/gate';
import type { Head } from '../../domain/head';
import { listsAreBehind } from '../../domain/lists-behind';
import { stateOf } from '../../domain/state';
import { myPermissions } from '../../jira/permissions';
import { readSettings } from '../../storage/read';
import { listHistory, readForPanel } from '../../storage/read-handoff';
import type { Caller } from '../caller';
import { forPanel } from './panel-settings';
import { releaseSeenIn } from '../access/release-seen-in';
import { questionsSeen } from '../access/questions-seen';
import { NO_RIGHTS } from '../access/rights';

/** The handoff of a release that is gone: to be read by who may browse its project, and by its admins to be given another release. */
export const openEnded = async (caller: Caller, head: Head): Promise<Result<HandoffView>> => {
  const permissions = await myPermissions(head.projectId);
  if (!permissions.has('BROWSE_PROJECTS')) return refuse('not-found');
  const [settings, { documents, steps, reading }, questions, history] = await Promise.all([
    readSettings(head.projectId),
    readForPanel(head, [head.handoffId], caller.accountId),
    questionsSeen(head.handoffId),
    listHistory(head),
  ]);
  const document = documents.get(head.handoffId);
  if (document === undefined) return refuse('storage-unavailable');
  return ok({
    release: releaseSeenIn(head),
    projectKey: head.projectKey,
    head,
    document,
    mergedTexts: [],
    steps: [...steps],
    reading,
    releasedAnyway: null,
    state: stateOf(head, settings, caller.now),
    staleness: [],
    due: null,
    blockers: [...standingOf(head, settings, caller.now).blockers],
    waiver: null,
    questions,
    history,
    behind: listsAreBehind(head, questions, history),
    relatedWorkDue: false,
    settings: forPanel(settings),
    rights: { ...NO_RIGHTS, administer: permissions.has('ADMINISTER_PROJECTS') },
  });
};
