import type { CallOutput } from '../../src/api/calls';
import type { HistoryEntry } from '../../src/domain/history';
import type { StoredRevision } from '../../src/storage/stored';
import { NOW } from '../fixtures/builders';
import { startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { holdClock, muteLog, passing } from '../fixtures/time';

/**
 * 500 saves of one handoff at once. Jira takes 100 calls of a kind in a second and says so to the rest, the storage 1,000: all of them wait
 * their turn, on a clock that the test drives.
 */

const WRITERS: readonly Who[] = ['po', 'rm', 'admin', 'steward'];
const writerOf = (nth: number): Who => WRITERS[nth % WRITERS.length] ?? 'po';

const MS_PER_TURN = 5;
const IN_MS = 25_000; // that a function may take (Forge docs: limits-invocation)

let site: Site;
let releaseId: string;
beforeEach(async () => {
  holdClock();
  muteLog();
  site = await startSite();
  releaseId = await site.newRelease();
  valueOf(await save(0, 0));
  jest.setSystemTime(NOW + 60_000);
});

const save = (nth: number, expectedRevision: number) =>
  site.save(writerOf(nth), releaseId, {
    expectedRevision,
    document: site.documentFor({ whatsNew: `text ${nth}` }),
    note: `note ${nth}`,
  });

type Outcome = CallOutput<'saveHandoff'> & { readonly nth: number };

/** All revisions are there, one after the other, each once, as those who were told "saved" wrote them. */
const expectUnbroken = async (outcomes: readonly Outcome[]) => {
  const saved = outcomes.filter(({ outcome }) => outcome === 'saved');
  const revisions = (site.stored('revision') as StoredRevision[]).toSorted((a, b) => a.revision - b.revision);
  expect(revisions.map(({ revision }) => revision)).toEqual(
    Array.from({ length: saved.length + 1 }, (_, nth) => nth + 1),
  );
  const byRevision = new Map(saved.map((one) => [one.head.revision, one]));
  for (const { revision, by, note, document } of revisions.slice(1)) {
    const { nth = -1 } = byRevision.get(revision) ?? {};
    expect([by, note, document.whatsNew]).toEqual([writerOf(nth), `note ${nth}`, `text ${nth}`]);
  }
  const history = (site.stored('history') as HistoryEntry[]).filter(({ what }) => what === 'saved');
  expect(history.map(({ revision, detail }) => [revision, detail]).toSorted()).toEqual(
    revisions.map(({ revision, note }) => [revision, note]).toSorted(),
  );
  const newest = revisions.at(-1);
  jest.advanceTimersByTime(60_000);
  const view = valueOf(await passing(site.open('po', releaseId), MS_PER_TURN));
  expect(view.head).toMatchObject({ revision: newest?.revision, authors: expect.arrayContaining(['po']) as unknown });
  expect(view.document).toEqual(newest?.document);
};

test('500 people save at the same moment: 500 outcomes, each saved or a conflict, within the time of a function', async () => {
  const began = Date.now();
  const answers = await passing(
    Promise.all(Array.from({ length: 500 }, async (_, nth) => ({ ...valueOf(await save(nth, 1 + (nth % 8))), nth }))),
    MS_PER_TURN,
  );
  expect(Date.now() - began).toBeLessThan(IN_MS);
  expect(answers).toHaveLength(500);
  expect(answers.filter(({ outcome }) => outcome === 'saved').length).toBeGreaterThan(0);
  await expectUnbroken(answers);
});

test('50 people save 10 times each on top of what they were told last: none is lost, and the chain grows', async () => {
  const outcomes: Outcome[] = [];
  const person = async (who: number) => {
    let known = 1;
    for (let times = 0; times < 10; times += 1) {
      const nth = times * 50 + who;
      const told = valueOf(await save(nth, known));
      outcomes.push({ ...told, nth });
      known = told.head.revision;
    }
  };
  await passing(Promise.all(Array.from({ length: 50 }, (_, who) => person(who))), MS_PER_TURN);
  expect(outcomes).toHaveLength(500);
  expect(outcomes.filter(({ outcome }) => outcome === 'saved').length).toBeGreaterThanOrEqual(10);
  await expectUnbroken(outcomes);
});
