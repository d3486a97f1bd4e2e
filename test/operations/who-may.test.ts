import { calls, type CallInput, type CallName } from '../../src/api/calls';
import { aDocument, aForm, anId, aPlan, moment, NOW } from '../fixtures/builders';
import { READERS, startGuardedSite, zonesIn, type GuardedSite } from '../fixtures/guarded-site';
import { PEOPLE, refusalOf, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/**
 * Who may make which call where, and what reaches them: every call of the table, every person, and three places: EXAM (`own`:
 * the people's own project, with a draft), SUP (`mapped`: the support project that reads EXAM's live handoffs) and SHOP (`foreign`:
 * a team-managed project of others). A call without an expectation doesn't compile; a person who isn't named fails.
 */

let site: GuardedSite;
beforeAll(async () => {
  stopClock();
  muteLog();
  site = await startGuardedSite();
});
let told = 0;
beforeEach(() => {
  muteLog();
  arrange = () => undefined;
});

type Place = 'own' | 'mapped' | 'foreign';
/** Outcome (`ok` or a code) -> who meets it; nobody may be left out. */
type Cell<N extends CallName> = { readonly input: CallInput<N>; readonly may: Readonly<Record<string, string>> };
type Matrix = { readonly [N in CallName]: Readonly<Record<Place, Cell<N>>> };

const BROWSE_EXAM = { ok: 'po rm cslead agent admin steward', 'not-found': 'agent2 outsider' };
const BROWSE_SUP = { ok: 'cslead agent agent2 admin', 'not-found': 'po rm outsider steward' };
const BROWSE_SHOP = { ok: 'outsider admin', 'not-found': 'po rm cslead agent agent2 steward' };
/** In EXAM the members write, by Edit issues; `otherwise` is what they meet where the handoff isn't so far. */
const WRITE_EXAM = (outcome = 'ok') => ({
  [outcome]: 'po rm admin steward',
  'not-allowed': 'cslead agent',
  'not-found': 'agent2 outsider',
});
const SIGN_DRAFT = {
  'not-handed-over': 'cslead',
  'not-allowed': 'po rm agent admin steward',
  'not-found': 'agent2 outsider',
};
const SIGN_MAPPED = { ok: 'cslead', 'not-allowed': 'po rm agent agent2 admin steward', 'not-found': 'outsider' };
const WAIVE_EXAM = { ok: 'admin steward', 'not-allowed': 'rm cslead agent', 'not-found': 'agent2 outsider' };
const NOBODY_SIGNS_SHOP = { 'not-allowed': 'outsider admin', 'not-found': 'po rm cslead agent agent2 steward' };
const NOTHING_THERE = { 'not-found': 'po rm cslead agent agent2 admin steward outsider' };
/** One's own, whatever else one may: what it holds is filtered by what one may read. */
const EVERYBODY = { ok: 'po rm cslead agent agent2 admin steward outsider' };
const everywhere = <T>(may: T) => ({ own: may, mapped: may, foreign: may });
/** Of Jira, and so of every project; `steward` is one of EXAM. */
const JIRA_ADMINS = { ok: 'admin', 'not-allowed': 'po rm cslead agent agent2 outsider steward' };
const EXAM_ADMINS = { ok: 'admin steward', 'not-allowed': 'po rm cslead agent agent2 outsider' };
const READ_LIVE = { ok: 'po rm cslead agent agent2 admin steward', 'not-found': 'outsider' };
const byReaders = { own: BROWSE_EXAM, mapped: READ_LIVE, foreign: BROWSE_SHOP };
const byAdmins = { own: EXAM_ADMINS, mapped: JIRA_ADMINS, foreign: JIRA_ADMINS };
const byJiraAdmins = { own: JIRA_ADMINS, mapped: JIRA_ADMINS, foreign: JIRA_ADMINS };

/** The same call on the draft in EXAM, on the live handoff in EXAM, and on SHOP's. */
const onReleases = <N extends CallName>(
  input: (releaseId: string, questionId: string) => CallInput<N>,
  may: Readonly<Record<Place, Cell<N>['may']>>,
): Readonly<Record<Place, Cell<N>>> => {
  const { releases, questions } = site;
  return {
    own: { input: input(releases.draft, questions.draft), may: may.own },
    mapped: { input: input(releases.live, questions.live), may: may.mapped },
    foreign: { input: input(releases.shop, questions.shop), may: may.foreign },
  };
};
const byWriters = (draft = 'ok') => ({ own: WRITE_EXAM(draft), mapped: WRITE_EXAM(), foreign: BROWSE_SHOP });
/** Who writes and who signs; a signer also through the support project, once the handoff is live. */
const byBoth = {
  own: { ok: 'po rm cslead admin steward', 'not-allowed': 'agent', 'not-found': 'agent2 outsider' },
  mapped: { ok: 'po rm cslead admin steward', 'not-allowed': 'agent agent2', 'not-found': 'outsider' },
  foreign: BROWSE_SHOP,
};
const aSession = () => ({ sessionId: anId() });
const aQuestionAsked = () => ({ id: anId(), text: 'Why?', place: null, revision: 1 });
const bySigners = { own: SIGN_DRAFT, mapped: SIGN_MAPPED, foreign: NOBODY_SIGNS_SHOP };

const inProjects = <N extends CallName>(
  input: (projectId: string) => CallInput<N>,
  may: Readonly<Record<Place, Cell<N>['may']>>,
): Readonly<Record<Place, Cell<N>>> => ({
  own: { input: input(site.projects.exam), may: may.own },
  mapped: { input: input(site.projects.sup), may: may.mapped },
  foreign: { input: input(site.projects.shop), may: may.foreign },
});

/** A call from a ticket of each project, about the handoff that speaks to it. */
const onTickets = <N extends CallName>(
  input: (ticket: { issueId: string; projectId: string }, handoff: 'live' | 'shop') => CallInput<N>,
  may: Readonly<Record<Place, Cell<N>['may']>>,
): Readonly<Record<Place, Cell<N>>> => {
  const { issues, projects } = site;
  return {
    own: { input: input({ issueId: issues.exam.id, projectId: projects.exam }, 'live'), may: may.own },
    mapped: { input: input({ issueId: issues.sup.id, projectId: projects.sup }, 'live'), may: may.mapped },
    foreign: { input: input({ issueId: issues.shop.id, projectId: projects.shop }, 'shop'), may: may.foreign },
  };
};
const seeTicket = { own: BROWSE_EXAM, mapped: BROWSE_SUP, foreign: BROWSE_SHOP };

const mergedInto = (releaseId: string): string => {
  const { releases, mergedTexts } = site;
  if (releaseId === releases.shop) return mergedTexts.shop;
  return releaseId === releases.live ? mergedTexts.live : mergedTexts.draft;
};

/** A decision on the step that was entered, other than the one on record. */
const stepEnd = (releaseId: string) => ({
  ...{ releaseId, stepId: site.stepsOf(releaseId).entered, decision: 'advance' as const, reason: 'As planned' },
  ...{ result: '', learned: '', revision: null, seen: moment() },
});

const matrix = (): Matrix => ({
  listReleases: inProjects(
    (projectId) => ({ projectId, status: 'unreleased', startAt: 0, today: site.today }),
    seeTicket,
  ),
  openHandoff: onReleases(
    (releaseId) => ({ releaseId, throughProjectId: site.projects.sup, today: site.today }),
    byReaders,
  ),
  readRevisions: onReleases((releaseId) => ({ releaseId, throughProjectId: site.projects.sup, a: 0, b: 1 }), byReaders),
  saveHandoff: onReleases(
    (releaseId) => ({ releaseId, expectedRevision: 1, document: aDocument(), note: '', minor: false }),
    byWriters(),
  ),
  confirmReading: onReleases((releaseId) => ({ releaseId, throughProjectId: site.projects.sup, revision: 1 }), {
    ...{ own: { 'not-handed-over': BROWSE_EXAM.ok, 'not-found': BROWSE_EXAM['not-found'] }, mapped: READ_LIVE },
    foreign: BROWSE_SHOP,
  }),
  listReadings: onReleases((releaseId) => ({ releaseId }), {
    own: { ok: 'po rm cslead admin steward', 'not-allowed': 'agent', 'not-found': 'agent2 outsider' },
    mapped: { ok: 'po rm cslead admin steward', 'not-allowed': 'agent agent2', 'not-found': 'outsider' },
    foreign: BROWSE_SHOP,
  }),
  restoreRevision: onReleases((releaseId) => ({ releaseId, revision: 1, expectedRevision: 1 }), byWriters()),
  handOver: onReleases((releaseId) => ({ releaseId, revision: 1 }), byWriters()),
  recordWalkthrough: onReleases(
    (releaseId) => ({
      releaseId,
      at: moment(),
      people: ['po'],
      revision: 1,
      questions: [{ id: anId(), text: 'Why?' }],
    }),
    byBoth,
  ),
  planWalkthrough: onReleases((releaseId) => ({ releaseId, ...aSession(), at: moment(9), people: ['po'] }), byBoth),
  callOffWalkthrough: onReleases((releaseId) => ({ releaseId, ...aSession() }), byBoth),
  startWalkthrough: onReleases((releaseId) => ({ releaseId, ...aSession() }), byBoth),
  endWalkthrough: onReleases((releaseId) => ({ releaseId, ...aSession(), people: ['po'], minutes: 30 }), byBoth),
  followWalkthrough: {
    own: {
      input: { releaseId: site.releases.draft, throughProjectId: site.projects.exam, facts: 0 },
      may: BROWSE_EXAM,
    },
    mapped: {
      input: { releaseId: site.releases.live, throughProjectId: site.projects.sup, facts: 0 },
      may: { ok: 'cslead', 'not-found': 'po rm agent agent2 admin steward outsider' },
    },
    foreign: {
      input: { releaseId: site.releases.shop, throughProjectId: site.projects.shop, facts: 0 },
      may: BROWSE_SHOP,
    },
  },
  askQuestions: onReleases((releaseId) => ({ releaseId, questions: [aQuestionAsked()] }), byBoth),
  assignQuestion: onReleases((releaseId, questionId) => ({ releaseId, questionId, owner: null }), byBoth),
  listOpenQuestions: inProjects((projectId) => ({ projectId, cursor: null }), seeTicket),
  askFromTicket: onTickets(
    (ticket, handoff) => ({ ...ticket, releaseId: site.releases[handoff], question: aQuestionAsked() }),
    seeTicket,
  ),
  answerQuestion: onReleases(
    (releaseId, questionId) => ({ releaseId, questionId, answer: { kind: 'gap', reference: 'EXAM-1' } }),
    byWriters(),
  ),
  signHandoff: onReleases((releaseId) => ({ releaseId, revision: 1 }), bySigners),
  refuseHandoff: onReleases((releaseId) => ({ releaseId, revision: 1, reason: 'No' }), bySigners),
  waiveGate: onReleases((releaseId) => ({ releaseId, reason: 'Urgent', expiresAt: moment(2) }), {
    own: { ...WAIVE_EXAM, 'own-release': 'po' },
    mapped: { ...WAIVE_EXAM, 'own-release': 'po' },
    foreign: { ok: 'admin', 'own-release': 'outsider', 'not-found': 'po rm cslead agent agent2 steward' },
  }),
  endWaiver: onReleases((releaseId) => ({ releaseId }), {
    own: { ...WAIVE_EXAM, 'not-allowed': 'po rm cslead agent' },
    mapped: { ...WAIVE_EXAM, 'not-allowed': 'po rm cslead agent' },
    foreign: { ok: 'admin', 'not-allowed': 'outsider', 'not-found': 'po rm cslead agent agent2 steward' },
  }),
  setPeople: onReleases((releaseId) => ({ releaseId, po: 'admin', csLead: 'admin' }), byWriters()),
  saveSteps: onReleases((releaseId) => ({ releaseId, steps: [aPlan()] }), byWriters()),
  removeStep: onReleases((releaseId) => ({ releaseId, stepId: site.stepsOf(releaseId).planned }), byWriters()),
  enterStep: onReleases(
    (releaseId) => ({ releaseId, stepId: site.stepsOf(releaseId).planned }),
    byWriters('not-handed-over'),
  ),
  endStep: onReleases((releaseId) => stepEnd(releaseId), byWriters('not-handed-over')),
  verifyHandoff: onReleases((releaseId) => ({ releaseId, revision: 1 }), byWriters('not-handed-over')),
  closeHandoff: onReleases((releaseId) => ({ releaseId }), byWriters('not-complete')),
  showOnRelease: onReleases((releaseId) => ({ releaseId, panelUrl: site.panelOf(releaseId) }), {
    ...{ own: BROWSE_EXAM, mapped: BROWSE_EXAM, foreign: BROWSE_SHOP },
  }),
  settleMerge: onReleases(
    (releaseId) => ({ releaseId, handoffId: mergedInto(releaseId), keep: 'that', revision: 1 }),
    byWriters(),
  ),
  openInbox: inProjects(() => ({}), everywhere(EVERYBODY)),
  readReminders: onReleases(
    (releaseId) => ({ reminders: [{ releaseId, what: 'due', occurrence: site.today }] }),
    everywhere(EVERYBODY),
  ),
  listEnded: inProjects((projectId) => ({ projectId }), byAdmins),
  restoreHandoff: onReleases(
    (releaseId) => {
      const { from, to } = releaseId === site.releases.shop ? site.ended.shop : site.ended.exam;
      return { releaseId: from, toReleaseId: to };
    },
    {
      own: { ok: 'admin steward', 'not-allowed': 'po rm cslead agent', 'not-found': 'agent2 outsider' },
      mapped: { ok: 'admin steward', 'not-allowed': 'po rm cslead agent', 'not-found': 'agent2 outsider' },
      foreign: { ok: 'admin', 'not-allowed': 'outsider', 'not-found': 'po rm cslead agent agent2 steward' },
    },
  ),
  offerStarts: onReleases((releaseId) => ({ releaseId }), byWriters()),
  keepAsTemplate: onReleases((releaseId) => ({ releaseId, revision: 1 }), {
    own: { ok: 'admin steward', 'not-allowed': 'po rm cslead agent', 'not-found': 'agent2 outsider' },
    mapped: { ok: 'admin steward', 'not-allowed': 'po rm cslead agent', 'not-found': 'agent2 outsider' },
    foreign: { ok: 'admin', 'not-allowed': 'outsider', 'not-found': 'po rm cslead agent agent2 steward' },
  }),
  readSettings: inProjects((projectId) => ({ projectId }), byAdmins),
  preflight: inProjects((projectId) => ({ projectId }), byAdmins),
  saveSettings: inProjects((projectId) => ({ projectId, settings: { dueDays: 8 } }), byAdmins),
  checkSetUp: inProjects((projectId) => ({ projectId }), byJiraAdmins),
  findHandoffs: onTickets((ticket) => ticket, seeTicket),
  confirmReadingOnTicket: onTickets(
    (ticket, handoff) => ({ ...ticket, releaseId: site.releases[handoff], revision: 1 }),
    seeTicket,
  ),
  prepareEscalation: onTickets((ticket, handoff) => ({ ...ticket, releaseId: site.releases[handoff] }), seeTicket),
  fileBug: onTickets(
    (ticket, handoff) => ({
      ...ticket,
      ...{ escalationId: anId(), releaseId: site.releases[handoff], handoffId: site.handoffs[handoff] },
      ...{ form: aForm(), panelUrl: null },
    }),
    {
      own: { ok: 'po rm agent admin steward', 'not-allowed': 'cslead', 'not-found': 'agent2 outsider' },
      mapped: { ok: 'agent admin', 'not-allowed': 'cslead agent2', 'not-found': 'po rm outsider steward' },
      foreign: BROWSE_SHOP,
    },
  ),
  // The app marks no issue that a person only sees: the bug must be theirs.
  recordFiledBug: onTickets(
    (ticket, handoff) => ({
      ...ticket,
      ...{ escalationId: anId(), releaseId: site.releases[handoff], handoffId: site.handoffs[handoff] },
      ...{ bugId: handoff === 'live' ? site.issues.exam.id : site.issues.shop.id, panelUrl: null },
    }),
    {
      own: { 'another-bug': 'po rm cslead agent admin steward', 'not-found': 'agent2 outsider' },
      mapped: { ok: 'admin', 'another-bug': 'cslead agent', 'not-found': 'po rm agent2 outsider steward' },
      foreign: { 'another-bug': 'outsider admin', 'not-found': 'po rm cslead agent agent2 steward' },
    },
  ),
  // Nobody is named as filer here.
  prepareForFiler: onTickets(
    (ticket, handoff) => ({
      ...ticket,
      ...{ escalationId: anId(), releaseId: site.releases[handoff], handoffId: site.handoffs[handoff] },
      form: aForm(),
    }),
    {
      own: { 'not-allowed': 'po rm cslead agent admin steward', 'not-found': 'agent2 outsider' },
      mapped: { 'not-allowed': 'cslead agent agent2 admin', 'not-found': 'po rm outsider steward' },
      foreign: { 'not-allowed': 'outsider admin', 'not-found': 'po rm cslead agent agent2 steward' },
    },
  ),
  withdrawPrepared: onTickets(({ issueId }) => ({ issueId, escalationId: anId() }), {
    own: NOTHING_THERE,
    mapped: NOTHING_THERE,
    foreign: NOTHING_THERE,
  }),
});

const PLACES: readonly Place[] = ['own', 'mapped', 'foreign'];
const NAMES = Object.keys(calls) as CallName[];
const TEAM = PEOPLE.filter((who) => who !== 'customer');
/** People without a licence to Jira, whatever account a browser claims for them. */
const OUTSIDE: readonly (readonly [what: string, accountId: string | undefined, accountType: string])[] = [
  ['a customer', 'customer', 'customer'],
  ['an anonymous visitor', undefined, 'anonymous'],
  ['nobody who says to be licensed', undefined, 'licensed'],
  ['a person without a licence', 'po', 'unlicensed'],
];

/** What is different about the site, for a test of its own. */
let arrange: () => unknown = () => undefined;

/** Makes one call on the site as it was at the beginning, a little later each time, so that Jira's limits aren't met. */
const ask = async <N extends CallName>(name: N, input: CallInput<N>, accountId?: string, accountType = 'licensed') => {
  site.restore();
  await arrange();
  jest.setSystemTime(NOW + (told += 1) * 2_000);
  const before = structuredClone(site.records());
  const answer = await site.invoke(name, input, accountId, accountType);
  if (!answer.ok) {
    expect(zonesIn(JSON.stringify(answer))).toEqual([]);
    // A claim may stay behind where Jira said no; nothing else does.
    const after = Object.entries(site.records()).filter(([key]) => !key.startsWith('claim:'));
    expect(Object.fromEntries(after)).toEqual(before);
  }
  if (!answer.ok && answer.code === 'not-allowed') {
    expect(answer.needs).toMatch(/permission "[A-Z][^"]+"/);
    expect(answer.needs).toMatch(/admin can (grant|name)/);
  }
  return answer;
};

test('every canary is on the site', () => {
  const everything = JSON.stringify(site.state);
  expect(site.canaries.filter((text) => !everything.includes(text))).toEqual([]);
  expect(site.canaries.length).toBeGreaterThan(60);
});

/** Everybody meets what the cell says, and nobody is shown what isn't theirs. */
const expectMay = async <N extends CallName>(name: N, input: CallInput<N>, may: Cell<N>['may']) => {
  const expected = Object.entries(may).flatMap(([outcome, people]) => people.split(' ').map((who) => [who, outcome]));
  const met: string[][] = [];
  for (const who of TEAM) {
    const answer = await ask(name, input, who);
    met.push([who, answer.ok ? 'ok' : answer.code]);
    const notTheirs = zonesIn(JSON.stringify(answer)).filter((zone) => !READERS[zone].includes(who));
    expect([who, notTheirs]).toEqual([who, []]);
  }
  expect(met.sort()).toEqual(expected.sort());
};

describe.each(NAMES)('%s', (name) => {
  test.each(PLACES)('%s', async (place) => {
    const { input, may } = matrix()[name][place];
    await expectMay(name, input, may);
    for (const [, accountId, accountType] of OUTSIDE)
      expect(refusalOf(await ask(name, input, accountId, accountType)).code).toBe('not-for-you');
  });
});

test.each(['findHandoffs', 'prepareEscalation'] as const)(
  'a bug that waits on a ticket to be filed is for who sees the ticket: %s',
  async (name) => {
    const ticket = { issueId: site.issues.waiting.id, projectId: site.projects.sup };
    for (const who of TEAM) {
      const answer = await ask(name, name === 'findHandoffs' ? ticket : { ...ticket, releaseId: null }, who);
      const sees = READERS.ticket.includes(who);
      expect([who, answer.ok ? 'ok' : answer.code]).toEqual([who, sees ? 'ok' : 'not-found']);
      const typed = JSON.stringify(answer).includes('cnry-ticket-observed-end');
      expect([who, typed]).toEqual([who, sees && name === 'prepareEscalation']);
      expect(zonesIn(JSON.stringify(answer)).filter((zone) => !READERS[zone].includes(who))).toEqual([]);
    }
  },
);

test('without the mapping, agents of the support project read nothing of the product', async () => {
  for (const place of PLACES)
    for (const name of ['listReleases', 'openHandoff', 'findHandoffs', 'prepareEscalation'] as const) {
      const { input } = matrix()[name][place];
      site.restore();
      await site.settle({ supportProjects: [] });
      const answer = await site.invoke(name, input, 'agent2' satisfies Who);
      // What was typed on their ticket is theirs.
      const ofProduct = zonesIn(JSON.stringify(answer)).filter((zone) => zone !== 'ticket' && zone !== 'question');
      expect(ofProduct).toEqual([]);
    }
});

describe('bugs of people who may not create them', () => {
  const settled = (settings: CallInput<'saveSettings'>['settings']) => () =>
    site.does('admin', 'saveSettings', { projectId: site.projects.exam, settings });
  const AGENTS = { ok: 'cslead agent agent2 admin', 'not-found': 'po rm outsider steward' };

  test.each<[Place, Readonly<Record<string, string>>]>([
    ['own', BROWSE_EXAM],
    ['mapped', AGENTS],
    ['foreign', BROWSE_SHOP],
  ])('the app files them: fileBug, %s', async (place, may) => {
    arrange = settled({ appMayFile: true });
    await expectMay('fileBug', matrix().fileBug[place].input, may);
  });

  test.each<[Place, Readonly<Record<string, string>>]>([
    ['own', BROWSE_EXAM],
    ['mapped', AGENTS],
    ['foreign', NOBODY_SIGNS_SHOP], // SHOP names no filer
  ])('somebody who is named files them: prepareForFiler, %s', async (place, may) => {
    arrange = settled({ filer: 'agent' });
    await expectMay('prepareForFiler', matrix().prepareForFiler[place].input, may);
  });

  test('one that waits is taken back by who prepared it, whom it waits for and admins; others are told who these are', async () => {
    const input = { issueId: site.issues.waiting.id, escalationId: site.waitingId };
    const others = { 'not-allowed': 'cslead', 'not-found': 'po rm outsider steward' };
    await expectMay('withdrawPrepared', input, { ok: 'agent agent2 admin', ...others });
    const { needs } = refusalOf(await ask('withdrawPrepared', input, 'cslead'));
    expect(needs?.replaceAll(/[\u2068\u2069]/g, '')).toContain(
      'Only AGENT2 Example, who prepared it, AGENT Example, whom it waits for, and who holds the permission "Administer projects"',
    );
  });
});
