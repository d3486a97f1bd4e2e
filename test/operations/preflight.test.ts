import type { CallInput } from '../../src/api/calls';
import type { Finding } from '../../src/domain/preflight';
import type { Settings } from '../../src/domain/settings';
import { startFiling } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** The settings of a project held against Jira: each finding where it is true, and not where it isn't. */

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const save = (settings: CallInput<'saveSettings'>['settings'], projectId = site.exam.id) =>
  site.does('admin', 'saveSettings', { projectId, settings });
const findings = async (who: Who = 'admin', projectId = site.exam.id): Promise<readonly Finding[]> =>
  valueOf(await site.call(who, 'preflight', { projectId })).findings;
const codes = async () => (await findings()).map(({ code }) => code);

const projectOf = (id: string) => {
  const project = site.state.jira.projects.find((one) => one.id === id);
  if (project === undefined) throw new Error(`no project ${id}`);
  return project;
};
const bugOfExam = (): NonNullable<Settings['l3Target']> => ({
  project: { id: site.exam.id, name: 'Exam Grader' },
  issueType: { id: site.exam.typeId('Bug'), name: 'Bug' },
});
const bugOfShop = (): NonNullable<Settings['l3Target']> => ({
  project: { id: site.shop.id, name: 'Course Shop' },
  issueType: { id: site.shop.typeId('Bug'), name: 'Bug' },
});
const mapped = () => ({ supportProjects: [site.sup.id], csLead: 'cslead' });

test('nothing set: nothing is mapped, nobody signs', async () => {
  expect(await codes()).toEqual(['nothing-mapped', 'nobody-signs']);
  await save(mapped());
  expect(await codes()).toEqual([]);
});

test('what is gone in Jira: link type, issue type, support project', async () => {
  await save({ ...mapped(), l3Target: bugOfExam(), linkType: 'Escalates', filer: 'agent' });
  expect(await findings()).toEqual([{ code: 'link-type-missing', name: 'Escalates', instead: 'Relates' }]);
  site.state.jira.linkTypes = site.state.jira.linkTypes.filter(({ name }) => name !== 'Relates');
  projectOf(site.exam.id).issueTypes = projectOf(site.exam.id).issueTypes.slice(1);
  projectOf(site.sup.id).trashed = true;
  expect(await findings()).toEqual([
    { code: 'support-project-gone', projectId: site.sup.id },
    { code: 'issue-type-gone', project: 'Exam Grader', issueType: 'Bug' },
    { code: 'link-type-missing', name: 'Escalates', instead: null },
  ]);
});

test('a target that the admin may not see is told as gone, and nothing of it is asked as the app', async () => {
  await save({ supportProjects: [site.sup.id], l3Target: bugOfShop(), signers: ['cslead'], triagers: ['agent'] });
  await save({ appMayFile: true }, site.shop.id);
  projectOf(site.exam.id).permissions.ADMINISTER_PROJECTS?.push('rm');
  const { answer, remote } = await site.countCalls(() => findings('rm'));
  expect(answer.map(({ code }) => code)).toEqual(['support-project-gone', 'target-gone']);
  expect(remote.filter((call) => call.includes(site.shop.id) && !call.includes('project/search'))).toEqual([]);
});

