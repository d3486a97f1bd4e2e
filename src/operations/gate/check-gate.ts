import { gateVerdict, standingOf, type GateRule, type ReleaseAtGate } from '../../domain/gate';
import type { Head } from '../../domain/head';
import { defaultSettings, type Settings } from '../../domain/settings';
import { gateMessage } from '../../domain/wording';
import { getTicket, type VersionRef } from '../../jira/issues';
import { namesOf } from '../../jira/people';
import { readHeads, readHeadsAndSettings, readSettings } from '../../storage/read';
import { within } from '../within';

type GateQuestion = {
  /** Undefined on the create transition, where the issue has no key yet. */
  readonly issueKey: string | undefined;
  /** Fix versions of the transition's screen; undefined when the screen didn't change them. */
  readonly screenFixVersions: readonly VersionRef[] | undefined;
  readonly rule: GateRule;
  readonly now: number;
};
type GateAnswer = { readonly open: true } | { readonly open: false; readonly message: string };

const NO_RELEASE =
  'This issue has no fix version, and the gate asks for a release with a ready CS handoff. Set the fix version, then try again.';

/** In ms. Names must not use up the time in which the gate has to answer: a verdict that is known is never lost over them. */
const NAMES_WITHIN = 1_000;

/** Names only decorate the message: without them it still says who owes what, by role. */
const namesIfAny = async (releases: readonly ReleaseAtGate[]): Promise<ReadonlyMap<string, string>> => {
  const ids = releases.flatMap(({ blockers, waiver }) =>
    [...blockers.map(({ who }) => who), waiver?.by ?? null].filter((who) => who !== null),
  );
  try {
    return await within(NAMES_WITHIN, namesOf([...new Set(ids)].slice(0, 50)));
  } catch (error) {
    console.warn('names of owners not read', error);
    return new Map();
  }
};

const facts = async (
  question: GateQuestion,
): Promise<{ versions: readonly VersionRef[]; heads: ReadonlyMap<string, Head>; settings: Settings }> => {
  if (question.issueKey === undefined) {
    const versions = question.screenFixVersions ?? [];
    const heads = versions.length === 0 ? new Map<string, Head>() : await readHeads(versions.map(({ id }) => id));
    const [first] = heads.values();
    return { versions, heads, settings: first === undefined ? defaultSettings : await readSettings(first.projectId) };
  }
  const ticket = await getTicket('app', question.issueKey);
  const versions = question.screenFixVersions ?? ticket.fixVersions;
  if (versions.length === 0) return { versions, heads: new Map(), settings: defaultSettings };
  const ids = versions.map(({ id }) => id);
  const { heads, settingsOf } = await readHeadsAndSettings(ids, [ticket.projectId]);
  return { versions, heads, settings: settingsOf(ticket.projectId) };
};

/** The gate on one transition: 2 calls in sequence, however many fix versions; one more for names when it is closed. */
export const checkGate = async (question: GateQuestion): Promise<GateAnswer> => {
  const { versions, heads, settings } = await facts(question);
  const atGate = versions.map(({ id, name }) => {
    const head = heads.get(id) ?? null;
    return { name: head?.releaseName ?? name, ...standingOf(head, settings, question.now) };
  });
  const verdict = gateVerdict(question.rule, atGate);
  if (verdict.open) return { open: true };
  if (versions.length === 0) return { open: false, message: NO_RELEASE };
  const others = atGate.filter(({ open, blockers }) => open && blockers.length > 0);
  const names = await namesIfAny([...verdict.closedBy, ...others]);
  return { open: false, message: gateMessage(verdict.closedBy, others, (id) => names.get(id)) };
};
