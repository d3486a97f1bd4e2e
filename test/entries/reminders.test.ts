import type { Failure } from '../../src/domain/failure';
import { day, NOW } from '../fixtures/builders';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** The scheduled trigger's own boundary: the platform gets its status whatever happens, and the admin hears of it. */

let site: Site;
let log: ReturnType<typeof muteLog>;
beforeEach(async () => {
  stopClock();
  log = muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

test.each([
  [{ status: 429 }, 'rate-limited', 1],
  [{ status: 500 }, 'storage-unavailable', 2],
  ['drop-before', 'storage-unavailable', 3],
] as const)(
  'the storage fails by %j (%s): the run ends in order, and the next one does it all',
  async (action, code, hours) => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    jest.setSystemTime(NOW + hours * 3_600_000); // a failure of one kind is noted once a minute
    const failing = Array.from({ length: 30 }, () => ({
      match: { kind: 'kvs' as const, path: 'entity/query' },
      times: 1,
      action,
    }));
    site.faults.add(failing);
    await expect(site.runReminders()).resolves.toEqual({ statusCode: 204 });
    expect(log.error).toHaveBeenCalledWith('reminders failed', expect.any(Error));
    const stored = site.state.kvs.plain.failures?.value as { last: Failure[] };
    expect(stored.last[0]).toMatchObject({ where: 'reminders', code });
    expect(site.stored('reminder')).toEqual([]);
    site.faults.clear();
    await site.runReminders();
    expect(site.stored('reminder').length).toBeGreaterThan(0);
  },
);
