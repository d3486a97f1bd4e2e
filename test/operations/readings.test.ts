import fc from 'fast-check';
import type { Reading } from '../../src/domain/reading';
import { moment, NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
});

const save = async (expectedRevision: number) => valueOf(await site.save('po', releaseId, { expectedRevision }));
const confirm = (who: Who, revision: number, throughProjectId: string | null = site.sup.id) =>
  site.call(who, 'confirmReading', { releaseId, throughProjectId, revision });
const readBy = async (who: Who) => valueOf(await site.open(who, releaseId, site.sup.id)).reading?.revision ?? null;
const stored = () => site.stored('reading') as Reading[];

describe('"I have read it"', () => {
  test.each<Who>(['po', 'agent', 'agent2'])(
    '%s finds it on the panel again; 4 calls, or 6 from outside',
    async (who) => {
      expect(await readBy(who)).toBeNull();
      const { answer, remote } = await site.countCalls(() => confirm(who, 1));
      expect(valueOf(answer).reading).toMatchObject({ accountId: who, revision: 1, at: moment() });
      expect(remote).toHaveLength(who === 'agent2' ? 6 : 4);
      expect(await readBy(who)).toBe(1);
    },
  );

  test('said again it changes nothing; said of a newer revision it counts; never back to an older one', async () => {
    await save(1);
    await save(2);
    valueOf(await confirm('agent', 2));
    jest.setSystemTime(NOW + 60_000);
    const before = structuredClone(site.records());
    for (const revision of [2, 1]) expect(valueOf(await confirm('agent', revision)).reading.revision).toBe(2);
    expect(site.records()).toEqual(before);
    expect(valueOf(await confirm('agent', 3)).reading).toMatchObject({ revision: 3, at: new Date().toISOString() });
    expect(stored()).toHaveLength(1);
  });

  test('property: of several at once, the newest counts', async () => {
    for (let revision = 1; revision < 5; revision += 1) await save(revision);
    const someRevisions = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), someRevisions, async (hasOne, revisions) => {
        delete site.state.kvs.entities.reading;
        jest.setSystemTime(Date.now() + 2_000);
        if (hasOne) valueOf(await confirm('agent2', 1));
        const answers = await Promise.all(revisions.map((revision) => confirm('agent2', revision)));
        for (const answer of answers) valueOf(answer);
        expect(stored().map(({ revision }) => revision)).toEqual([Math.max(...revisions)]);
      }),
      { numRuns: 20 },
    );
  });

  test('a reply that is lost and a confirmation sent again: one reading', async () => {
    site.faults.add([{ match: { kind: 'kvs', path: 'entity/set' }, times: 1, action: 'drop-after' }]);
    expect(refusalOf(await confirm('agent', 1)).code).toBe('storage-unavailable');
    expect(valueOf(await confirm('agent', 1)).reading.revision).toBe(1);
    expect(stored()).toHaveLength(1);
  });

  test('what nobody could have read is refused, and nothing is written', async () => {
    expect(refusalOf(await confirm('agent', 2)).code).toBe('outdated');
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    const early = { releaseId: draft, throughProjectId: null, revision: 1 };
    expect(refusalOf(await site.call('po', 'confirmReading', early)).code).toBe('not-handed-over');
    valueOf(await site.settle({ supportProjects: [] }));
    expect(refusalOf(await confirm('agent2', 1)).code).toBe('not-found');
    expect(stored()).toEqual([]);
  });
});

describe('on a ticket', () => {
  const ticketOf = async () => ({
    issueId: (await site.newIssue('SUP', 'Support request')).id,
    projectId: site.sup.id,
  });

  test('what one has read comes with the handoffs, at no call more', async () => {
    const ticket = await ticketOf();
    const find = () => site.does('agent2', 'findHandoffs', ticket);
    expect((await find()).handoffs).toMatchObject([{ head: { revision: 1 }, reading: null }]);
    valueOf(await site.call('agent2', 'confirmReadingOnTicket', { ...ticket, releaseId, revision: 1 }));
    await save(1);
    const { answer, remote } = await site.countCalls(find);
    expect(answer.handoffs).toMatchObject([{ head: { revision: 2 }, reading: { revision: 1 } }]);
    expect(remote).toHaveLength(4);
    expect(await readBy('agent2')).toBe(1);
  });

  test('with 14 handoffs that speak to it, still one call for the texts of the best 5, settings and readings; the others are named', async () => {
    for (let nth = 0; nth < 13; nth += 1) await site.handedOverRelease();
    const ticket = await ticketOf();
    const { answer, remote } = await site.countCalls(() => site.does('agent2', 'findHandoffs', ticket));
    expect(answer.handoffs).toHaveLength(5);
    expect(answer.others).toHaveLength(9);
    expect(remote).toHaveLength(4);
  });

  test('only of a handoff that speaks to the ticket, by who sees the ticket', async () => {
    const ticket = await ticketOf();
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    const says = (who: Who, of: string) =>
      site.call(who, 'confirmReadingOnTicket', { ...ticket, releaseId: of, revision: 1 });
    expect(refusalOf(await says('agent2', draft)).code).toBe('not-found');
    expect(refusalOf(await says('po', releaseId)).code).toBe('not-found');
    expect(refusalOf(await says('outsider', releaseId)).code).toBe('not-found');
    expect(stored()).toEqual([]);
  });
});

describe('who has read it', () => {
  const list = (who: Who) => site.does(who, 'listReadings', { releaseId });

  test('CS Lead is told who of the support team has read which revision, the newest first', async () => {
    valueOf(await confirm('agent2', 1));
    await save(1);
    jest.setSystemTime(NOW + 60_000);
    valueOf(await confirm('agent', 2));
    const { readings, team, ...rest } = await list('cslead');
    expect(readings).toEqual([
      { accountId: 'agent', revision: 2, at: new Date().toISOString() },
      { accountId: 'agent2', revision: 1, at: moment() },
    ]);
    expect(team.toSorted()).toEqual(['admin', 'agent', 'agent2', 'cslead']);
    expect(rest).toEqual({ revision: 2, unseenTeams: 0 });
  });

  test('who may not see the support project is told that, and still who has read it', async () => {
    valueOf(await confirm('agent2', 1));
    expect(await list('po')).toMatchObject({ readings: [{ accountId: 'agent2' }], team: [], unseenTeams: 1 });
  });

  test('of many support projects, three that one sees are looked up', async () => {
    const keys = ['SUPA', 'SUPB', 'SUPC', 'SUPD'];
    const roles = { Members: ['agent2@example.test'] };
    const projects = keys.map((key) => ({ key, name: key, roles: key === 'SUPD' ? roles : {} }));
    expect(site.seed({ projects }).status).toBeLessThan(300);
    const ids = keys.map((key) => site.state.jira.projects.find((one) => one.key === key)?.id ?? '');
    valueOf(await site.settle({ supportProjects: ids }));
    await site.does('po', 'setPeople', { releaseId, csLead: 'agent2' });
    const { team, unseenTeams } = await list('agent2');
    expect(team).toContain('agent2');
    expect(unseenTeams).toBe(3);
  });

  test('a CS Lead who reads through the support project is told too; 8 calls at most', async () => {
    expect(refusalOf(await site.call('agent2', 'listReadings', { releaseId })).code).toBe('not-allowed');
    await site.does('po', 'setPeople', { releaseId, csLead: 'agent2' });
    const { answer, remote } = await site.countCalls(() => list('agent2'));
    expect(answer.team).toEqual(expect.arrayContaining(['cslead', 'agent', 'agent2']));
    expect(remote.length).toBeLessThanOrEqual(8);
  });
});
