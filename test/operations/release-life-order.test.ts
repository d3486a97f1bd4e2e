import fc from 'fast-check';
import { NOW } from '../fixtures/builders';
import { doInJira, outcomeOf, type Act } from '../fixtures/life';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/**
 * Jira's events come late, twice and in any order. Whatever happened to releases, their handoffs end where they would have
 * ended, had each event come at once.
 */

/** Few releases and many acts, so that what happens to them meets: chains of merges, a release told twice, what comes after an end. */
const PLACES = 3;
const place = fc.nat(PLACES - 1);
const WHAT: readonly [number, Act['what']][] = [
  [5, 'merge'],
  [4, 'release'],
  [4, 'unrelease'],
  [1, 'rename'],
  [1, 'date'],
  [1, 'archive'],
  [1, 'unarchive'],
  [1, 'delete'],
  [1, 'swap'],
  [1, 'create'],
  [1, 'trash'],
  [2, 'restore'],
];
const act: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(...WHAT.map(([weight, what]) => ({ weight, arbitrary: fc.constant(what) }))),
  of: place,
  to: place,
});

/** Some releases with handoffs and some without. */
const startReleases = async (site: Site, written: readonly boolean[]): Promise<string[]> => {
  const releases: string[] = [];
  for (const hasHandoff of written) {
    const releaseId = await site.newRelease();
    if (hasHandoff) valueOf(await site.save('po', releaseId));
    releases.push(releaseId);
  }
  return releases;
};

/** A second goes by: Jira and the store take so many calls in one and no more. */
const passSecond = () => jest.setSystemTime(Date.now() + 1_000);

const bring = async (site: Site, events: readonly unknown[]): Promise<void> => {
  for (const event of events) {
    passSecond();
    expect(await site.runEvents(event)).toBeUndefined();
  }
};

/** Does the acts in Jira, each event heard at once; then hears all of them again in other orders, from where it began. */
const playThrough = async (written: readonly boolean[], acts: readonly Act[]) => {
  jest.setSystemTime(NOW);
  const site = await startSite();
  valueOf(await site.settle()); // the project uses the app
  const releases = await startReleases(site, written);
  const before = structuredClone(site.state.kvs);
  site.told.length = 0;
  // At the end the project is back from the trash, where nothing could be compared.
  for (const [nth, each] of [...acts, { what: 'restore', of: 0, to: 0 } as const].entries()) {
    const heard = site.told.length;
    passSecond();
    await doInJira(site, releases, each, nth);
    await bring(site, site.told.slice(heard));
  }
  return {
    told: site.told,
    expected: outcomeOf(site),
    heardAs: async (events: readonly unknown[]): Promise<unknown> => {
      Object.assign(site.state.kvs, structuredClone(before));
      await bring(site, events);
      return outcomeOf(site);
    },
  };
};

test('late, twice and in any order: the same end', async () => {
  stopClock();
  muteLog();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: PLACES, maxLength: PLACES }),
      fc.array(act, { minLength: 4, maxLength: 9 }),
      fc.infiniteStream(fc.nat()),
      async (written, acts, chance) => {
        const { told, expected, heardAs } = await playThrough(written, acts);
        const dice = chance[Symbol.iterator]();
        const roll = () => Number(dice.next().value);
        const twice = told.flatMap((event) => (roll() % 2 === 0 ? [event, event] : [event]));
        const shuffled = twice
          .map((event) => ({ event, at: roll() }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ event }) => event);
        expect(await heardAs(shuffled)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

const ordersOf = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, nth) => ordersOf([...all.slice(0, nth), ...all.slice(nth + 1)]).map((rest) => [one, ...rest]));

/** What chance rarely brings together, in every order that there is. */
test.each<[string, boolean[], Act[]]>([
  [
    'two that are merged into one without a handoff',
    [true, true, false],
    [
      { what: 'merge', of: 0, to: 2 },
      { what: 'merge', of: 1, to: 2 },
    ],
  ],
  [
    'a chain of merges, the middle without a handoff',
    [true, false, true],
    [
      { what: 'merge', of: 0, to: 1 },
      { what: 'merge', of: 1, to: 2 },
    ],
  ],
  [
    'released twice, then deleted',
    [true, true, true],
    [
      { what: 'release', of: 0, to: 0 },
      { what: 'unrelease', of: 0, to: 0 },
      { what: 'release', of: 0, to: 0 },
      { what: 'delete', of: 0, to: 0 },
    ],
  ],
])(
  'in every order: %s',
  async (_, written, acts) => {
    stopClock();
    muteLog();
    const { told, expected, heardAs } = await playThrough(written, acts);
    for (const order of ordersOf(told)) expect(await heardAs(order)).toEqual(expected);
  },
  60_000,
);