describe('agents who can not create in the L3 target', () => {
  const finding = (app: string, who: string[]) => ({
    ...{ code: 'agents-cannot-create', project: 'Exam Grader', issueType: 'Bug' },
    ...{ looked: 4, app, who },
  });
  /** A field that EXAM requires of its bugs; of many choices, only Jira's dialog can ask for it. */
  const required = (choices: number) => {
    const options = Array.from({ length: choices }, (_, nth) => ({ id: String(nth + 1), name: `Team ${nth}` }));
    site.state.jira.customFields.push({ id: 'customfield_10200', name: 'Team', type: 'select', options });
    const type = projectOf(site.exam.id).issueTypes.find(({ issueTypeId }) => issueTypeId === site.exam.typeId('Bug'));
    type?.screen.push('customfield_10200');
    type?.required.push('customfield_10200');
  };
  beforeEach(async () => {
    await save({ ...mapped(), l3Target: bugOfExam() });
  });

  test('until it is granted, a filer is named, or the app files there', async () => {
    expect(await findings()).toEqual([finding('off', ['cslead', 'agent2'])]);
    await save({ filer: 'agent' });
    expect(await codes()).toEqual([]);
    await save({ filer: null, appMayFile: true });
    expect(await codes()).toEqual([]);
    await save({ appMayFile: false });
    for (const permission of ['BROWSE_PROJECTS', 'CREATE_ISSUES'])
      projectOf(site.exam.id).permissions[permission]?.push('cslead', 'agent2');
    expect(await codes()).toEqual([]);
  });

  test.each<[string, () => unknown, string, Who[]]>([
    [
      'may not create there itself',
      () => projectOf(site.exam.id).appLacks.push('CREATE_ISSUES'),
      'no-create',
      ['cslead', 'agent2'],
    ],
    ['can not ask for a field', () => required(101), 'only-dialog', ['cslead', 'agent2']],
    ['shows a required field only to who may browse', () => required(2), 'unseen-fields', ['agent2']],
  ])('though the app is let file there, where it %s: the form says the same', async (_, arrange, app, who) => {
    const at = await startFiling(site);
    await save({ ...mapped(), l3Target: bugOfExam(), appMayFile: true });
    arrange();
    const found = await findings();
    expect(found[0]).toEqual(finding(app, who));
    expect(found.slice(1).map(({ code }) => code)).toEqual(app === 'no-create' ? ['app-cannot-create'] : []);
    for (const agent of ['cslead', 'agent2'] as const)
      expect((await at.chosenFor(agent)).way.by).toBe(who.includes(agent) ? 'nobody' : 'app');
  });
});

describe('people who are named and can not do it', () => {
  test('writers and waivers need the project; who signs reads there or in a mapped one', async () => {
    await save({ supportProjects: [site.sup.id], signers: ['cslead', 'agent2', 'outsider'], csLead: 'agent2' });
    await save({ writers: ['agent2', 'po'], waivers: ['outsider'] });
    expect(await findings()).toEqual([
      { code: 'cannot-read-handoffs', setting: 'signers', who: ['outsider'] },
      { code: 'cannot-see-project', setting: 'writers', who: ['agent2'] },
      { code: 'cannot-see-project', setting: 'waivers', who: ['outsider'] },
    ]);
  });

  test('the CS Lead of new handoffs who can read them nowhere', async () => {
    await save({ supportProjects: [site.sup.id], csLead: 'outsider' });
    expect(await findings()).toEqual([{ code: 'cannot-read-handoffs', setting: 'csLead', who: ['outsider'] }]);
    await save({ supportProjects: [site.sup.id, site.shop.id] });
    expect(await findings()).toEqual([]);
  });

  test('is not said of who may read in a project that the admin does not see', async () => {
    await save({ supportProjects: [site.sup.id, site.shop.id], csLead: 'outsider', signers: ['agent2'] });
    projectOf(site.exam.id).permissions.ADMINISTER_PROJECTS?.push('rm');
    expect((await findings('rm')).map(({ code }) => code)).toEqual(['support-project-gone', 'support-project-gone']);
  });

  test('who triages and can not see where L3 bugs go', async () => {
    await save({ ...mapped(), l3Target: bugOfShop(), filer: 'admin', triagers: ['outsider', 'po', 'admin'] });
    expect(await findings()).toEqual([{ code: 'triagers-cannot-see-target', project: 'Course Shop', who: ['po'] }]);
  });

  test('who files and can not create there, or not see the tickets', async () => {
    await save({ ...mapped(), l3Target: bugOfExam(), filer: 'agent2' });
    expect(await findings()).toEqual([{ code: 'filer-cannot-create', who: 'agent2', project: 'Exam Grader' }]);
    await save({ filer: 'po', supportProjects: [site.sup.id, site.shop.id] });
    const unseen = { code: 'filer-cannot-see-tickets', who: 'po', projects: ['Support', 'Course Shop'] };
    expect(await findings()).toContainEqual(unseen);
    await save({ filer: 'agent', supportProjects: [site.sup.id] });
    expect(await findings()).toEqual([]);
  });

  test('is cheap: however many are named, at most 20 people are looked at', async () => {
    const many = Array.from({ length: 50 }, (_, nth) => `somebody-${nth}`);
    await save({ supportProjects: [site.sup.id], l3Target: bugOfExam(), signers: many, writers: many });
    const { remote } = await site.countCalls(() => findings());
    expect(remote.length).toBeLessThanOrEqual(7 + 20);
  });
});

