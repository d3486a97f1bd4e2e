import { BUG_PROPERTY } from '../../src/domain/issue-properties';
import type { Tally } from '../../src/domain/tally';
import { aForm, aPlan, anId } from '../fixtures/builders';
import { PANEL } from '../fixtures/filing';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** What one thing on the agenda costs, and that none stands in the way of another or stays for good. */

let site: Site;
let word: WordSite;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
  await word.loop(11);
});

const RUN = 5 * 60_000;
const later = (ms = RUN) => jest.setSystemTime(Date.now() + ms);
const callsOfLoop = async (): Promise<string[]> => (await site.countCalls(() => site.runLoop())).remote;
const commentOn = (ticket: { readonly id: string }) => `issue/${ticket.id}/comment`;
const entry = (bugId: string) =>
  (site.records()[`agenda:bug:${bugId}`] as { value: { at: number } } | undefined)?.value.at;

/** A bug that somebody made in Jira, known to the app since a ticket was added to it. */
const joined = async (): Promise<string> => {
  const bug = await site.newIssue('EXAM', 'Bug');
  const ticket = await site.newIssue('SUP', 'Support request');
  const { releaseId, handoffId } = word.at;
  const input = {
    ...{ issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId, bugId: bug.id },
    ...{ productId: site.exam.id, targetId: site.exam.id, customer: null, panelUrl: PANEL },
  };
  await site.does('agent', 'joinBug', input);
  return bug.id;
};

/** A bug of Jira's own dialog. */
const fromDialog = async (): Promise<string> => {
  const body = { fields: { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'By hand' } };
  const { id } = (await site.rest('agent', 'POST', '/rest/api/3/issue', body)).body as { id: string };
  const ticket = await site.newIssue('SUP', 'Support request');
  const { releaseId, handoffId } = word.at;
  const input = { issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId, form: aForm(), customer: null };
  await site.does('agent', 'recordFiledBug', { ...input, escalationId: anId(), bugId: id, panelUrl: PANEL });
  return id;
};

test.each([
  ['made in Jira, which a ticket was added to', joined],
  ["of Jira's own dialog", fromDialog],
] as const)('a bug %s says what others say, so that Jira tells of it and search finds it', async (_, make) => {
  const bugId = await make();
  await word.loop();
  const { body } = await site.rest('agent', 'GET', `/rest/api/3/issue/${bugId}/properties/${BUG_PROPERTY}`);
  expect((body as { value: unknown }).value).toEqual({
    ...{ release: '2.4 Shortcut', releaseId: word.at.releaseId, chainLevel: 'untriaged', cause: 'none' },
  });
  await site.does('admin', 'triageBug', { issueId: bugId, level: 'scope', cause: 'n/a', expected: null });
  const { bug } = valueOf(await site.call('agent', 'openBug', { issueId: bugId }));
  expect(bug).toMatchObject({ labels: ['scope'], tickets: { count: 1 } });
});

test('a bug of 100 tickets and nothing new: none of the calls is for a ticket by itself', async () => {
  for (let nth = 1; nth < 100; nth += 1) await word.hang();
  await word.fixIn(word.at.releaseId);
  await word.tell();
  await word.loop();
  await word.loop(11);
  later(24 * 3_600_000);
  const calls = await callsOfLoop();
  expect(word.bug().tickets).toBe(100);
  const looking = calls.filter((call) => !call.includes('/query')).length;
  // The bug, its tickets by 25, itself in Jira, its release, the rollout of it, and its place on the agenda.
  expect({ looking, queries: calls.length - looking }).toEqual({ looking: 9, queries: 4 });
});

test('a ticket that fails again and again keeps neither the others nor the chain level of its bug waiting', async () => {
  const second = await word.hang();
  site.faults.add([{ match: { kind: 'jira', method: 'PUT', path: '/issue/' }, times: 1, action: 'drop-before' }]);
  await site.does('admin', 'triageBug', { issueId: word.bugId, level: 'scope', cause: 'n/a', expected: null });
  const path = commentOn(word.at.ticket);
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 99, action: { status: 500 } }]);
  await word.loop();
  expect(await word.notes(second)).toEqual([expect.stringContaining('triaged')]);
  const { bug } = valueOf(await site.call('agent', 'openBug', { issueId: word.bugId }));
  expect(bug?.labels).toEqual(['scope']);
});

