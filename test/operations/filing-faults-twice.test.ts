import { faultAt, SOON, startWorks, WORKS } from '../fixtures/filing-works';

/** A second reply that is lost, of any write of the retry after a first fault: what picks up the pieces can break too. */

let of: Awaited<ReturnType<typeof startWorks>>;
beforeAll(async () => {
  of = await startWorks();
});
beforeEach(() => of.hold());

/** Calls that only look leave nothing behind that a retry could trip over. */
const writes = (call: string): boolean => !/^jira GET|\/(get|query|check)\b/.test(call);
/** The rest goes the same ways. */
const APART = WORKS.filter((name) => !/prepared|may not see/.test(name));

describe.each(APART)('%s', (name) => {
  test.each(['drop-before', 'drop-after'] as const)(
    'fails at any write (%s), and the reply of any write of the retry is lost: everything is there once',
    async (first) => {
      const plain = await of.begin(name);
      const { remote } = await of.site.countCalls(() => of.retried(plain.run, 0));
      const broken = async (nth: number) => {
        const work = await of.begin(name);
        of.site.faults.add([faultAt(remote, nth, first)]);
        const isOver = (await work.run()).ok;
        of.wait(SOON);
        return { ...work, isOver };
      };
      for (const [nth, call] of remote.entries()) {
        if (!writes(call)) continue;
        const { run, isOver } = await broken(nth);
        if (isOver) continue; // it got over it by itself
        const retry = await of.site.countCalls(() => of.retried(run, SOON));
        for (const [second, again] of retry.remote.entries()) {
          if (!writes(again)) continue;
          try {
            const work = await broken(nth);
            of.site.faults.add([faultAt(retry.remote, second, 'drop-after')]);
            await of.retried(work.run, SOON);
            expect(of.site.faults.pending()).toEqual([]);
            await of.isOver(work);
          } catch (cause) {
            throw new Error(`${call}, then call ${second + 1} of ${retry.remote.length}: ${again}`, { cause });
          }
        }
      }
    },
    60_000,
  );
});
