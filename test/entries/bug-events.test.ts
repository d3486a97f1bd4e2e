import { join } from 'node:path';
import { loadApp } from '../../host/runtime/manifest';
import { loadTriggers } from '../../host/runtime/triggers';
import type { ProductEvent } from '../../host/contracts';
import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** Jira's events of issues: those of the app's own bugs put a look on the agenda, and all others never reach it. */

let site: Site;
let word: WordSite;
let log: ReturnType<typeof muteLog>;
beforeEach(async () => {
  stopClock();
  log = muteLog();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
  await word.loop(11);
  site.told.length = 0;
});

const agenda = () => site.stored('agenda').filter((entry) => (entry as { kind: string }).kind === 'bug');
const dueNow = (): number => {
  const key = `agenda:bug:${word.bugId}`;
  const kept = site.records()[key] as { value: { at: number } } | undefined;
  return (kept?.value.at ?? Infinity) - Date.now();
};
const updated = (id: string) => ({
  eventType: 'avi:jira:updated:issue',
  timestamp: '1',
  selfGenerated: false,
  issue: { id },
});

test('a change of a bug: one call, and it is due at once, however often it is told', async () => {
  expect(dueNow()).toBeGreaterThan(0); // tomorrow, by itself
  await word.transition('Done');
  const { remote } = await site.countCalls(() => site.runBugEvents(site.told.at(-1)));
  expect(remote).toHaveLength(1);
  for (let time = 0; time < 3; time += 1) await site.runBugEvents(site.told.at(-1));
  expect(dueNow()).toBe(0);
  expect(agenda()).toHaveLength(1);
});

test('the deletion of an issue that is none of the bugs: one call, and nothing is written', async () => {
  const other = await site.newIssue('EXAM', 'Bug');
  await word.ask('DELETE', `/rest/api/3/issue/${other.id}`);
  const before = structuredClone(site.records());
  const { remote } = await site.countCalls(() => site.runBugEvents(site.told.at(-1)));
  expect(remote).toHaveLength(1);
  expect(site.records()).toEqual(before);
});

test('a deletion that is told twice: the second time costs one call, and nothing is written', async () => {
  await word.remove();
  await site.runBugEvents(site.told.at(-1));
  const before = structuredClone(site.records());
  const { remote } = await site.countCalls(() => site.runBugEvents(site.told.at(-1)));
  expect(remote).toHaveLength(1);
  expect(site.records()).toEqual(before);
});

test('a deletion that is told late, of a bug that is there, is a look and no deletion', async () => {
  await site.runBugEvents({ ...updated(word.bugId), eventType: 'avi:jira:deleted:issue' });
  expect(word.bug().missing).toBeUndefined();
  expect(dueNow()).toBe(0);
});

test.each([{ status: 429 }, { status: 500 }, 'drop-before'] as const)(
  'the storage fails by %j: the event is asked for again',
  async (action) => {
    site.faults.add(Array.from({ length: 9 }, () => ({ match: { kind: 'kvs' as const }, times: 1, action })));
    expect(await site.runBugEvents({ ...updated(word.bugId), retryContext: { retryCount: 1 } })).toMatchObject({
      ...{ _retry: true, retryOptions: { retryAfter: 60, retryReason: 'FUNCTION_RETRY_REQUEST' } },
    });
  },
);

test('an event of another shape is logged and dropped', async () => {
  const before = structuredClone(site.records());
  log.warn.mockClear();
  for (const event of [{}, null, updated('x'), { eventType: 'avi:jira:created:issue', issue: { id: '1' } }])
    expect(await site.runBugEvents(event)).toBeUndefined();
  expect(log.warn).toHaveBeenCalledTimes(4);
  expect(site.records()).toEqual(before);
});

describe('what Forge lets through', () => {
  const triggers = loadTriggers(loadApp(join(__dirname, '../..')));
  const listening = (properties: Record<string, unknown>, over: Partial<ProductEvent> = {}) =>
    triggers.listeningTo({
      ...{ eventType: 'avi:jira:updated:issue', atlassianId: 'po', byApp: false, payload: {} },
      properties: { issue: properties, project: {} },
      ...over,
    });

  test.each(['avi:jira:updated:issue', 'avi:jira:deleted:issue'])(
    '%s of a bug that the app made or knows',
    (eventType) => {
      const made = { 'cs-handoff-escalation': { escalationId: 'an-escalation' } };
      const known = { 'cs-handoff-bug': { release: '2.4', releaseId: '7', chainLevel: 'untriaged', cause: 'none' } };
      expect(listening(made, { eventType })).toEqual(['events-of-bugs']);
      expect(listening(known, { eventType })).toEqual(['events-of-bugs']);
      expect(listening({ ...made, ...known }, { eventType })).toEqual(['events-of-bugs']);
    },
  );

  test('nothing of any other issue, and nothing that the app did itself', () => {
    expect(listening({})).toEqual([]);
    expect(listening({ 'cs-handoff-ticket': { releaseId: '7' }, 'cs-handoff-bug': {} })).toEqual([]);
    expect(listening({ 'cs-handoff-escalation': { escalationId: 'an-escalation' } }, { byApp: true })).toEqual([]);
  });
});