test('a bug that fails again and again keeps no other waiting', async () => {
  const other = await joined();
  await word.loop();
  await word.loop(11);
  site.faults.add([{ match: { kind: 'jira', path: `issue/${word.bugId}?` }, times: 99, action: { status: 500 } }]);
  later(24 * 3_600_000);
  const { remote } = await site.countCalls(() => site.runLoop());
  expect(remote.filter((call) => call.includes(`issue/${other}?`))).toHaveLength(1);
  expect(entry(word.bugId)).toBe(Date.now() + 15 * 60_000);
});

test('Jira tells the looks at bugs to slow down, run after run: signals are counted all the same', async () => {
  const ticket = await site.newIssue('SUP', 'Support request');
  const { releaseId, handoffId } = word.at;
  await site.does('agent', 'sendSignal', {
    ...{ issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId },
    ...{ kind: 'feature-request', itemId: null, revision: 1, question: null },
  });
  await site.runBugEvents({ eventType: 'avi:jira:updated:issue', issue: { id: word.bugId } });
  const tooMany = { status: 429, headers: { 'retry-after': '60' } };
  site.faults.add([{ match: { kind: 'jira', path: `issue/${word.bugId}?` }, times: 99, action: tooMany }]);
  const counted = () => (site.stored('tally') as Tally[]).find((tally) => tally.handoffId === handoffId)?.all;
  for (let run = 0; run < 2; run += 1) {
    later();
    await site.runLoop();
  }
  expect(counted()).toMatchObject({ 'kind:feature-request': { none: 1 } });
  expect(entry(word.bugId)).toBeLessThanOrEqual(Date.now()); // and the bug stays due
});

test('signals that Jira tells to slow down keep no bug waiting', async () => {
  const ticket = await site.newIssue('SUP', 'Support request');
  const { releaseId, handoffId } = word.at;
  await site.does('agent', 'sendSignal', {
    ...{ issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId },
    ...{ kind: 'feature-request', itemId: null, revision: 1, question: null },
  });
  await word.transition('Done');
  await word.tell();
  const tooMany = { status: 429, headers: { 'retry-after': '60' } };
  site.faults.add([{ match: { kind: 'jira', path: '/properties/' }, times: 99, action: tooMany }]);
  for (let run = 0; run < 2; run += 1) {
    later();
    await site.runLoop();
  }
  expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('It is fixed')]);
});

test('a bug that Jira hid for a moment before its whole project went: looked at once a day, until it is back', async () => {
  const issue = site.state.jira.issues[word.bugId];
  issue?.hiddenFrom.push('app-user-of-the-installed-app');
  await word.loop(24 * 60);
  expect(word.bug().missing).toBeDefined();
  await word.ask('DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
  for (let look = 0; look < 4; look += 1) await word.loop(11);
  expect(entry(word.bugId)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  await word.ask('POST', '/rest/api/3/project/EXAM/restore');
  issue?.hiddenFrom.pop();
  await word.loop(24 * 60);
  expect(word.bug().stage).toBe('open');
  expect(word.bug().missing).toBeUndefined();
});

test('what is at rest leaves the agenda: bugs, fixes and signals', async () => {
  await word.transition('Done');
  await word.tell();
  for (let day = 0; day < 95; day += 1) await word.loop(24 * 60);
  const kinds = (site.stored('agenda') as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.filter((kind) => ['bug', 'fix', 'signals'].includes(kind))).toEqual([]);
});

describe('a bug of before there were records of bugs', () => {
  beforeEach(() => {
    const { entities } = site.state.kvs;
    entities.bug = {};
    entities.ticket = {};
    // As escalations were written then: nothing leads from the bug to them.
    for (const one of Object.values(entities.escalation ?? {})) {
      const value = one.value as Record<string, unknown>;
      for (const name of ['bugId', 'ticketId', 'counter']) Reflect.deleteProperty(value, name);
      Reflect.deleteProperty(value.body as object, 'told');
    }
  });
  const bugs = async () =>
    (await site.does('agent', 'findHandoffs', { issueId: word.at.ticket.id, projectId: site.sup.id })).bugs;

  test('is followed once something happens to it: its ticket is told, and shows it', async () => {
    expect(await bugs()).toEqual([]);
    await word.transition('Done');
    await word.tell();
    for (let run = 0; run < 4; run += 1) await word.loop(11);
    expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('It is fixed')]);
    expect(await bugs()).toMatchObject([{ bugKey: word.bugKey, state: 'fixed' }]);
    expect(word.bug()).toMatchObject({ handoffId: word.at.handoffId, tickets: 1, filedBy: 'agent' });
  });

  test('is followed once somebody triages it', async () => {
    await site.does('admin', 'triageBug', { issueId: word.bugId, level: 'scope', cause: 'n/a', expected: null });
    for (let run = 0; run < 4; run += 1) await word.loop(11);
    expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('triaged')]);
    expect(await bugs()).toMatchObject([{ level: 'scope' }]);
  });

  test.each(['drop-before', 'drop-after', { status: 500 }] as const)('%j at each call: told once', async (action) => {
    await word.transition('Done');
    await word.tell();
    for (let nth = 0; nth < 9; nth += 1) {
      site.faults.add([
        ...(nth === 0 ? [] : [{ match: { kind: 'kvs' as const }, times: nth, action: { delayMs: 0 } }]),
        { match: { kind: 'kvs' }, times: 1, action },
      ]);
      later(16 * 60_000);
      await site.runLoop();
      site.faults.clear();
    }
    for (let run = 0; run < 4; run += 1) await word.loop(16);
    expect(await word.notes(word.at.ticket)).toHaveLength(1);
    expect(await bugs()).toHaveLength(1);
  });
});

