import { calls, type CallInput, type CallName } from '../../src/api/calls';
import { NOW } from '../fixtures/builders';
import { READERS, startGuardedSite, zonesIn, type GuardedSite } from '../fixtures/guarded-site';
import { PEOPLE, refusalOf, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { BROWSE_EXAM, BROWSE_SHOP, NOBODY_SIGNS_SHOP, whoMay, type Cell, type Place } from '../fixtures/who-may';

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
    const { input, may } = whoMay(site)[name][place];
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
      const { input } = whoMay(site)[name][place];
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
    await expectMay('fileBug', whoMay(site).fileBug[place].input, may);
  });

  test.each<[Place, Readonly<Record<string, string>>]>([
    ['own', BROWSE_EXAM],
    ['mapped', AGENTS],
    ['foreign', NOBODY_SIGNS_SHOP], // SHOP names no filer
  ])('somebody who is named files them: prepareForFiler, %s', async (place, may) => {
    arrange = settled({ filer: 'agent' });
    await expectMay('prepareForFiler', whoMay(site).prepareForFiler[place].input, may);
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
