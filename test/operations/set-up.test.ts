import type { SetUp } from '../../src/domain/set-up';
import { NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const check = (who: Who = 'admin', projectId: string = site.exam.id) => site.call(who, 'checkSetUp', { projectId });
const setUp = async (): Promise<SetUp> => {
  const { chosen } = valueOf(await check());
  if (chosen === null) throw new Error('no project');
  return chosen.setUp;
};

const addRule = async (transition: string): Promise<string> => {
  const answer = await site.rest('admin', 'GET', '/rest/host/1/project/EXAM/workflows');
  const workflows = answer.body as { id: string; transitions: { id: string; name: string }[] }[];
  const [found] = workflows.flatMap(({ id, transitions }) =>
    transitions.filter(({ name }) => name === transition).map((one) => `${id}/transition/${one.id}`),
  );
  const { status, body } = await site.rest('admin', 'POST', `/rest/host/1/workflow/${String(found)}/rule`, {
    moduleKey: 'handoff-is-ready',
    configuration: '{}',
  });
  expect(status).toBe(201);
  return (body as { id: string }).id;
};

test.each<[Who, string]>([
  ['po', 'not-allowed'],
  ['rm', 'not-allowed'],
  ['outsider', 'not-allowed'],
  ['customer', 'not-for-you'],
])('is for Jira admins only: %s', async (who, code) => {
  const { answer, remote } = await site.countCalls(() => check(who));
  const refusal = refusalOf(answer);
  expect(refusal.code).toBe(code);
  if (code === 'not-allowed') expect(refusal.needs).toMatch(/"Administer Jira".*admin can grant it/);
  expect(remote.filter((call) => !call.includes('mypermissions'))).toEqual([]);
});

test('an empty site: every step is to do, and says what it looked at', async () => {
  expect(await setUp()).toEqual({
    map: { state: 'to-do', names: [], unseen: 0 },
    grant: { state: 'to-do', write: 'editors', sign: 'nobody', waive: 'admins', looked: 4 },
    rule: { state: 'to-do', here: [] },
    firstHandoff: { state: 'to-do' },
  });
});

test('1 the mapping: by name', async () => {
  valueOf(await site.settle());
  expect((await setUp()).map).toEqual({ state: 'done', names: ['Support'], unseen: 0 });
});

test.each<[string, Parameters<Site['settle']>[0], Partial<SetUp['grant']>]>([
  ['a default CS Lead', { csLead: 'cslead' }, { state: 'done', sign: 'named' }],
  ['named', { csLead: null, signers: ['agent'], waivers: ['rm'] }, { state: 'done', sign: 'named', waive: 'named' }],
  [
    'editors may not write',
    { csLead: null, editorsMayWrite: false },
    { state: 'to-do', write: 'admins', sign: 'nobody' },
  ],
  ['writers are named', { editorsMayWrite: false, writers: ['po'] }, { write: 'named' }],
])('2 grants, by the settings: %s', async (_, settings, expected) => {
  valueOf(await site.settle(settings));
  expect((await setUp()).grant).toMatchObject(expected);
});

test('2 grants, by the permission scheme', async () => {
  const { permissions } = site.state.jira.projects.find(({ key }) => key === 'EXAM') ?? {};
  Object.assign(permissions ?? {}, { 'app:sign-handoffs': ['rm'], 'app:waive-gate': ['po'] });
  expect((await setUp()).grant).toMatchObject({ state: 'done', sign: 'granted', waive: 'granted' });
});

test('3 the rule, and the way out: each workflow and transition that has it, until it is taken out', async () => {
  const ruleId = await addRule('Release');
  const { rules } = valueOf(await check());
  expect(rules?.isAll).toBe(true);
  expect(rules?.workflows).toEqual([{ workflow: expect.any(String) as string, transitions: ['Release'] }]);
  const [ruled] = rules?.workflows ?? [];
  expect((await setUp()).rule).toEqual({ state: 'done', here: [ruled?.workflow] });
  // It holds nothing in a project whose issues don't go through that workflow.
  const shop = valueOf(await site.call('admin', 'checkSetUp', { projectId: site.shop.id }));
  expect(shop.chosen?.setUp.rule).toEqual({ state: 'begun', here: [] });
  await site.rest('admin', 'DELETE', `/rest/host/1/rule/${ruleId}`);
  expect(valueOf(await check()).rules).toEqual({ workflows: [], isAll: true });
});

test('3 where Jira does not tell the app, the page says so and shows the rest', async () => {
  site.faults.add([{ match: { kind: 'jira', path: 'rule/config' }, times: 1, action: { status: 403, body: '{}' } }]);
  const { rules, chosen } = valueOf(await check());
  expect(rules).toBeNull();
  expect(chosen?.setUp.rule.state).toBe('unknown');
});

test('3 without the scope for it nothing else breaks', async () => {
  site.scopes.splice(site.scopes.indexOf('read:workflow:jira'), 1);
  expect(valueOf(await check()).rules).toBeNull();
  expect(new Set(site.outOfScope)).toEqual(
    new Set(['GET /rest/api/3/workflow/rule/config', 'POST /rest/api/3/workflows']),
  );
});

test('4 the first handoff: none, a draft, with CS; a waiver alone is no handoff', async () => {
  const later = (ms: number) => jest.setSystemTime(NOW + ms); // index reads lag
  const state = async () => (await setUp()).firstHandoff.state;
  const releaseId = await site.newRelease();
  valueOf(
    await site.call('admin', 'waiveGate', { releaseId, reason: 'x', expiresAt: new Date(NOW + 9e6).toISOString() }),
  );
  later(2_000);
  expect(await state()).toBe('to-do');
  valueOf(await site.save('po', releaseId));
  later(4_000);
  expect(await state()).toBe('begun');
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  later(6_000);
  expect(await state()).toBe('done');
});

test('unasked, it looks at a product project with a mapping; a project that the admin cannot see is not found', async () => {
  const chosen = async () => valueOf(await check('admin', 'any')).chosen?.project.key;
  expect(await chosen()).toBe('EXAM');
  valueOf(
    await site.call('admin', 'saveSettings', { projectId: site.shop.id, settings: { supportProjects: [site.sup.id] } }),
  );
  expect(await chosen()).toBe('SHOP');
  expect(refusalOf(await check('admin', '999999')).code).toBe('not-found');
});

test('what it reads has a bound', async () => {
  valueOf(await site.settle());
  const { remote } = await site.countCalls(() => check('admin', 'any'));
  expect(remote.length).toBeLessThanOrEqual(25);
});

describe('health', () => {
  const failures = async () => valueOf(await check()).failures;
  const failing = (path: string) =>
    site.faults.add([{ match: { kind: 'jira', path }, times: 1, action: { status: 503, body: 'canary-of-a-proxy' } }]);
  const list = (who: Who) =>
    site.call(who, 'listReleases', { projectId: site.exam.id, status: 'unreleased', startAt: 0, today: '2026-11-24' });

  test('the last failures by code, where and when; once a minute each, ten at most, and never a text', async () => {
    expect(await failures()).toEqual([]);
    failing('/version');
    refusalOf(await list('po'));
    expect(await failures()).toEqual([{ at: new Date(NOW).toISOString(), where: 'screen', code: 'jira-unavailable' }]);
    failing('/version');
    refusalOf(await list('po'));
    expect(await failures()).toHaveLength(1);
    for (let minute = 1; minute <= 11; minute += 1) {
      jest.setSystemTime(NOW + minute * 60_000);
      failing('/version');
      refusalOf(await list('po'));
    }
    const kept = await failures();
    expect(kept).toHaveLength(10);
    expect(kept[0]?.at).toBe(new Date(NOW + 11 * 60_000).toISOString());
    expect(JSON.stringify(site.state.kvs)).not.toContain('canary-of-a-proxy');
  });

  test('what a person may not see is no failure; what the app may not see at the gate is one', async () => {
    jest.setSystemTime(NOW + 3_600_000);
    refusalOf(await list('outsider'));
    expect(await failures()).toEqual([]);
    await site.runGate({ issue: { key: 'EXAM-999' }, configuration: {}, transition: {} });
    expect((await failures()).map(({ where, code }) => `${where} ${code}`)).toEqual(['gate app-sees-not']);
  });

  test('handoffs of every phase that lack their line on the page of their release are counted by why', async () => {
    const lacking = async () => valueOf(await check()).linesLacking;
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    const [live, archived] = [await site.handedOverRelease(), await site.handedOverRelease()];
    await site.rest('admin', 'PUT', `/rest/api/3/version/${archived}`, { archived: true });
    jest.setSystemTime(NOW + 5_000); // index reads lag
    expect(await lacking()).toEqual({ archived: 0, 'not-allowed': 0, refused: 0 });
    const app = '5b0f0d2e-6a52-4c39-9f0c-3f1f7f1f7a10/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33';
    const show = async (releaseId: string) => {
      const panelUrl = `http://localhost/jira/software/c/projects/EXAM/apps/${app}/release/${releaseId}`;
      valueOf(await site.call('po', 'showOnRelease', { releaseId, panelUrl }));
    };
    site.state.jira.projects.find(({ id }) => id === site.exam.id)?.appLacks.push('RESOLVE_ISSUES');
    for (const releaseId of [draft, live, archived]) await show(releaseId);
    jest.setSystemTime(NOW + 10_000);
    expect(await lacking()).toEqual({ archived: 1, 'not-allowed': 2, refused: 0 });
  });

  test('a storage that fails costs no more than the note', async () => {
    jest.setSystemTime(NOW + 7_200_000);
    site.faults.add([{ match: { kind: 'kvs' }, times: 9, action: { status: 500, body: '{}' } }]);
    expect(refusalOf(await list('po')).code).toBe('storage-unavailable');
  });
});
