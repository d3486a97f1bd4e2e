import type { HistoryEntry } from '../../src/domain/history';
import { day, NOW } from '../fixtures/builders';
import { doInJira, headAt, type Act } from '../fixtures/life';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What Jira tells of a release, brought to the app through its own entry, in the shape in which Jira's stand-in tells it. */

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

const passSecond = () => jest.setSystemTime(Date.now() + 1_000);
const written = async (over: Record<string, unknown> = {}): Promise<string> => {
  const releaseId = await site.newRelease(over);
  valueOf(await site.save('po', releaseId));
  return releaseId;
};
/** Does it in Jira and brings what Jira tells of it. */
const happens = async (releases: readonly string[], what: Act['what']): Promise<void> => {
  passSecond();
  site.told.length = 0;
  expect((await doInJira(site, releases, { what, of: 0, to: 1 }, 1)).status).toBeLessThan(300);
  expect(site.told.length).toBeGreaterThan(0);
  for (const event of site.told) expect(await site.runEvents(event)).toBeUndefined();
};
const historyOf = (handoffId: string | undefined) =>
  (site.stored('history') as HistoryEntry[]).filter((entry) => entry.handoffId === handoffId);
const recordsOf = (releaseId: string) =>
  historyOf(headAt(site, releaseId)?.handoffId).map(({ what, detail, by }) => ({ what, detail, by }));

describe('the handoff follows its release', () => {
  test.each([
    ['rename', { releaseName: 'Renamed 1' }, '"Release 1" is now "Renamed 1"'],
    ['date', { releaseDate: day(1) }, `its date ${day(10)} is now ${day(1)}`],
    ['archive', { archived: true }, 'archived'],
  ] as const)('%s', async (what, seen, detail) => {
    const releaseId = await written();
    await happens([releaseId], what);
    expect(headAt(site, releaseId)).toMatchObject(seen);
    expect(recordsOf(releaseId)).toContainEqual({ what: 'release-changed', detail, by: null });
    const before = site.records();
    for (const event of site.told) await site.runEvents(event);
    expect(site.records()).toEqual(before); // a second time changes nothing
  });

  test('out of the archive it is live again', async () => {
    const releaseId = await site.handedOverRelease();
    await happens([releaseId], 'archive');
    const live = async () => (await site.does('agent2', 'listReleases', listOf(site.sup.id))).mapped.length;
    expect(await live()).toBe(0);
    await happens([releaseId], 'unarchive');
    expect(await live()).toBe(1);
  });

  test('a rename that comes while somebody writes is not undone by the older name', async () => {
    const releaseId = await site.handedOverRelease();
    passSecond();
    await doInJira(site, [releaseId], { what: 'rename', of: 0, to: 0 }, 1);
    const event = site.told.at(-1);
    const edit = site.save('po', releaseId, { expectedRevision: 1 });
    await Promise.all([site.runEvents(event), site.runEvents(event), edit]);
    expect(headAt(site, releaseId)).toMatchObject({ releaseName: 'Renamed 1', revision: 2 });
  });

  test('a release without a handoff is put on the agenda of the reminders where the project uses the app', async () => {
    const releaseId = await site.newRelease();
    await doInJira(site, [releaseId], { what: 'rename', of: 0, to: 0 }, 1);
    const { remote } = await site.countCalls(() => site.runEvents(site.told.at(-1)));
    expect(remote).toHaveLength(3);
    const expected = { kind: 'release', releaseId, projectId: site.exam.id };
    expect(site.stored('agenda')).toContainEqual(expected);
  });

  test('of other projects nothing is written', async () => {
    valueOf(await site.settle({ supportProjects: [] }));
    const releaseId = await site.newRelease();
    const before = site.records();
    await doInJira(site, [releaseId], { what: 'rename', of: 0, to: 0 }, 1);
    const { remote } = await site.countCalls(() => site.runEvents(site.told.at(-1)));
    expect(remote).toHaveLength(5); // its head, its project's settings, and whether it has handoffs
    expect(site.records()).toEqual(before);
  });
});

const listOf = (projectId: string) => ({ projectId, status: 'unreleased' as const, startAt: 0, today: day() });

