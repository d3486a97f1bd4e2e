import { startSite, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** What a ticket's panel shows of its L3 bugs, and to whom. */

let site: Site;
let word: WordSite;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
});

const bugsFor = async (who: Who) => {
  const { ticket } = word.at;
  return (await site.does(who, 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id })).bugs;
};

test('how it stands is for everybody who sees the ticket, which bug it is only for who sees that', async () => {
  const { releaseId } = word.at;
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.tell();
  await word.loop();
  const common = { state: 'fixed', by: 'agent', joined: false, customer: null, percent: null, level: null };
  expect(await bugsFor('agent')).toMatchObject([{ ...common, bugKey: word.bugKey, release: '2.4 Shortcut' }]);
  // Whose handoff is on the ticket anyway.
  expect(await bugsFor('agent2')).toMatchObject([{ ...common, bugKey: null, release: '2.4 Shortcut' }]);
});

test('a release that the ticket tells nothing of is not named to who may not see the bug', async () => {
  const releaseId = await site.newRelease({ name: 'Project Bluebird' });
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  expect(await bugsFor('agent')).toMatchObject([{ state: 'reached', release: 'Project Bluebird' }]);
  expect(await bugsFor('agent2')).toMatchObject([{ state: 'reached', release: null }]);
  expect(JSON.stringify(await word.notes(word.at.ticket))).not.toContain('Bluebird');
});

test('nor is one whose product is no longer mapped to the support project', async () => {
  const { releaseId } = word.at;
  await word.fixIn(releaseId);
  await word.transition('Done');
  await site.settle({ supportProjects: [] });
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  const notes = (await word.notes(word.at.ticket)).join();
  expect(notes).toContain('The release with the fix is out');
  expect(notes).not.toContain('2.4');
});

test('nor is one of another product, which has a handoff of its own', async () => {
  const shop = { projectId: Number(site.shop.id), driver: 'outsider' };
  const releaseId = await site.newRelease({ name: 'Project Bluebird', ...shop });
  await site.does('admin', 'saveHandoff', {
    ...{ releaseId, expectedRevision: 0, document: site.documentFor(), note: '', minor: false },
  });
  await site.does('admin', 'handOver', { releaseId, revision: 1 });
  await word.move('SHOP');
  await word.fixIn(releaseId);
  await word.transition('Done');
  await word.release(releaseId);
  await word.tell();
  await word.loop();
  const notes = (await word.notes(word.at.ticket)).join();
  expect(notes).toContain('The release with the fix is out');
  expect(notes).not.toContain('Bluebird');
});

test('moved to where its filer may not look: its new key is not told to them', async () => {
  await word.move('SHOP');
  await word.tell();
  await word.loop();
  expect(word.bug().bugKey).toBe('SHOP-1');
  expect(await bugsFor('agent')).toMatchObject([{ bugKey: null, state: 'open' }]);
  expect(await bugsFor('admin')).toMatchObject([{ bugKey: 'SHOP-1' }]);
});

test('the bug that it duplicates is named to who sees that one', async () => {
  const other = await site.newIssue('SHOP', 'Bug');
  await word.ask('POST', '/rest/api/3/issueLink', {
    ...{ type: { name: 'Duplicate' }, inwardIssue: { key: word.bugKey }, outwardIssue: { key: other.key } },
  });
  await word.close('Duplicate');
  await word.tell();
  await word.loop();
  expect(await bugsFor('agent')).toMatchObject([{ state: 'duplicate', bugKey: word.bugKey, duplicateOf: null }]);
  expect(await bugsFor('admin')).toMatchObject([{ state: 'duplicate', duplicateOf: other.key }]);
});

test('open again; triaged; closed without a fix; gone', async () => {
  await word.transition('Done');
  await word.tell();
  await word.loop();
  await word.transition('To Do');
  word.patch('bug', `bug:${word.bugId}`, {
    triage: { level: 'execution', cause: 'n/a', by: 'po', at: new Date().toISOString() },
  });
  await word.tell();
  await word.loop();
  expect(await bugsFor('agent')).toMatchObject([{ state: 're-opened', level: 'execution' }]);
  await word.close("Won't Do");
  await word.tell();
  await word.loop();
  expect(await bugsFor('agent')).toMatchObject([{ state: 'closed', resolution: "Won't Do" }]);
  await word.remove();
  await word.tell();
  await word.loop();
  expect(await bugsFor('agent')).toMatchObject([{ state: 'gone' }]);
});

test('a ticket without bugs costs no call for them; with bugs of its own one, with those of others two', async () => {
  const ticket = await site.newIssue('SUP', 'Support request');
  const costOf = async (who: Who, issueId: string) =>
    (await site.countCalls(() => site.does(who, 'findHandoffs', { issueId, projectId: site.sup.id }))).remote.length;
  const none = await costOf('agent', ticket.id);
  const { ticket: own } = word.at;
  const [mine, theirs] = [await costOf('agent', own.id), await costOf('agent2', own.id)];
  // Which release the bug is of is looked up for the choice of the handoff.
  expect([mine - none, theirs - mine]).toEqual([2, 1]);
});
