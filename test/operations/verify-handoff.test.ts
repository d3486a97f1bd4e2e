import { DAY, NOW } from '../fixtures/builders';
import { startFiling } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { questionsOf, rollTo, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

/** What makes a live handoff stale, and who says that it is still right. */

let site: Site;
let releaseId: string;
let told = 0;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
  told = 0;
});
/** Every action is a moment of its own. */
const later = (ms = 2_000) => jest.setSystemTime(NOW + (told += ms));

const { view, headNow, edit, walk, answerTo } = stepsOn(
  () => site,
  () => releaseId,
);
const verify = (revision = 1, who: Who = 'po') => site.call(who, 'verifyHandoff', { releaseId, revision });
const whats = async () => (await view()).history.map(({ what }) => what);
const codesOf = async () => (await view()).staleness.map(({ code }) => code);

test('a step makes it stale until somebody looks again, or saves what is new; a minor edit is no such look', async () => {
  later();
  await rollTo(site, 'po', releaseId, 1);
  expect((await view()).staleness).toEqual([{ code: 'rollout', percent: 1 }]);
  later();
  valueOf(await edit(1, true));
  expect(await codesOf()).toEqual(['rollout']);
  expect(refusalOf(await verify(1)).code).toBe('outdated');
  valueOf(await verify(2, 'rm'));
  expect(await codesOf()).toEqual([]);
  expect((await view()).history[0]).toMatchObject({ what: 'verified', by: 'rm', revision: 2 });
  const before = structuredClone(site.records());
  later();
  valueOf(await verify(2));
  expect(site.records()).toEqual(before);
  await rollTo(site, 'po', releaseId, 5);
  later();
  valueOf(await edit(2));
  expect(await codesOf()).toEqual([]);
  expect((await headNow()).verified).toMatchObject({ revision: 3, by: 'po', issues: 0 });
  expect((await whats()).filter((what) => what === 'verified')).toHaveLength(1);
});

test("the release's scope changed: said in the panel and in the list, not on a ticket, where nobody asks Jira", async () => {
  const issue = (key: 'EXAM' | 'SUP') => site.newIssue(key, 'Bug', { fixVersions: [{ id: releaseId }] });
  const bug = await issue('EXAM');
  later();
  const scope = [{ code: 'scope', had: 0, has: 1 }];
  expect((await view()).staleness).toEqual(scope);
  const list = { projectId: site.exam.id, status: 'unreleased', startAt: 0, today: '2026-11-24' } as const;
  const { rows } = await site.does('agent', 'listReleases', list);
  expect(rows.map(({ staleness }) => staleness)).toEqual([scope]);
  const ticket = { issueId: bug.id, projectId: site.exam.id };
  expect((await site.does('agent', 'findHandoffs', ticket)).handoffs.map(({ staleness }) => staleness)).toEqual([[]]);
  expect(valueOf(await site.open('agent2', releaseId, site.sup.id)).staleness).toEqual([]);
  valueOf(await verify());
  expect(await codesOf()).toEqual([]);
});

test('L3 bugs filed since are counted, once each, and on a ticket too', async () => {
  const at = await startFiling(site);
  releaseId = at.releaseId;
  const filing = at.filing();
  valueOf(await at.file(filing));
  valueOf(await at.file(filing));
  expect((await headNow()).bugsSince).toBe(1);
  later();
  valueOf(await at.file(at.filing()));
  expect((await view()).staleness).toContainEqual({ code: 'bugs', count: 2 });
  const ticket = { issueId: filing.issueId, projectId: filing.projectId };
  const { handoffs } = await site.does('agent', 'findHandoffs', ticket);
  expect(handoffs.flatMap(({ staleness }) => staleness)).toContainEqual({ code: 'bugs', count: 2 });
  later();
  valueOf(await verify());
  expect((await headNow()).bugsSince).toBe(0);
  valueOf(await at.file(at.filing()));
  later();
  valueOf(await edit(1, true));
  expect((await headNow()).bugsSince).toBe(1);
  valueOf(await edit(2));
  expect((await headNow()).bugsSince).toBe(0);
});

test('a draft is not looked at again: it is being written', async () => {
  releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
  expect(refusalOf(await verify()).code).toBe('not-handed-over');
});

test('a question that is open for more than three days, until it is answered; looking again is no answer', async () => {
  const questions = questionsOf(2);
  valueOf(await walk('cslead', { questions }));
  later(3 * DAY);
  expect(await codesOf()).toEqual([]);
  later();
  expect((await view()).staleness).toEqual([{ code: 'questions', count: 2, days: 3 }]);
  const before = structuredClone(site.records());
  valueOf(await verify());
  expect(site.records()).toEqual(before);
  for (const { id } of questions) valueOf(await answerTo(id));
  expect(await codesOf()).toEqual([]);
});
