import type { Section } from './document';
import type { Blocker, ReleaseAtGate } from './gate';
import type { Waiver } from './head';
import type { Lack } from './readiness';
import type { Decision, StepPlan } from './rollout';
import type { Staleness } from './staleness';
import type { Due, HandoffState } from './state';

/**
 * The words for the domain's codes that are said in two places: on the panel and in the gate's message. They live beside
 * the rules so that the message says exactly what the panel says. All other copy belongs to the screens.
 */
export const SECTION_TITLES: Record<Section, string> = {
  whatsNew: "What's new",
  happyPath: 'Happy path',
  limitations: 'Known limitations',
  likelyQuestions: 'Likely questions and answers',
  escalation: 'Escalation path',
  dashboard: 'Dashboard link',
};

export const LACK_TEXTS: Record<Lack, string> = {
  text: 'write one paragraph',
  step: 'add at least one step',
  'incomplete-step': 'say in each step who does what, and what they see',
  'limitation-or-reason': 'add a limitation, or say why there is none',
  'incomplete-limitation': 'say in each limitation what is limited and whom it touches',
  'three-questions': 'add at least three questions with answers',
  'incomplete-question': 'give each question its answer',
  'look-up': 'say how Support L1 looks it up',
  reproduce: 'say how Support L2 reproduces it',
  target: 'choose the project and issue type for Support L3 bugs',
  'chain-label': 'give the chain label',
  outcomes: 'say what counts as bug, feature request and working as intended, and who is told',
  url: 'give a web address that begins with https:// or http://',
  watch: 'say what to watch there',
};

const STATE_TEXTS: Record<HandoffState['name'], string> = {
  'not-started': 'Not started',
  draft: 'Draft',
  'with-cs': 'With CS',
  refused: 'Refused',
  'changed-since-signing': 'Changed since signing',
  signed: 'Signed',
  'rolling-out': 'Rolling out',
  'rolled-back': 'Rolled back',
  done: 'Done',
};

export const stateText = (state: HandoffState): string =>
  state.percent === null ? STATE_TEXTS[state.name] : `${STATE_TEXTS[state.name]} (${state.percent} %)`;

/** A moment where no reader's time zone is known, to the minute. */
export const utcText = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')} UTC`;

/** The title of the link on a release's page in Jira. A waiver's day stands in it, because nothing rewrites the title when it ends. */
export const stateTitle = (state: HandoffState, inForce: Waiver | null): string => {
  const title = `CS Handoff: ${stateText(state)}`;
  return inForce === null ? title : `${title} (gate waived until ${inForce.expiresAt.slice(0, 10)})`;
};

/** What stays on record of a waiver, with its reason as it was written. */
export const waiverOnRecord = (waiver: Waiver): string => `Until ${utcText(waiver.expiresAt)}: ${waiver.reason}`;

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const dueText = (due: Due): string => {
  if (due.kind === 'unscheduled') return 'Unscheduled: the release has no date';
  if (due.kind === 'late') return `Late by ${plural(due.byDays, 'day', 'days')} (was due ${due.day})`;
  return due.inDays === 0 ? 'Due today' : `Due in ${plural(due.inDays, 'day', 'days')} (${due.day})`;
};

/** Why a handoff may be out of date, as a clause. */
export const stalenessText = (reason: Staleness): string => {
  const since = 'since it was last looked at';
  switch (reason.code) {
    case 'scope':
      return `the release had ${plural(reason.had, 'issue', 'issues')} when it was last looked at, and has ${reason.has} now`;
    case 'rollout':
      return reason.percent === null
        ? `rollout was rolled back ${since}`
        : `rollout went to ${reason.percent} % ${since}`;
    case 'questions':
      return `${plural(reason.count, 'question', 'questions')} open, the oldest for ${plural(reason.days, 'day', 'days')}`;
    case 'bugs':
      return `${plural(reason.count, 'L3 bug', 'L3 bugs')} filed ${since}`;
  }
};

const AUDIENCE_TEXTS: Record<Exclude<StepPlan['audience'], 'percent'>, string> = {
  internal: 'Internal',
  pilot: 'Pilot',
  customer: 'Customer',
  segment: 'Segment',
};

/** Whom a rollout step reaches, in one line. */
export const stepText = ({ audience, who, percent }: Pick<StepPlan, 'audience' | 'who' | 'percent'>): string => {
  if (audience === 'percent') return `${percent} %`;
  const name = who === '' ? AUDIENCE_TEXTS[audience] : `${AUDIENCE_TEXTS[audience]}: ${who}`;
  return percent === 0 ? name : `${name} (${percent} %)`;
};

