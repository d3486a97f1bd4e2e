import type { CallInput } from '../../api/calls';
import type { HandoffView, Rights } from '../../api/panel-calls';
import { ok, refuse, type Result } from '../../api/results';
import { proposeChainLabel } from '../../domain/chain-label';
import { emptyDocument } from '../../domain/document';
import { standingOf } from '../../domain/gate';
import type { Head } from '../../domain/head';
import { listsAreBehind } from '../../domain/lists-behind';
import { relatedWorkIsDue } from '../../domain/related-work';
import { readingProjects, type Settings } from '../../domain/settings';
import { stalenessOf } from '../../domain/staleness';
import { dueOf, isLive, stateOf } from '../../domain/state';
import { isInForce } from '../../domain/waiver';
import { stateTitle } from '../../domain/wording';
import { unlessHidden } from '../../jira/jira-error';
import { browsesOneOf, myPermissions } from '../../jira/permissions';
import { getProject } from '../../jira/projects';
import { getRelease } from '../../jira/releases';
import { readHead, readSettings } from '../../storage/read';
import { listHistory, readForPanel } from '../../storage/read-handoff';
import type { Caller } from '../caller';
import { openEnded } from './open-ended';
import { forPanel } from './panel-settings';
import { questionsSeen } from '../access/questions-seen';
import { releaseSeenIn } from '../access/release-seen-in';
import { peopleOf, rightsIn, rightsThroughMapping } from '../access/rights';
import { headFromOutside, questionFromOutside, stepFromOutside, waiverFromOutside } from '../access/seen-from-outside';

/** Reading through a support project: a live handoff of a product project that an admin mapped to it, and nothing of Jira's. */
const openMapped = async (
  caller: Caller,
  head: Head | null,
  throughProjectId: string | null,
): Promise<Result<HandoffView>> => {
  if (head === null || throughProjectId === null || !isLive(head)) return refuse('not-found');
  const [settings, permissions, { documents, steps, reading }] = await Promise.all([
    readSettings(head.projectId),
    myPermissions(throughProjectId),
    readForPanel(head, [head.handoffId], caller.accountId),
  ]);
  const document = documents.get(head.handoffId);
  const { blockers, waiver } = standingOf(head, settings, caller.now);
  const mapped = readingProjects(settings).includes(throughProjectId) && permissions.has('BROWSE_PROJECTS');
  if (!mapped || document === undefined) return refuse('not-found');
  const rights = rightsThroughMapping(settings, head, caller);
  // What CS asked may name issues of a project that the reader may not browse: it is for whom its people named to sign.
  const questions = rights.sign ? await questionsSeen(head.handoffId) : [];
  const open = questions.filter(({ ended }) => ended === null).length;
  return ok({
    release: releaseSeenIn(head),
    projectKey: head.projectKey,
    head: headFromOutside(head, caller),
    document,
    mergedTexts: [],
    steps: steps.map(stepFromOutside),
    reading,
    releasedAnyway: head.released ? head.releasedAnyway : null,
    state: stateOf(head, settings, caller.now),
    staleness: stalenessOf(head, null, caller.now),
    due: null,
    blockers: [...blockers],
    waiver: isInForce(waiver, caller.now) ? waiverFromOutside(waiver) : null,
    questions: questions.map(questionFromOutside),
    history: [],
    behind: rights.sign && open !== head.openQuestions,
    relatedWorkDue: false,
    settings: forPanel(settings),
    rights,
  });
};

/** Where L3 bugs usually go: proposed to who may write it, and shown to others only if they may see that project. */
const proposedTarget = async (
  { l3Target }: Settings,
  projectId: string,
  { write }: Rights,
): Promise<Settings['l3Target']> => {
  if (l3Target === null || write || l3Target.project.id === projectId) return l3Target;
  return (await browsesOneOf([l3Target.project.id])) ? l3Target : null;
};

const NOTHING_WRITTEN = { documents: new Map<string, never>(), steps: [], reading: null };

/** Its own text, and those that wait for a choice. Each may be large, and an answer takes 5 MB (Forge docs: limits-invocation). */
const textsOf = ({ handoffId, mergedIn }: Head): string[] => [
  handoffId,
  ...mergedIn.slice(0, 10).map((merged) => merged.handoffId),
];

export const openHandoff = async (
  caller: Caller,
  { releaseId, throughProjectId, today }: CallInput<'openHandoff'>,
): Promise<Result<HandoffView>> => {
  const [release, stored] = await Promise.all([unlessHidden(getRelease(releaseId)), readHead(releaseId)]);
  const head = stored !== null && stored.revision > 0 ? stored : null;
  /** Something is on record, if only a waiver. */
  const started = stored !== null && stored.facts > 0 ? stored : null;
  if (release === null && head?.ended != null) return openEnded(caller, head);
  if (release === null) return openMapped(caller, head, throughProjectId);
  const [settings, permissions, project, { documents, steps, reading }, questions, history] = await Promise.all([
    readSettings(release.projectId),
    myPermissions(release.projectId),
    head === null ? getProject(release.projectId) : { key: head.projectKey },
    head === null ? NOTHING_WRITTEN : readForPanel(head, textsOf(head), caller.accountId),
    started === null ? [] : questionsSeen(started.handoffId),
    started === null ? [] : listHistory(started),
  ]);
  const named = peopleOf(stored, release, settings);
  const rights = (await rightsIn(release.projectId, permissions, settings, named, caller))(named);
  const document =
    head === null
      ? emptyDocument(
          proposeChainLabel(project.key, release.name, release.id),
          await proposedTarget(settings, release.projectId, rights),
        )
      : documents.get(head.handoffId);
  const { blockers, waiver } = standingOf(stored, settings, caller.now);
  if (document === undefined) return refuse('storage-unavailable'); // a head without its document: written in one transaction
  return ok({
    release,
    projectKey: project.key,
    head,
    document,
    mergedTexts: (head?.mergedIn ?? []).flatMap(({ handoffId, releaseName }) => {
      const text = documents.get(handoffId);
      return text === undefined ? [] : [{ handoffId, releaseName, document: text }];
    }),
    steps: [...steps],
    reading,
    releasedAnyway: release.released ? (stored?.releasedAnyway ?? null) : null,
    state: stateOf(head, settings, caller.now),
    staleness: stalenessOf(head, release.issues, caller.now),
    due: head?.handedOver == null && !release.released ? dueOf(release.releaseDate, settings, today) : null,
    // Who owes a handoff that nobody began, Jira says: the gate doesn't ask it, the panel has just read it.
    blockers: blockers.map((one) => (one.code === 'not-started' ? { ...one, who: named.po } : one)),
    waiver: isInForce(waiver, caller.now) ? waiver : null,
    questions,
    history,
    relatedWorkDue:
      head !== null &&
      relatedWorkIsDue(
        head.relatedWork,
        stateTitle(stateOf(head, settings, caller.now), isInForce(waiver, caller.now) ? waiver : null),
        release.archived,
        caller.now,
      ),
    behind: started !== null && listsAreBehind(started, questions, history),
    settings: forPanel(settings),
    rights,
  });
};