describe('released', () => {
  test('with a closed gate: who, when and what was missing are on record; un-released, the record stays', async () => {
    const releaseId = await written();
    await happens([releaseId], 'release');
    expect(headAt(site, releaseId)?.releasedAnyway).toMatchObject({ by: 'admin', at: new Date().toISOString() });
    const codes = headAt(site, releaseId)?.releasedAnyway?.blockers.map(({ code }) => code);
    expect(codes).toEqual(['not-handed-over', 'no-walkthrough', 'not-signed']);
    const record = {
      what: 'released-anyway',
      detail: 'Not handed over to CS yet; No walkthrough held yet; CS Lead has not signed it',
      by: 'admin',
    };
    expect(recordsOf(releaseId)).toContainEqual(record);
    const released = { projectId: site.exam.id, status: 'released' as const, startAt: 0, today: day() };
    expect((await site.does('po', 'listReleases', released)).rows).toMatchObject([{ wentAnyway: true, due: null }]);
    expect(valueOf(await site.open('po', releaseId)).due).toBeNull(); // what is out is no longer due
    await happens([releaseId], 'unrelease');
    expect(headAt(site, releaseId)).toMatchObject({ releasedAnyway: null, released: false });
    expect(recordsOf(releaseId)).toContainEqual(record);
  });

  test('who reads it through a support project sees it too', async () => {
    const releaseId = await site.handedOverRelease();
    await happens([releaseId], 'release');
    const view = valueOf(await site.open('agent2', releaseId, site.sup.id));
    expect(view.releasedAnyway).toMatchObject({ by: 'admin' });
  });

  describe('with a closed gate and an issue in the release', () => {
    const told = () => site.state.jira.notifications.map(({ to, subject }) => ({ to, subject }));
    const releasedBy = async (): Promise<string> => {
      const releaseId = await site.newRelease();
      await site.newIssue('EXAM', 'Release', { fixVersions: [{ id: releaseId }] });
      valueOf(await site.save('po', releaseId));
      await site.does('po', 'setPeople', { releaseId, csLead: 'cslead' });
      return releaseId;
    };
    const expected = [{ to: ['po', 'cslead'], subject: 'Released with its CS handoff not ready: Release 1' }];

    test('PO and CS Lead are told through Jira, once, however often the event comes', async () => {
      const releaseId = await releasedBy();
      await happens([releaseId], 'release');
      expect(told()).toEqual(expected);
      expect(site.state.jira.notifications[0]?.text).toMatch(/Not handed over to CS yet — PO/);
      for (const event of [...site.told, ...site.told]) await site.runEvents(event);
      await Promise.all(site.told.map((event) => site.runEvents(event)));
      expect(told()).toEqual(expected);
      expect(headAt(site, releaseId)?.releasedAnyway?.told).toBe(true);
    });

    test.each([{ status: 503 }, 'drop-before'] as const)(
      'Jira fails (%j): told when the event is brought again',
      async (action) => {
        const releaseId = await releasedBy();
        passSecond();
        site.told.length = 0;
        await doInJira(site, [releaseId], { what: 'release', of: 0, to: 0 }, 1);
        site.faults.add([{ match: { kind: 'jira', path: '/notify' }, times: 1, action }]);
        const answers = [];
        for (const event of site.told) answers.push(await site.runEvents(event));
        expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1); // asks to be called again
        expect(told()).toEqual([]);
        for (const event of site.told) expect(await site.runEvents(event)).toBeUndefined();
        expect(told()).toEqual(expected);
      },
    );
  });

  test('with the gate waived: nothing to record, also when the event comes again after the waiver', async () => {
    const releaseId = await written();
    const expiresAt = new Date(NOW + 60_000).toISOString();
    await site.does('admin', 'waiveGate', { releaseId, reason: 'The fair opens today', expiresAt });
    await happens([releaseId], 'release');
    jest.setSystemTime(NOW + 3_600_000);
    for (const event of site.told) await site.runEvents(event);
    expect(headAt(site, releaseId)).toMatchObject({ releasedAnyway: null, released: true });
  });

  const late = async (releaseId: string, acts: readonly Act['what'][]) => {
    site.told.length = 0;
    for (const [nth, what] of acts.entries()) {
      passSecond();
      await doInJira(site, [releaseId], { what, of: 0, to: 0 }, nth);
    }
    for (const event of site.told.toReversed()) await site.runEvents(event);
    return recordsOf(releaseId).filter(({ what }) => what === 'released-anyway');
  };

  test.each([
    ['un-released', ['release', 'unrelease'], 1],
    ['released again', ['release', 'unrelease', 'release'], 2],
    ['deleted', ['release', 'delete'], 1],
  ] as const)('told late, when it is %s already: each release is on record', async (_, acts, times) => {
    const releaseId = await written();
    expect(await late(releaseId, acts)).toHaveLength(times);
    expect(await late(releaseId, [])).toHaveLength(times);
  });

  test('what people did after the release and before it was told makes up for nothing', async () => {
    const releaseId = await written();
    passSecond();
    site.told.length = 0;
    await doInJira(site, [releaseId], { what: 'release', of: 0, to: 0 }, 1);
    passSecond();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await site.does('admin', 'waiveGate', { releaseId, reason: 'Too late', expiresAt });
    for (const event of site.told) await site.runEvents(event);
    expect(headAt(site, releaseId)?.releasedAnyway).toMatchObject({ by: 'admin' });
  });

  test('without any handoff it goes on record too, where the project writes handoffs', async () => {
    const releaseId = await site.newRelease();
    await happens([releaseId], 'release');
    expect(headAt(site, releaseId)?.releasedAnyway?.blockers).toMatchObject([{ code: 'not-started' }]);
    for (const { id } of [site.shop, site.sup]) {
      const other = await site.newRelease({ projectId: Number(id), driver: undefined });
      await happens([other], 'release'); // SUP has settings, for it reads EXAM's handoffs; it writes none
      expect(headAt(site, other)).toBeUndefined();
    }
  });
});