describe('roles', () => {
  const roleOf = (name: string) => projectOf(site.exam.id).roles.find((role) => role.name === name)?.id ?? '';

  test('one that signs is somebody; one that Jira has no more is told where it is named', async () => {
    await save({ supportProjects: [site.sup.id], signerRoles: [roleOf('Viewers')], writerRoles: [roleOf('Members')] });
    expect(await findings()).toEqual([]);
    await save({ triagerRoles: [roleOf('Viewers'), '999999'] });
    expect(await findings()).toEqual([{ code: 'role-gone', setting: 'triagers' }]);
    projectOf(site.exam.id).roles = projectOf(site.exam.id).roles.filter(({ name }) => name !== 'Viewers');
    expect(await findings()).toEqual([
      { code: 'role-gone', setting: 'signers' },
      { code: 'role-gone', setting: 'triagers' },
    ]);
  });

  test('are asked for only where one is named', async () => {
    await save(mapped());
    const { remote } = await site.countCalls(() => findings());
    expect(remote.filter((call) => call.endsWith('/role'))).toEqual([]);
  });
});

describe('a part that Jira says no to is left out and told, and the rest stands', () => {
  const refused = (path: string, status = 403, method = 'GET') =>
    site.faults.add([{ match: { kind: 'jira', method, path }, times: 30, action: { status } }]);
  beforeEach(async () => {
    await save({ ...mapped(), l3Target: bugOfExam(), linkType: 'Escalates', signers: ['outsider'] });
    await save({ writerRoles: ['999999'], appMayFile: true });
    projectOf(site.exam.id).appLacks.push('CREATE_ISSUES');
  });
  const AGENTS = 'agents-cannot-create';
  const ALL = [AGENTS, 'link-type-missing', 'role-gone', 'cannot-read-handoffs', 'app-cannot-create'];

  test.each<[part: string, path: string, method: string, without: string[]]>([
    ['projects', '/rest/api/3/project/search', 'GET', [AGENTS, 'cannot-read-handoffs']],
    ['agents', '/rest/api/3/user/assignable/search', 'GET', [AGENTS]],
    ['roles', '/role', 'GET', ['role-gone']],
    ['link-types', '/rest/api/3/issueLinkType', 'GET', ['link-type-missing']],
  ])('%s', async (part, path, method, without) => {
    expect(await codes()).toEqual(ALL);
    refused(path, 403, method);
    expect(await findings()).toContainEqual({ code: 'not-looked-at', part });
    expect(await codes()).toEqual(['not-looked-at', ...ALL.filter((code) => !without.includes(code))]);
  });

  test('what people and the app may do', async () => {
    refused('/rest/api/3/permissions/check', 403, 'POST');
    expect((await findings()).slice(0, 2)).toEqual([
      { code: 'not-looked-at', part: 'app' },
      { code: 'not-looked-at', part: 'people' },
    ]);
    expect((await codes()).slice(2)).toEqual(['link-type-missing', 'role-gone']);
  });

  test('Jira that does not answer is no part: all is asked again', async () => {
    refused('/rest/api/3/user/assignable/search', 500);
    expect(refusalOf(await site.call('admin', 'preflight', { projectId: site.exam.id })).code).toBe('jira-unavailable');
  });
});
