import { anId, day } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import type { Result } from '../../src/api/results';

/** Where Jira itself answers 403: it is told which permission that call asks for, of whom, and who grants it. */

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

const list = () =>
  site.call('agent', 'listReleases', { projectId: site.exam.id, status: 'unreleased', startAt: 0, today: day() });
const find = () => site.call('agent', 'findHandoffs', { issueId: at.ticket.id, projectId: site.sup.id });
const setUp = () => site.call('admin', 'checkSetUp', { projectId: site.exam.id });
const file = () => at.file(at.filing());
/** A bug of Jira's own dialog, which the app marks. */
const record = async () => {
  const body = { fields: { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'By hand' } };
  const { id } = (await site.rest('agent', 'POST', '/rest/api/3/issue', body)).body as { id: string };
  const { issueId, projectId, releaseId, handoffId, form } = at.filing();
  const input = { issueId, projectId, releaseId, handoffId, form, escalationId: anId(), bugId: id, panelUrl: null };
  return site.call('agent', 'recordFiledBug', input);
};

const YOU = 'here, which you seem to lack. A Jira admin can grant it.';
const THE_APP = 'A Jira admin can grant it to the app CS Handoff.';
test.each<
  [call: string, method: string, path: string, () => Promise<Result<unknown>>, permission: string, who: string]
>([
  ['the list of releases', 'GET', '/rest/api/3/project', list, 'Browse projects', YOU],
  ['a ticket', 'GET', '/rest/api/3/issue', find, 'Browse projects', YOU],
  ['people of a project', 'GET', '/user/assignable/search', setUp, 'Browse users and groups', YOU],
  ['the create screen', 'GET', '/issue/createmeta', file, 'Create issues', YOU],
  ['a bug', 'POST', '/rest/api/3/issue', file, 'Create issues', YOU],
  ['the mark on a bug', 'PUT', '/rest/api/3/issue', record, 'Edit issues', THE_APP],
])('%s', async (_, method, path, call, permission, who) => {
  site.faults.add([{ match: { kind: 'jira', method, path }, times: 9, action: { status: 403 } }]);
  const { code, needs = '' } = refusalOf(await call());
  expect([code, needs.includes(`permission "${permission}"`), needs.includes(who)]).toEqual([
    'not-allowed',
    true,
    true,
  ]);
});
