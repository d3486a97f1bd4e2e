import { anId } from '../fixtures/builders';
import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** When a bug is looked at again, and when a ticket that could not be told is told at last. */

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

const DAY = 24 * 60;
const minutes = (many: number) => jest.setSystemTime(Date.now() + many * 60_000);
const commentsOf = ({ id }: { readonly id: string }) => `issue/${id}/comment`;
const notes = () => word.notes(word.at.ticket);
const dueIn = (): number => {
  const entry = site.records()[`agenda:bug:${word.bugId}`] as { value: { at: number } } | undefined;
  return ((entry?.value.at ?? Infinity) - Date.now()) / 60_000;
};
/** Methods of those calls that read or write comments. */
const ofComments = (calls: readonly string[]): (string | undefined)[] =>
  calls.flatMap((call) => (call.includes('/comment') ? [call.split(' ')[1]] : []));

test('a ticket that no index knew of at the first look is told ten minutes later', async () => {
  await word.transition('Done');
  await word.tell();
  await word.loop();
  const late = await word.hang();
  await word.loop(11);
  expect(await word.notes(late)).toEqual([expect.stringContaining('It is fixed')]);
});

test('what the daily look found and could not tell, nor the look after it, is told within the hour and not the day after', async () => {
  await word.transition('Done');
  const path = commentsOf(word.at.ticket);
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 2, action: 'drop-before' }]);
  await word.loop(DAY);
  await word.loop(16);
  expect(await notes()).toEqual([]);
  for (let run = 0; run < 2; run += 1) await word.loop(16);
  expect(await notes()).toHaveLength(1);
});

test('a run that was ended in the middle of a note: the next ones wait for it, and go on as soon as it must be over', async () => {
  await word.transition('Done');
  const path = commentsOf(word.at.ticket);
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-before' }]);
  await word.loop(DAY);
  minutes(16);
  // Another one has begun it just now, and never comes back.
  const { id } = word.at.escalations()[0] ?? { id: '' };
  const told = word.told(word.at.ticket.id);
  word.patch('escalation', `escalation:${id}`, { told: { ...told, begun: { ...told?.begun, at: Date.now() } } });
  await site.runLoop();
  minutes(5);
  await site.runLoop();
  expect(await notes()).toEqual([]);
  minutes(5);
  await site.runLoop();
  expect(await notes()).toHaveLength(1);
});

test('Jira takes no more notes for now: the run ends there, and the next one goes on at once', async () => {
  const others = [await word.hang(), await word.hang(), await word.hang()];
  await word.transition('Done');
  await word.tell();
  const tooMany = { status: 429, headers: { 'retry-after': '60' } };
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action: tooMany }]);
  minutes(1);
  const { remote } = await site.countCalls(() => site.runLoop());
  expect(ofComments(remote)).toEqual(['POST']);
  minutes(5);
  const next = await site.countCalls(() => site.runLoop());
  // Nothing was done, so that nothing has to be looked for.
  expect(ofComments(next.remote)).toEqual(['POST', 'POST', 'POST', 'POST']);
  for (const ticket of [word.at.ticket, ...others]) expect(await word.notes(ticket)).toHaveLength(1);
});

test('a ticket that is deleted while its note is begun keeps its bug from nothing', async () => {
  const other = await word.hang();
  await word.transition('Done');
  await word.tell();
  const path = commentsOf(word.at.ticket);
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-before' }]);
  await word.loop();
  await word.ask('DELETE', `/rest/api/3/issue/${word.at.ticket.key}`);
  for (let run = 0; run < 3; run += 1) await word.loop(16);
  expect(await word.notes(other)).toHaveLength(1);
  expect(dueIn()).toBeGreaterThan(DAY - 60);
});

test('a ticket that hangs on the bug twice is told once', async () => {
  const { ticket } = word.at;
  await word.hang();
  word.patch('escalation', 'escalation:joined-escalation-1', { ticketId: ticket.id, ticketKey: ticket.key });
  await word.transition('Done');
  await word.tell();
  await word.loop();
  await word.loop(11);
  expect(await notes()).toHaveLength(1);
});

test('a bug is at rest only 90 days after the last news of it', async () => {
  await word.loop(80 * DAY);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  await word.loop(11);
  await word.loop(30 * DAY);
  await word.transition('To Do'); // and Jira never tells of it
  await word.loop(DAY);
  expect((await notes()).slice(1)).toEqual([expect.stringContaining('open again')]);
});

test('Jira never told that the release is out: whoever changes its handoff brings it', async () => {
  const { releaseId } = word.at;
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  await word.loop(11);
  await word.release(releaseId);
  site.told.length = 0;
  const question = { id: anId(), text: 'Is it out?', place: null, revision: 1 };
  await site.does('cslead', 'askQuestions', { releaseId, questions: [question] });
  await word.loop();
  expect((await notes()).slice(1)).toEqual([expect.stringContaining('reached')]);
});

test('what happens while it is looked at is looked at with the next run', async () => {
  const { releaseId } = word.at;
  await word.fixIn(releaseId);
  await word.tell();
  minutes(1);
  // It has Jira's answer, and is held up.
  const heads = { kind: 'kvs' as const, body: `handoff:${releaseId}` };
  site.faults.add([{ match: heads, times: 1, action: { delayMs: 300 } }]);
  const slow = site.runLoop();
  await new Promise((done) => setTimeout(done, 100));
  expect(site.faults.pending()).toEqual([]);
  await word.transition('Done');
  await word.tell();
  await slow;
  minutes(1);
  await site.runLoop();
  expect(await notes()).toEqual([expect.stringContaining('It is fixed')]);
});
