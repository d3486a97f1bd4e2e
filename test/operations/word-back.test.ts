import { aPlan, anId } from '../fixtures/builders';
import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** What becomes of an L3 bug comes back to each of its tickets, once and never to the customer. */

let site: Site;
let word: WordSite;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
});

const enter = async (releaseId: string, percent: number, audience: 'percent' | 'pilot' | 'internal' = 'percent') => {
  const plan = aPlan({ id: anId(), percent, audience });
  await site.does('po', 'saveSteps', { releaseId, steps: [plan], seen: [] });
  await site.does('po', 'enterStep', { releaseId, stepId: plan.id });
  return plan.id;
};

test('fixed, released and reached are three things, told to each ticket when they hold for its own customer', async () => {
  const { ticket, releaseId } = word.at;
  const later = await word.hang({ percent: 25, name: '25 %' });
  word.customerOf(ticket.id, { percent: 5, name: '5 %' });
  expect(await word.notes(ticket)).toEqual([]);

  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  for (const one of [ticket, later])
    expect(await word.notes(one)).toEqual([expect.stringContaining('It is fixed, and not yet released.')]);

  await enter(releaseId, 5);
  await word.loop();
  expect((await word.notes(ticket)).slice(1)).toEqual([
    expect.stringMatching(/is out, at 5 %\.\nThe fix has reached this ticket's customer/),
  ]);
  expect((await word.notes(later)).slice(1)).toEqual([
    expect.stringContaining("is out, at 5 %; this ticket's customer is in 25 %."),
  ]);

  await enter(releaseId, 25);
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  expect(await word.notes(ticket)).toHaveLength(2);
  expect((await word.notes(later)).slice(2)).toEqual([
    expect.stringContaining("The fix has reached this ticket's customer."),
  ]);
  for (let day = 0; day < 3; day += 1) await word.loop(24 * 60);
  expect(await word.notes(ticket)).toHaveLength(2);
  expect(await word.notes(later)).toHaveLength(3);
});

test('a ticket that hangs on the bug by the handoff of another product is not told the name of this one’s release', async () => {
  const { ticket, releaseId } = word.at;
  const theirs = await word.hang();
  const own = (site.stored('escalation') as { id: string; ticketId: string }[]).find(
    ({ ticketId }) => ticketId === theirs.id,
  );
  word.patch('escalation', `escalation:${own?.id ?? ''}`, { handoffId: anId() });
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  expect((await word.notes(ticket)).join()).toContain('2.4 Shortcut, the release with the fix, is out');
  expect((await word.notes(theirs)).join()).toContain('The release with the fix is out');
  expect((await word.notes(theirs)).join()).not.toContain('2.4');
});

test('a customer of whom nobody knows the step has the fix when everybody has it', async () => {
  const { ticket, releaseId } = word.at;
  await word.fixIn(releaseId);
  await word.transition('Done');
  await enter(releaseId, 0, 'internal');
  await word.loop(24 * 60);
  expect(await word.notes(ticket)).toEqual([expect.stringContaining('not yet released')]);
  await enter(releaseId, 99);
  await word.loop();
  expect((await word.notes(ticket)).at(-1)).toContain('counts as with them at 100 %');
  await enter(releaseId, 100);
  await word.loop();
  expect((await word.notes(ticket)).at(-1)).toContain('reached');
});

test('a release whose rollout is planned and not begun is with nobody yet, released or not', async () => {
  const { ticket, releaseId } = word.at;
  await site.does('po', 'saveSteps', { releaseId, steps: [aPlan({ percent: 50 })], seen: [] });
  await word.release(releaseId);
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  expect(word.bug().fix).toMatchObject({ released: true, percent: 0, toCustomers: false });
  expect(await word.notes(ticket)).toEqual([expect.not.stringContaining('reached')]);
});

test('a pilot has it with the first step beyond the own company', async () => {
  const { ticket, releaseId } = word.at;
  word.customerOf(ticket.id, { percent: 0, name: 'Pilot' });
  await word.fixIn(releaseId);
  await word.transition('Done');
  await enter(releaseId, 0, 'internal');
  await word.tell();
  await word.loop();
  expect(await word.notes(ticket)).toEqual([expect.not.stringContaining('reached')]);
  await enter(releaseId, 0, 'pilot');
  await word.loop();
  expect((await word.notes(ticket)).at(-1)).toContain('reached');
});

test('each of two pilots has it with the step of its own; one whose step is taken back, with the percent', async () => {
  const { ticket: first, releaseId } = word.at;
  const [second, third] = [await word.hang(), await word.hang()];
  const all = [first, second, third];
  const pilots = [0, 0, 1].map((percent, nth) => aPlan({ audience: 'pilot', who: `School ${nth}`, percent }));
  await site.does('po', 'saveSteps', { releaseId, steps: pilots, seen: [] });
  for (const [nth, { id, percent }] of pilots.entries())
    word.customerOf(all[nth]?.id ?? '', { percent, name: `School ${nth}`, stepId: id });
  const enterPilot = (nth: number) => site.does('po', 'enterStep', { releaseId, stepId: pilots[nth]?.id ?? '' });
  const have = async () => {
    await word.tell();
    await word.loop();
    const notes = await Promise.all(all.map((ticket) => word.notes(ticket)));
    return notes.map((ofOne) => ofOne.some((note) => note.includes('has reached')));
  };
  await word.fixIn(releaseId);
  await word.transition('Done');
  await enterPilot(0);
  expect(await have()).toEqual([true, false, false]);
  expect((await word.notes(second)).at(-1)).toContain("at 0 %; this ticket's customer is in a step that comes later");
  await enterPilot(2);
  expect(await have()).toEqual([true, false, true]);
  await site.does('po', 'removeStep', { releaseId, stepId: pilots[1]?.id ?? '' });
  expect(await have()).toEqual([true, true, true]);
});

test('a release without a handoff leads to the bugs that it fixes: released means everybody', async () => {
  const releaseId = await site.newRelease();
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  const notes = await word.notes(word.at.ticket);
  expect(notes).toHaveLength(2);
  expect(notes[1]).toContain('reached');
  expect(notes.join(' ')).not.toContain('Release 1'); // its handoff isn't support's to read
});

test('several facts found at one look are one note', async () => {
  const releaseId = await site.newRelease();
  await word.release(releaseId);
  word.patch('bug', `bug:${word.bugId}`, {
    triage: { level: 'execution', cause: 'n/a', by: 'po', at: new Date().toISOString() },
  });
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  const [note = '', ...more] = await word.notes(word.at.ticket);
  expect(more).toEqual([]);
  for (const part of ['triaged', 'is fixed.', 'is out', 'reached']) expect(note).toContain(part);
});

test.each([
  ["Won't Do", "closed without a fix: Won't Do", 'closed'],
  ['Cannot Reproduce', 'closed without a fix', 'closed'],
  ['Duplicate', 'closed as a duplicate of another bug', 'duplicate'],
] as const)('%s: %s', async (resolution, text, stage) => {
  await word.close(resolution);
  await word.tell();
  await word.loop();
  expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining(text)]);
  expect(word.bug().stage).toBe(stage);
});

