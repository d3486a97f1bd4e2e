import * as z from 'zod/mini';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { DAY, NOW, moment } from '../fixtures/builders';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
});

const APP = '5b0f0d2e-6a52-4c39-9f0c-3f1f7f1f7a10/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33';
const address = (origin = 'http://localhost', app = APP, id = releaseId): string =>
  `${origin}/jira/software/c/projects/EXAM/apps/${app}/release/${id}`;
const show = (who: Who = 'po', panelUrl = address()) => site.call(who, 'showOnRelease', { releaseId, panelUrl });

const workSchema = z.array(z.looseObject({ title: z.string(), url: z.string(), relatedWorkId: z.string() }));
const lines = async () => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/version/${releaseId}/relatedwork`);
  return z.parse(workSchema, body);
};
const titles = async () => (await lines()).map(({ title }) => title);
const due = async () => valueOf(await site.open('po', releaseId)).relatedWorkDue;
const path = `/relatedwork`;

test('one line, made once, with the panel behind it; the view says when it is due', async () => {
  expect(await due()).toBe(true);
  for (let times = 0; times < 3; times += 1) valueOf(await show());
  expect(await lines()).toMatchObject([{ title: 'CS Handoff: Draft', url: address(), category: 'Communications' }]);
  expect(await due()).toBe(false);
});

test('its title follows the state, whoever looks', async () => {
  valueOf(await show());
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  expect(await due()).toBe(true);
  valueOf(await show('cslead'));
  expect(await titles()).toEqual(['CS Handoff: With CS']);
  await site.does('cslead', 'recordWalkthrough', {
    releaseId,
    at: moment(),
    people: ['po'],
    revision: 1,
    questions: [],
  });
  await site.does('cslead', 'signHandoff', { releaseId, revision: 1 });
  valueOf(await show('rm'));
  expect(await titles()).toEqual(['CS Handoff: Signed']);
});

test('two who look at once make one line', async () => {
  const answers = await Promise.all([show('po'), show('rm'), show('cslead')]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(await titles()).toHaveLength(1);
});

const deleteLine = async () => {
  const [line] = await lines();
  const { status } = await site.rest(
    'admin',
    'DELETE',
    `/rest/api/3/version/${releaseId}/relatedwork/${line?.relatedWorkId ?? ''}`,
  );
  expect(status).toBe(204);
  expect(await lines()).toEqual([]);
};

test('somebody deleted it: it is made again with the next title, or a day later', async () => {
  valueOf(await show());
  await deleteLine();
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  valueOf(await show());
  expect(await titles()).toEqual(['CS Handoff: With CS']);
  await deleteLine();
  expect(await due()).toBe(false);
  jest.setSystemTime(NOW + DAY);
  expect(await due()).toBe(true);
  valueOf(await show());
  expect(await titles()).toEqual(['CS Handoff: With CS']);
});

test('while one title is being written another one waits: one line, and it is due again', async () => {
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: { delayMs: 200 } }]);
  const slow = show();
  await site.faultsMet();
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  valueOf(await show('rm'));
  valueOf(await slow);
  expect(await titles()).toEqual(['CS Handoff: Draft']);
  expect(await due()).toBe(true);
  valueOf(await show());
  expect(await titles()).toEqual(['CS Handoff: With CS']);
});

test.each(['drop-before', 'drop-after', { status: 503 }] as const)(
  'the reply is lost (%j): one line after a minute',
  async (action) => {
    site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action }]);
    expect(refusalOf(await show()).code).toBe('jira-unavailable');
    expect(await due()).toBe(false);
    jest.setSystemTime(NOW + 61_000);
    expect(await due()).toBe(true);
    valueOf(await show());
    expect(await titles()).toEqual(['CS Handoff: Draft']);
  },
);

test('the app may not: given up quietly, and not asked again for this title', async () => {
  const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
  exam?.appLacks.push('RESOLVE_ISSUES');
  valueOf(await show());
  expect(await due()).toBe(false);
  const { remote } = await site.countCalls(() => show());
  expect(remote.filter((call) => call.includes(path))).toEqual([]);
});

test('the app may by now: the line is there a day later', async () => {
  const lacks = site.state.jira.projects.find(({ id }) => id === site.exam.id)?.appLacks ?? [];
  lacks.push('RESOLVE_ISSUES');
  valueOf(await show());
  lacks.pop();
  expect(await due()).toBe(false);
  jest.setSystemTime(NOW + DAY);
  valueOf(await show());
  expect(await titles()).toEqual(['CS Handoff: Draft']);
});

test('an archived release keeps its line, and gets it when it comes back', async () => {
  const archive = (archived: boolean) => site.rest('admin', 'PUT', `/rest/api/3/version/${releaseId}`, { archived });
  await archive(true);
  valueOf(await show());
  expect(await titles()).toEqual([]);
  await archive(false);
  expect(await due()).toBe(true);
  valueOf(await show());
  expect(await titles()).toEqual(['CS Handoff: Draft']);
});

test.each([
  ['of another site', () => address('https://elsewhere.atlassian.net')],
  ['of another app', () => address('http://localhost', `${APP.slice(0, -1)}4`)],
  ['of another release', () => address('http://localhost', APP, '7')],
  ['that is none', () => 'javascript:alert(1)'],
])('an address %s is refused, and nothing is written', async (_, url) => {
  expect(refusalOf(await show('po', url())).code).toBe('bad-input');
  expect(await titles()).toEqual([]);
  expect(await due()).toBe(true);
});

test('not for those who may not see the release, nor before anything is written', async () => {
  expect(refusalOf(await show('outsider')).code).toBe('not-found');
  releaseId = await site.newRelease();
  expect(refusalOf(await show()).code).toBe('not-found');
});
