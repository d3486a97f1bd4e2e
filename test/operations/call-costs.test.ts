import type { CallInput } from '../../src/api/calls';
import { anId, day, moment, NOW } from '../fixtures/builders';
import { startFiling } from '../fixtures/filing';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Remote calls of storage and Jira, held to the table of cost ceilings: no ceiling is met by skipping a check. */

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const costOf = async (work: () => Promise<unknown>): Promise<number> => (await site.countCalls(work)).remote.length;
const rule = { releases: 'all', withoutRelease: 'block', onFailure: 'closed' };
const gateOn = (key: string) => () => site.runGate({ issue: { key }, configuration: rule, transition: {} });
const releaseTicket = (ids: readonly string[]) =>
  site.newIssue('EXAM', 'Release', { fixVersions: ids.map((id) => ({ id })) });

test('the gate: 2 when open, 3 with the names of who owes it, however many fix versions to 24', async () => {
  const waiting: string[] = [];
  for (let nth = 0; nth < 24; nth += 1) waiting.push(await site.handedOverRelease());
  expect(await costOf(gateOn((await releaseTicket(waiting)).key))).toBe(3);
  expect(await costOf(gateOn((await releaseTicket(waiting.slice(0, 1))).key))).toBe(3);
  valueOf(await site.settle({ supportProjects: [], csDays: 0 }));
  jest.setSystemTime(NOW + 1_000); // Jira takes so many calls in one second and no more
  const ready: string[] = [];
  for (let nth = 0; nth < 24; nth += 1) {
    const releaseId = await site.handedOverRelease();
    await site.does('po', 'recordWalkthrough', { releaseId, at: moment(), people: ['po'], revision: 1, questions: [] });
    await site.does('cslead', 'signHandoff', { releaseId, revision: 1 });
    ready.push(releaseId);
  }
  const { key } = await releaseTicket(ready);
  const { answer, remote } = await site.countCalls(gateOn(key));
  expect(answer).toEqual({ result: true });
  expect(remote).toHaveLength(2);
  expect(await costOf(gateOn((await releaseTicket([])).key))).toBe(1);
});

test('the right handoff of a ticket: 3, and one per mapped product project; one for versions of its own', async () => {
  valueOf(await site.settle());
  const releaseId = await site.handedOverRelease();
  await site.handedOverRelease();
  const find = (issueId: string, projectId: string) => () => site.does('agent', 'findHandoffs', { issueId, projectId });
  const ticket = await site.newIssue('SUP', 'Support request');
  expect(await costOf(find(ticket.id, site.sup.id))).toBe(3 + 1);
  const bug = await site.newIssue('EXAM', 'Bug', { fixVersions: [{ id: releaseId }], versions: [{ id: releaseId }] });
  expect(await costOf(find(bug.id, site.exam.id))).toBe(3 + 1);
  // Versions and linked issues are looked up in one call, whichever of them there are.
  const linked = await site.newIssue('SUP', 'Support request');
  const link = { type: { name: 'Relates' }, inwardIssue: { key: bug.key }, outwardIssue: { key: linked.key } };
  await site.rest('admin', 'POST', '/rest/api/3/issueLink', link);
  expect(await costOf(find(linked.id, site.sup.id))).toBe(3 + 1 + 1 + 1); // and one for the releases of these issues
  const plain = await site.newIssue('EXAM', 'Bug');
  expect(await costOf(find(plain.id, site.exam.id))).toBe(2);
});

test('a word on a ticket: 5, with an item or a question 6; one more for a ticket that is new to the app; 4 said again; taken back 5', async () => {
  valueOf(await site.settle());
  const releaseId = await site.handedOverRelease();
  const { head, document } = valueOf(await site.open('po', releaseId));
  const ticket = await site.newIssue('SUP', 'Support request');
  const at = { issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId: head?.handoffId ?? '' };
  const word = { ...at, itemId: null, revision: 1, question: null };
  const say = (over: Partial<CallInput<'sendSignal'>>) => () =>
    site.does('agent', 'sendSignal', { ...word, kind: 'feature-request', ...over });
  expect(await costOf(say({}))).toBe(6);
  expect(await costOf(say({}))).toBe(4);
  expect(await costOf(say({ kind: 'answer', itemId: document.likelyQuestions[0]?.id ?? null }))).toBe(6);
  const question = { id: anId(), text: 'And on tablets?', place: null, revision: 1 };
  expect(await costOf(say({ kind: 'not-in-handoff', question }))).toBe(6);
  const saidAt = moment();
  expect(await costOf(() => site.does('agent', 'undoSignal', { ...at, saidAt }))).toBe(5);
});