export const DECISION_TEXTS: Record<Decision, string> = {
  advance: 'Advance',
  hold: 'Hold',
  pause: 'Pause',
  'roll-back': 'Roll back',
};

/** Also NEL and the other control characters, which `\s` doesn't know; cut between characters, never inside an emoji. */
export const oneLine = (text: string, max: number): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
};

/** One blocker in one line, without its owner. */
export const blockerText = (blocker: Blocker): string => {
  switch (blocker.code) {
    case 'not-started':
      return 'The handoff is not started';
    case 'section-missing':
      return `${SECTION_TITLES[blocker.section]}: ${blocker.lacks.map((lack) => LACK_TEXTS[lack]).join('; ')}`;
    case 'not-handed-over':
      return 'Not handed over to CS yet';
    case 'no-walkthrough':
      return 'No walkthrough held yet';
    case 'open-questions':
      return plural(blocker.count, 'open question', 'open questions');
    case 'cs-days':
      return `CS has had it for ${blocker.had} of ${plural(blocker.need, 'day', 'days')}`;
    case 'not-signed':
      return 'CS Lead has not signed it';
    case 'refused':
      return 'CS Lead refused it';
    case 'changed-since-signing':
      return `Changed since signing: revision ${blocker.signed} is signed, ${blocker.current} is current`;
  }
};

/** Who owes a blocker: the role, and the name where it is known. */
export const ownerText = (blocker: Blocker, nameOf: (accountId: string) => string | undefined): string => {
  const role = blocker.owner === 'po' ? 'PO' : 'CS Lead';
  if (blocker.who === null) return `${role} (nobody named)`;
  const name = nameOf(blocker.who);
  return name === undefined ? role : `${role} ${oneLine(name, 80)}`;
};

/** What PO and CS Lead are told when a release went out with its gate closed. */
export const releasedAnywayText = (
  releaseName: string,
  projectKey: string,
  blockers: readonly Blocker[],
): { readonly subject: string; readonly text: string } => ({
  subject: `Released with its CS handoff not ready: ${oneLine(releaseName, 120)}`,
  text: [
    `"${oneLine(releaseName, 120)}" was released in Jira while its gate was closed. Missing at that moment:`,
    ...blockers.map((blocker) => `• ${blockerText(blocker)} — ${blocker.owner === 'po' ? 'PO' : 'CS Lead'}`),
    `Customer support still needs it: open CS Handoff in ${projectKey} to mend it now.`,
  ].join('\n'),
});

const MAX_LINES_PER_RELEASE = 12;
const MAX_RELEASES = 5;

/** A waiver in the gate's message: whose release passes by it, or that it is over. */
const waiverLines = (
  { name, open, waiver, blockers }: ReleaseAtGate,
  nameOf: (accountId: string) => string | undefined,
): string[] => {
  if (waiver === null || blockers.length === 0) return [];
  const by = oneLine(nameOf(waiver.by) ?? 'someone who may', 80);
  const until = utcText(waiver.expiresAt);
  return open
    ? [`"${oneLine(name, 80)}" may pass: ${by} waived its gate until ${until}`]
    : [`• The waiver by ${by} ended ${until}`];
};

/**
 * The gate's message: a heading line per release that closes it, a line per blocker with who owes it, and who was let through. Why it
 * was refused or waived is read in the panel: Jira doesn't tell a validator who moves the issue (Forge docs: jira-workflow-validator),
 * and who does may be anybody.
 */
export const gateMessage = (
  closedBy: readonly ReleaseAtGate[],
  others: readonly ReleaseAtGate[],
  nameOf: (accountId: string) => string | undefined,
): string => {
  const lines = closedBy
    .slice(0, MAX_RELEASES)
    .flatMap((release) => [
      `CS handoff of "${oneLine(release.name, 80)}" is not ready:`,
      ...release.blockers
        .slice(0, MAX_LINES_PER_RELEASE)
        .map((blocker) => `• ${blockerText(blocker)} — ${ownerText(blocker, nameOf)}`),
      ...waiverLines(release, nameOf),
    ]);
  const more = closedBy.length - MAX_RELEASES;
  return [
    ...lines,
    ...(more > 0 ? [`... and ${plural(more, 'more release', 'more releases')}.`] : []),
    ...others.flatMap((release) => waiverLines(release, nameOf)).slice(0, MAX_RELEASES),
    'Open CS Handoff in the project to mend this.',
  ].join('\n');
};