test('a link that says duplicate counts where everything is resolved as done', async () => {
  const other = await site.newIssue('EXAM', 'Bug');
  await word.ask('POST', '/rest/api/3/issueLink', {
    ...{ type: { name: 'Duplicate' }, inwardIssue: { key: word.bugKey }, outwardIssue: { key: other.key } },
  });
  await word.transition('Done');
  await word.tell();
  await word.loop();
  expect(word.bug()).toMatchObject({ stage: 'duplicate', duplicateOf: other });
  expect((await word.notes(word.at.ticket)).join(' ')).not.toContain(other.key);
});

test('fixed, open again, fixed again: three facts; what came between two looks is none', async () => {
  const { ticket } = word.at;
  for (const name of ['Done', 'To Do', 'Done']) {
    await word.transition(name);
    await word.tell();
    await word.loop();
  }
  expect((await word.notes(ticket)).map((note) => /open again|is fixed/.exec(note)?.[0])).toEqual([
    ...['is fixed', 'open again', 'is fixed'],
  ]);
  expect(word.told(ticket.id)).toMatchObject({ notes: 3, times: { fixed: 2, 're-opened': 1 }, begun: null });
  await word.transition('To Do');
  await word.transition('Done');
  await word.tell();
  await word.loop();
  expect(await word.notes(ticket)).toHaveLength(3);
});