describe('merged and deleted', () => {
  test('into a release without a handoff: it moves, with its own id and its history', async () => {
    const [from, to] = [await site.handedOverRelease(), await site.newRelease()];
    const { handoffId } = headAt(site, from) ?? {};
    await happens([from, to], 'merge');
    expect(headAt(site, to)).toMatchObject({ handoffId, releaseName: 'Release 2', ended: null, revision: 1 });
    expect(headAt(site, from)).toMatchObject({ revision: 0, ended: { kind: 'merged', into: to } });
    const view = valueOf(await site.open('po', to));
    expect(view.history.map(({ what }) => what)).toEqual(['merged', 'handed-over', 'saved']);
    expect(valueOf(await site.save('po', to, { expectedRevision: 1 })).outcome).toBe('saved');
  });

  test('into a release with its own: both texts are kept', async () => {
    const [from, to] = [await written(), await written()];
    const { handoffId } = headAt(site, from) ?? {};
    await happens([from, to], 'merge');
    expect(headAt(site, to)?.mergedIn).toMatchObject([{ handoffId, releaseId: from, releaseName: 'Release 1' }]);
    expect(headAt(site, from)).toMatchObject({ handoffId, revision: 1, ended: { kind: 'merged', into: to } });
  });

  test('deleted: the handoff stays, is live no more, and says what took its place', async () => {
    const [gone, other] = [await site.handedOverRelease(), await site.newRelease()];
    await happens([gone, other], 'swap');
    expect(headAt(site, gone)).toMatchObject({ revision: 1, ended: { kind: 'deleted', replacedBy: other } });
    expect((await site.does('agent2', 'listReleases', listOf(site.sup.id))).mapped).toEqual([]);
    expect(recordsOf(gone)).toContainEqual({ what: 'release-deleted', detail: 'Release 1', by: 'admin' });
  });

  test('told as deleted while Jira has it: nothing ends', async () => {
    const releaseId = await written();
    const version = { id: releaseId, projectId: Number(site.exam.id) };
    await site.runEvents({ eventType: 'avi:jira:deleted:version', version });
    expect(headAt(site, releaseId)?.ended).toBeNull();
  });

  test('a project in the trash: support reads its handoffs no more; back again it does, and nothing is lost', async () => {
    const releaseId = await site.handedOverRelease();
    const support = async () => {
      const { mapped } = await site.does('agent2', 'listReleases', listOf(site.sup.id));
      const opened = await site.open('agent2', releaseId, site.sup.id);
      const ticket = { issueId: (await site.newIssue('SUP', 'Support request', {})).id, projectId: site.sup.id };
      const { handoffs } = await site.does('agent2', 'findHandoffs', ticket);
      return [mapped.length, opened.ok, handoffs.length];
    };
    const bring = async () => {
      for (const event of site.told.splice(0)) expect(await site.runEvents(event)).toBeUndefined();
    };
    expect(await support()).toEqual([1, true, 1]);
    site.told.length = 0;
    await site.rest('admin', 'DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
    const trashed = [...site.told];
    await bring();
    expect(await support()).toEqual([0, false, 0]);
    site.told.length = 0;
    await site.rest('admin', 'POST', '/rest/api/3/project/EXAM/restore');
    await bring();
    for (const event of trashed) await site.runEvents(event); // late: Jira is asked, the event is not believed
    expect(await support()).toEqual([1, true, 1]);
    expect((await site.open('po', releaseId)).ok).toBe(true);
    expect(headAt(site, releaseId)?.ended).toBeNull();
  });

  test('a project deleted for good is read no more either; one without settings of ours costs a look and no write', async () => {
    await site.handedOverRelease();
    await site.rest('admin', 'DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
    const deleted = (id: string) => ({ eventType: 'avi:jira:deleted:project', project: { id: Number(id) } });
    await site.runEvents(deleted(site.exam.id));
    expect((await site.does('agent2', 'listReleases', listOf(site.sup.id))).mapped).toEqual([]);
    const before = site.records();
    await site.rest('admin', 'DELETE', '/rest/api/3/project/SHOP?enableUndo=true');
    await site.runEvents(deleted(site.shop.id));
    expect(site.records()).toEqual(before);
  });

  test('what changed in a project while it was in the trash is seen when it comes back', async () => {
    const releaseId = await site.handedOverRelease();
    site.told.length = 0;
    await doInJira(site, [releaseId], { what: 'rename', of: 0, to: 0 }, 1);
    await site.rest('admin', 'DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
    for (const event of site.told.splice(0)) await site.runEvents(event);
    expect(headAt(site, releaseId)?.releaseName).not.toBe('Renamed 1');
    await site.rest('admin', 'POST', '/rest/api/3/project/EXAM/restore');
    for (const event of site.told) await site.runEvents(event);
    expect(headAt(site, releaseId)?.releaseName).toBe('Renamed 1');
  });
});

describe('the error boundary', () => {
  const rename = async () => {
    const releaseId = await written();
    await doInJira(site, [releaseId], { what: 'rename', of: 0, to: 0 }, 1);
    return { releaseId, event: site.told.at(-1) };
  };

  test.each([
    ['Jira', 503, 'FUNCTION_RETRY_REQUEST'],
    ['Jira', 429, 'FUNCTION_UPSTREAM_RATE_LIMITED'],
    ['Jira', 403, 'FUNCTION_RETRY_REQUEST'], // right after an installation
    ['the store', 503, 'FUNCTION_RETRY_REQUEST'],
  ])('%s answers %i: the event is asked for again, and does its work then', async (who, status, retryReason) => {
    const { releaseId, event } = await rename();
    const kind = who === 'Jira' ? 'jira' : 'kvs';
    // Too long to be waited for.
    site.faults.add([{ match: { kind }, times: 1, action: { status, headers: { 'retry-after': '60' } } }]);
    expect(await site.runEvents(event)).toMatchObject({ _retry: true, retryOptions: { retryAfter: 30, retryReason } });
    expect(await site.runEvents(event)).toBeUndefined();
    expect(headAt(site, releaseId)?.releaseName).toBe('Renamed 1');
  });

  test('a later try waits longer', async () => {
    const { event } = await rename();
    site.faults.add([{ match: { kind: 'jira' }, times: 1, action: { status: 503 } }]);
    const again = { ...(event as object), retryContext: { retryCount: 2, retryReason: 'x' } };
    expect(await site.runEvents(again)).toMatchObject({ retryOptions: { retryAfter: 120 } });
  });

  test('the reply of the write is lost: the next try finds it done', async () => {
    const { releaseId, event } = await rename();
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-after' }]);
    expect(await site.runEvents(event)).toMatchObject({ _retry: true });
    await site.runEvents(event);
    expect(recordsOf(releaseId).filter(({ what }) => what === 'release-changed')).toHaveLength(1);
  });

  test.each([
    [undefined],
    [{ eventType: 'avi:jira:moved:version', version: { id: '1' } }],
    [{ eventType: 'avi:jira:updated:version', version: { id: 'x' } }],
    [{ eventType: 'avi:jira:merged:version', version: { id: '1' } }],
  ])('what it doesn’t know is ignored: %j', async (event) => {
    const { answer, remote } = await site.countCalls(() => site.runEvents(event));
    expect(answer).toBeUndefined();
    expect(remote).toEqual([]);
  });
});
