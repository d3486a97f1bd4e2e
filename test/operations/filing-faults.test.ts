import { faultAt, LATE, SOON, startWorks, WORKS, type Fault, type Work } from '../fixtures/filing-works';

/**
 * A fault at every remote call of filing, joining and noting, each in every way that a call can fail, and then a retry as the screen makes it: soon,
 * or from another window a good while later, while Jira's search and the store's lists lag behind. In the end everything is there exactly once.
 */

const HOW = ['drop-before', 'drop-after', 500, 429] as const;
type How = (typeof HOW)[number];

let of: Awaited<ReturnType<typeof startWorks>>;
beforeAll(async () => {
  of = await startWorks();
});
beforeEach(() => of.hold());

const actionOf = (how: How): Fault['action'] =>
  typeof how === 'string' ? how : { status: how, ...(how === 429 && { headers: { 'retry-after': '0.001' } }) };

const onceAll = async (work: Work, fault: Fault, pause: number) => {
  of.site.faults.add([fault]);
  const tries = await of.retried(work.run, pause);
  if (fault.match.kind === 'jira' && typeof fault.action === 'object' && 'headers' in fault.action)
    expect(tries).toBe(1); // Jira said how long to wait, and the app did
  expect(of.site.faults.pending()).toEqual([]);
  await of.isOver(work);
};

describe.each(WORKS)('%s', (name) => {
  test.each(HOW)(
    'fails at any call (%s) and is tried again, soon or late: everything is there once',
    async (how) => {
      const plain = await of.begin(name);
      const { remote } = await of.site.countCalls(() => of.retried(plain.run, 0));
      await of.isOver(plain);
      expect(remote.length).toBeGreaterThan(4);
      for (const [nth, call] of remote.entries())
        for (const pause of how === 'drop-after' ? [SOON, LATE] : [nth % 2 === 0 ? SOON : LATE])
          try {
            await onceAll(await of.begin(name), faultAt(remote, nth, actionOf(how)), pause);
          } catch (cause) {
            throw new Error(`call ${nth + 1} of ${remote.length}: ${call}`, { cause });
          }
    },
    60_000,
  );
});