test('moved: told once, and it goes on under its new key', async () => {
  await word.move('SHOP');
  await word.tell();
  await word.loop();
  expect(word.bug()).toMatchObject({ bugKey: 'SHOP-1', projectId: site.shop.id, stage: 'open' });
  await word.transition('Done');
  await word.tell();
  await word.loop();
  const notes = await word.notes(word.at.ticket);
  expect(notes).toEqual([expect.stringContaining('moved to another project'), expect.stringContaining('is fixed')]);
  expect(notes.join(' ')).not.toContain('SHOP');
});

describe('a bug that Jira shows no more', () => {
  test('Jira said that it was deleted: told with the next look', async () => {
    await word.remove();
    await word.tell();
    await word.loop();
    expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('not in Jira any more')]);
    for (let day = 0; day < 3; day += 1) await word.loop(24 * 60);
    expect(await word.notes(word.at.ticket)).toHaveLength(1);
    expect(site.stored('agenda')).not.toContainEqual(expect.objectContaining({ kind: 'bug' }));
  });

  test('nobody told the app: a second look, a while later, has to find the same', async () => {
    await word.loop(11);
    await word.remove();
    await word.loop(24 * 60);
    expect(word.bug().missing).toBeDefined();
    expect(await word.notes(word.at.ticket)).toEqual([]);
    await word.loop(11);
    expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('not in Jira any more')]);
  });

  test('hidden for a moment: nothing is told', async () => {
    await word.loop(11);
    const issue = site.state.jira.issues[word.bugId];
    issue?.hiddenFrom.push('app-user-of-the-installed-app');
    await word.loop(24 * 60);
    issue?.hiddenFrom.pop();
    await word.loop(11);
    await word.loop(24 * 60);
    expect(word.bug()).toMatchObject({ stage: 'open' });
    expect(word.bug().missing).toBeUndefined();
    expect(await word.notes(word.at.ticket)).toEqual([]);
  });

  test('its project is in the trash: that says nothing of the bug', async () => {
    await word.loop(11);
    await word.ask('DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
    for (let day = 0; day < 3; day += 1) await word.loop(24 * 60);
    await word.ask('POST', '/rest/api/3/project/EXAM/restore');
    await word.loop(24 * 60);
    expect(word.bug().stage).toBe('open');
    expect(await word.notes(word.at.ticket)).toEqual([]);
  });
});

test('no event of it came: the day after, it is told all the same', async () => {
  await word.loop(11);
  await word.transition('Done');
  await word.loop(60);
  expect(await word.notes(word.at.ticket)).toEqual([]);
  await word.loop(24 * 60);
  expect(await word.notes(word.at.ticket)).toHaveLength(1);
});

test('no note where it could not be internal, or where the ticket is gone or closed to the app; the others are told', async () => {
  const { ticket } = word.at;
  const [plain, gone, shut] = [await word.hang(null, 'EXAM'), await word.hang(), await word.hang()];
  await word.ask('DELETE', `/rest/api/3/issue/${gone.key}`);
  site.state.jira.issues[shut.id]?.hiddenFrom.push('app-user-of-the-installed-app');
  await word.transition('Done');
  await word.tell();
  await word.loop();
  expect(await word.notes(ticket)).toHaveLength(1);
  expect(await word.notes(plain)).toEqual([]);
  for (const one of [plain, gone, shut]) expect(word.told(one.id)).toMatchObject({ times: { fixed: 1 }, begun: null });
  const { remote } = await site.countCalls(() => word.loop());
  expect(remote.filter((call) => call.includes('jira POST'))).toEqual([]);
});

test('a ticket with several bugs is told which one by the hour', async () => {
  const { at } = word;
  jest.setSystemTime(Date.now() + 3_600_000);
  await at.file(at.filing());
  await word.transition('Done');
  await word.tell();
  await word.loop();
  const [note] = await word.notes(at.ticket);
  expect(note).toMatch(/filed from this ticket on \d+ \w+ \d{4}, \d\d:\d\d UTC/);
});

test('the customer hears nothing of any of it', async () => {
  const { ticket, releaseId } = word.at;
  const seen = async () =>
    (await site.rest('customer', 'GET', `/rest/servicedeskapi/request/${ticket.key}/comment`)).body;
  const before = await seen();
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  expect(await word.notes(ticket)).toHaveLength(1);
  expect(await seen()).toEqual(before);
});
