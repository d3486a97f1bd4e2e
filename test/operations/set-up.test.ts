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
    grant: { state: 'to-do', write: 'editors', sign: 'nobody', waive: 'admins', looked: 3 },
    rule: { state: 'to-do' },
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
  expect((await setUp()).rule.state).toBe('done');
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
  expect(site.outOfScope).toEqual(['GET /rest/api/3/workflow/rule/config']);
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