test('with 50 live handoffs a ticket costs no call more; the texts of 16 others: 3, and one per mapped product project', async () => {
  valueOf(await site.settle());
  for (let nth = 0; nth < 50; nth += 1) {
    jest.setSystemTime(NOW + nth * 1_000); // Jira takes so many calls in one second and no more
    await site.handedOverRelease();
  }
  const ticket = { issueId: (await site.newIssue('SUP', 'Support request')).id, projectId: site.sup.id };
  const { answer, remote } = await site.countCalls(() => site.does('agent', 'findHandoffs', ticket));
  expect([answer.handoffs.length, answer.others.length, remote.length]).toEqual([5, 45, 3 + 1]);
  const handoffIds = answer.others.slice(0, 16).map(({ head }) => head.handoffId);
  // Two more: texts, readings, signals and tallies of 16, with settings, are three batches.
  expect(await costOf(() => site.does('agent', 'readHandoffs', { ...ticket, handoffIds }))).toBe(3 + 1 + 2);
});

test('a page of 50 releases: 4', async () => {
  for (let nth = 0; nth < 60; nth += 1) await site.newRelease();
  await site.handedOverRelease();
  const list = (projectId: string) => () =>
    site.does('admin', 'listReleases', { projectId, status: 'unreleased', startAt: 0, today: day() });
  expect(await costOf(list(site.exam.id))).toBe(4);
  valueOf(await site.settle());
  expect(await costOf(list(site.exam.id))).toBe(4);
  expect(await costOf(list(site.sup.id))).toBe(3 + 1);
});

test('a save: 5, with a frozen label 6; the first one, which makes the handoff, 7', async () => {
  const at = await startFiling(site);
  const releaseId = await site.newRelease();
  const save = (id: string, expectedRevision: number) => async () =>
    valueOf(await site.save('po', id, { expectedRevision }));
  expect(await costOf(save(releaseId, 0))).toBe(7);
  expect(await costOf(save(releaseId, 1))).toBe(5);
  valueOf(await at.file(at.filing()));
  expect(await costOf(save(at.releaseId, 1))).toBe(6);
});

test('an L3 bug with link, note and record, and who files the same told of it: 8, 9 for a ticket that is new to the app or had a bug before', async () => {
  const at = await startFiling(site);
  expect(await costOf(async () => valueOf(await at.file(at.filing())))).toBe(9);
  expect(await costOf(async () => valueOf(await at.file(at.filing())))).toBe(9);
  // The bug goes to another project than the release's: its release of the same name is looked up.
  const { escalation } = site.documentFor();
  const targetProject = { id: site.shop.id, name: 'Course Shop' };
  const shop = site.state.jira.projects.find(({ id }) => id === site.shop.id);
  for (const permission of ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'LINK_ISSUES'])
    shop?.permissions[permission]?.push('agent');
  const releaseId = await site.newRelease();
  const issueType = { id: site.shop.typeId('Bug'), name: 'Bug' };
  valueOf(
    await site.save('po', releaseId, {
      document: site.documentFor({ escalation: { ...escalation, targetProject, issueType } }),
    }),
  );
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  const handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
  expect(
    await costOf(async () => valueOf(await at.file(at.filing({ releaseId, handoffId, targetId: site.shop.id })))),
  ).toBe(10);
});

test('a filing that is done already: 2, and nothing is written', async () => {
  const at = await startFiling(site);
  const input = at.filing();
  valueOf(await at.file(input));
  const before = structuredClone(site.records());
  expect(await costOf(async () => valueOf(await at.file(input)))).toBe(2);
  expect(site.records()).toEqual(before);
});