describe('what goes back', () => {
  const bugs = async () =>
    (await site.does('agent', 'findHandoffs', { issueId: word.at.ticket.id, projectId: site.sup.id })).bugs;

  test('a release that is taken back: nothing is told twice, and the panel says how it stands', async () => {
    const { ticket } = word.at;
    const releaseId = await site.newRelease();
    await word.fixIn(releaseId);
    await word.transition('Done');
    await word.release(releaseId);
    await word.tell();
    await word.loop();
    expect(await word.notes(ticket)).toEqual([expect.stringContaining('reached')]);
    for (const released of [false, true, false]) {
      await word.release(releaseId, released);
      await word.tell();
      await word.loop();
      expect(await bugs()).toMatchObject([{ state: released ? 'reached' : 'fixed' }]);
    }
    expect(await word.notes(ticket)).toHaveLength(1);
  });

  test('a rollout that is rolled back after it had reached the customer', async () => {
    const { ticket, releaseId } = word.at;
    word.customerOf(ticket.id, { percent: 25, name: '25 %' });
    await word.fixIn(releaseId);
    await word.transition('Done');
    await word.tell();
    const plans = [5, 25, 50].map((percent) => aPlan({ id: anId(), percent, audience: 'percent' }));
    await site.does('po', 'saveSteps', { releaseId, steps: plans, seen: [] });
    for (const { id } of plans.slice(0, 2)) await site.does('po', 'enterStep', { releaseId, stepId: id });
    await word.loop();
    expect(await bugs()).toMatchObject([{ state: 'reached', percent: 25 }]);
    const told = await word.notes(ticket);
    const last = { decision: 'roll-back', reason: 'Too slow', result: '', learned: 'Load', revision: null } as const;
    await site.does('po', 'endStep', { releaseId, stepId: plans[1]?.id ?? '', ...last });
    await word.loop();
    expect(await bugs()).toMatchObject([{ state: 'released', percent: 5 }]);
    await site.does('po', 'enterStep', { releaseId, stepId: plans[2]?.id ?? '' });
    await word.loop();
    expect(await bugs()).toMatchObject([{ state: 'reached', percent: 50 }]);
    expect(await word.notes(ticket)).toEqual(told);
  });

  test('the release of the fix is merged into another one, and that one is released: told once', async () => {
    const { ticket } = word.at;
    const [from, into] = [await site.newRelease(), await site.newRelease()];
    await word.fixIn(from);
    await word.transition('Done');
    await word.tell();
    await word.loop();
    await word.ask('PUT', `/rest/api/3/version/${from}/mergeto/${into}`);
    await word.tell();
    await word.loop();
    expect(word.bug()).toMatchObject({ fixVersions: [into], fix: { releaseId: into } });
    await word.release(into);
    await word.tell();
    await word.loop();
    expect(await word.notes(ticket)).toEqual([
      expect.stringContaining('not yet released'),
      expect.stringContaining('reached'),
    ]);
  });

  test('the release of the fix is deleted: the bug is fixed and in no release', async () => {
    const releaseId = await site.newRelease();
    await word.fixIn(releaseId);
    await word.transition('Done');
    await word.tell();
    await word.loop();
    await word.ask('POST', `/rest/api/3/version/${releaseId}/removeAndSwap`, {});
    await word.tell();
    await word.loop();
    expect(word.bug()).toMatchObject({ stage: 'fixed', fix: null, fixVersions: [] });
    expect(await word.notes(word.at.ticket)).toHaveLength(1);
  });
});
