import type { CallInput } from '../../src/api/calls';
import type { Settings } from '../../src/domain/settings';
import { DAY, NOW, day } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

const CANARY = 'canary-7f3a';

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const settingsOf = (projectId: string): Settings =>
  (site.state.kvs.entities.settings?.[`settings:${projectId}`]?.value as { body: Settings } | undefined)?.body ?? {
    ...({} as Settings),
  };
const secret = () => site.documentFor({ whatsNew: CANARY });
const liveRelease = async (over: Record<string, unknown> = {}): Promise<string> => {
  const releaseId = await site.newRelease(over);
  valueOf(await site.save('po', releaseId, { document: secret() }));
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  return releaseId;
};

describe('settings', () => {
  test('the mapping is written on both sides, and taken back on both', async () => {
    valueOf(await site.settle());
    expect(settingsOf(site.exam.id)).toMatchObject({ supportProjects: [site.sup.id], productProjects: [] });
    expect(settingsOf(site.sup.id)).toMatchObject({ supportProjects: [], productProjects: [site.exam.id] });
    valueOf(await site.settle({ supportProjects: [site.shop.id] }));
    expect(settingsOf(site.sup.id).productProjects).toEqual([]);
    expect(settingsOf(site.shop.id).productProjects).toEqual([site.exam.id]);
    valueOf(await site.settle({ supportProjects: [] }));
    expect(settingsOf(site.shop.id).productProjects).toEqual([]);
    expect(settingsOf(site.exam.id).supportProjects).toEqual([]);
  });

  test('saving them again changes nothing but the counter', async () => {
    valueOf(await site.settle());
    valueOf(await site.settle());
    expect(settingsOf(site.sup.id).productProjects).toEqual([site.exam.id]);
  });

  test('a project needs no mapping to itself, and none is written twice', async () => {
    valueOf(await site.settle({ supportProjects: [site.exam.id, site.sup.id, site.sup.id] }));
    expect(settingsOf(site.exam.id)).toMatchObject({ supportProjects: [site.sup.id], productProjects: [] });
  });

  test.each<[string, Who, Partial<CallInput<'saveSettings'>['settings']>, string]>([
    ['a member', 'po', {}, 'not-allowed'],
    ['an outsider', 'outsider', {}, 'not-allowed'],
    ['a customer', 'customer', {}, 'not-for-you'],
    ['a support project that is not there', 'admin', { supportProjects: ['999999'] }, 'not-found'],
    [
      '13 support projects',
      'admin',
      { supportProjects: Array.from({ length: 13 }, (_, nth) => String(nth + 1)) },
      'bad-input',
    ],
    ['91 days', 'admin', { dueDays: 91 }, 'bad-input'],
  ])('refused: %s', async (_, who, over, code) => {
    const { exam, sup } = site;
    const settings = { supportProjects: [sup.id], dueDays: 7, csDays: 2, csLead: null, authorsMaySign: false, ...over };
    expect(refusalOf(await site.call(who, 'saveSettings', { projectId: exam.id, settings })).code).toBe(code);
    expect(site.records()).toEqual({});
  });
});

describe('open a handoff', () => {
  let releaseId: string;
  beforeEach(async () => {
    releaseId = await liveRelease();
  });

  test('through a support project: only once it is mapped, and then without what may name issues', async () => {
    expect(refusalOf(await site.open('agent2', releaseId, site.sup.id)).code).toBe('not-found');
    valueOf(await site.settle());
    const view = valueOf(await site.open('agent2', releaseId, site.sup.id));
    expect(view.document.whatsNew).toBe(CANARY);
    expect(view).toMatchObject({
      questions: [],
      history: [],
      rights: { write: false, sign: false, waive: false, administer: false },
    });
    valueOf(await site.settle({ supportProjects: [] }));
    expect(refusalOf(await site.open('agent2', releaseId, site.sup.id)).code).toBe('not-found');
  });

  test('a draft is never read through a support project', async () => {
    valueOf(await site.settle());
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft, { document: secret() }));
    expect(refusalOf(await site.open('agent2', draft, site.sup.id)).code).toBe('not-found');
  });

  test('an archived or done one neither', async () => {
    valueOf(await site.settle());
    await rollTo(site, 'po', releaseId, 100);
    await site.does('po', 'closeHandoff', { releaseId });
    expect(refusalOf(await site.open('agent2', releaseId, site.sup.id)).code).toBe('not-found');
    expect((await site.open('po', releaseId)).ok).toBe(true);
  });

  test.each<[string, Who, (at: Site) => string | null, string]>([
    ['nothing claimed', 'agent2', () => null, 'not-found'],
    ["an unmapped project of one's own", 'outsider', ({ shop }) => shop.id, 'not-found'],
    ['the mapped project, which one may not see', 'outsider', ({ sup }) => sup.id, 'not-found'],
    ['the product project itself', 'agent2', ({ exam }) => exam.id, 'not-found'],
    ['a project that is not there', 'agent2', () => '999999', 'not-found'],
    ['a customer, through the mapped project', 'customer', ({ sup }) => sup.id, 'not-for-you'],
  ])('not for %s', async (_, who, through, code) => {
    valueOf(await site.settle());
    const answer = await site.open(who, releaseId, through(site));
    expect(refusalOf(answer).code).toBe(code);
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  test('anonymous people get nothing, by whatever account type', async () => {
    valueOf(await site.settle());
    const input = { releaseId, throughProjectId: site.sup.id, today: day() };
    for (const [accountId, type] of [
      [undefined, 'anonymous'],
      [undefined, 'licensed'],
      ['agent2', 'anonymous'],
      ['agent2', 'customer'],
      ['agent2', 'unlicensed'],
    ] as const) {
      const answer = await site.invoke('openHandoff', input, accountId, type);
      expect(refusalOf(answer).code).toBe('not-for-you');
      expect(JSON.stringify(answer)).not.toContain(CANARY);
    }
  });

  test.each<[Who, { write: boolean; sign: boolean; waive: boolean; administer: boolean }]>([
    ['po', { write: true, sign: false, waive: false, administer: false }],
    ['rm', { write: true, sign: false, waive: false, administer: false }],
    ['cslead', { write: false, sign: true, waive: false, administer: false }],
    ['agent', { write: false, sign: false, waive: false, administer: false }],
    ['admin', { write: true, sign: false, waive: true, administer: true }],
  ])('rights of %s', async (who, rights) => {
    await site.does('po', 'setPeople', { releaseId, po: 'po', csLead: 'cslead' });
    expect(valueOf(await site.open(who, releaseId)).rights).toEqual(rights);
  });
});

test('where L3 bugs usually go is proposed to who writes, and shown to others only if they may see that project', async () => {
  const l3Target = {
    project: { id: site.shop.id, name: 'Course Shop' },
    issueType: { id: site.shop.typeId('Bug'), name: 'Bug' },
  };
  valueOf(await site.settle({ l3Target }));
  const releaseId = await site.newRelease();
  const proposed = async (who: Who) => {
    const { document, settings } = valueOf(await site.open(who, releaseId));
    expect(settings).toEqual({ csLead: 'cslead', authorsMaySign: false, poMayWaive: false });
    return document.escalation.targetProject?.name ?? null;
  };
  expect(await Promise.all((['po', 'admin', 'cslead', 'agent'] as const).map(proposed))).toEqual([
    ...['Course Shop', 'Course Shop', null, null],
  ]);
  site.state.jira.projects.find(({ id }) => id === site.shop.id)?.permissions.BROWSE_PROJECTS?.push('cslead');
  expect(await proposed('cslead')).toBe('Course Shop');
  valueOf(
    await site.settle({
      l3Target: {
        ...l3Target,
        project: { id: site.exam.id, name: '' },
        issueType: { id: site.exam.typeId('Bug'), name: '' },
      },
    }),
  );
  expect(await proposed('agent')).toBe('Exam Grader');
});

describe('the right handoff of a ticket', () => {
  const find = async (who: Who, issueId: string, projectId = site.sup.id) =>
    site.call(who, 'findHandoffs', { issueId, projectId });
  const NOTHING = {
    ...{ handoffs: [], others: [], lostChoice: null, prepared: null, questions: [], bugs: [], ladder: null },
    toL3: { may: true, byRole: false, people: [] },
  };
  const found = async (who: Who, issueId: string, projectId = site.sup.id) =>
    valueOf(await find(who, issueId, projectId)).handoffs.map(({ head, reasons }) => [
      head.releaseName,
      reasons.map(({ code }) => code).join(' '),
    ]);

  test('unmapped: nothing, and it is said', async () => {
    await liveRelease();
    const { id } = await site.newIssue('SUP', 'Support request');
    expect(valueOf(await find('agent2', id))).toEqual({ ...NOTHING, mapped: false });
  });

  test('mapped: the live ones, soonest first; drafts, done and archived ones are not for agents', async () => {
    valueOf(await site.settle());
    const { id } = await site.newIssue('SUP', 'Support request');
    expect(valueOf(await find('agent2', id))).toEqual({ ...NOTHING, mapped: true });
    await liveRelease({ name: 'later', releaseDate: day(30) });
    await liveRelease({ name: 'soon', releaseDate: day(3) });
    await liveRelease({ name: 'undated', releaseDate: undefined });
    const draft = await site.newRelease({ name: 'draft' });
    valueOf(await site.save('po', draft));
    const done = await liveRelease({ name: 'done' });
    await rollTo(site, 'po', done, 100);
    await site.does('po', 'closeHandoff', { releaseId: done });
    const archived = await liveRelease({ name: 'archived' });
    await site.rest('admin', 'PUT', `/rest/api/3/version/${archived}`, { archived: true });
    valueOf(await site.save('po', archived, { expectedRevision: 1 })); // the head sees it with the next write
    expect(await found('agent2', id)).toEqual([
      ['soon', 'planned mapped-project'],
      ['later', 'planned mapped-project'],
      ['undated', 'planned mapped-project'],
    ]);
  });

  test("in the product project: the ticket's own versions, and no others", async () => {
    valueOf(await site.settle());
    const [fix, affects] = [await liveRelease({ name: 'fix' }), await liveRelease({ name: 'affects' })];
    await liveRelease({ name: 'other' });
    const draft = await site.newRelease({ name: 'draft' });
    valueOf(await site.save('po', draft));
    const fields = { fixVersions: [{ id: fix }, { id: draft }], versions: [{ id: affects }, { id: fix }] };
    const { id } = await site.newIssue('EXAM', 'Bug', fields);
    expect(await found('agent', id, site.exam.id)).toEqual([
      ['fix', 'planned fix-version affects-version'],
      ['affects', 'planned affects-version'],
    ]);
  });

  test('a forged project changes nothing', async () => {
    valueOf(await site.settle());
    await liveRelease();
    const shopTicket = await site.rest('outsider', 'POST', '/rest/api/3/issue', {
      fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'x' },
    });
    const { id } = shopTicket.body as { id: string };
    const answer = await find('outsider', id, site.sup.id);
    expect(valueOf(answer)).toEqual({ ...NOTHING, mapped: false });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  test.each<[Who, string]>([
    ['outsider', 'not-found'],
    ['customer', 'not-for-you'],
  ])('a ticket that %s may not see: %s', async (who, code) => {
    valueOf(await site.settle());
    await liveRelease();
    const { id } = await site.newIssue('SUP', 'Support request');
    expect(refusalOf(await find(who, id)).code).toBe(code);
  });

  test("its state is the panel's, by the settings of its own project", async () => {
    valueOf(await site.settle({ csDays: 5 }));
    const releaseId = await liveRelease();
    await site.does('po', 'recordWalkthrough', {
      releaseId,
      at: new Date(NOW).toISOString(),
      people: ['cslead'],
      revision: 1,
      questions: [],
    });
    await site.does('cslead', 'signHandoff', { releaseId, revision: 1 });
    jest.setSystemTime(NOW + 3 * DAY);
    const panel = valueOf(await site.open('po', releaseId));
    expect([panel.state.colour, panel.blockers.length]).toEqual(['yellow', 1]);
    const { id } = await site.newIssue('SUP', 'Support request');
    expect(valueOf(await find('agent2', id)).handoffs.map(({ state }) => state)).toEqual([panel.state]);
    const { mapped } = await site.does('agent2', 'listReleases', {
      projectId: site.sup.id,
      status: 'unreleased',
      startAt: 0,
      today: day(),
    });
    expect(mapped.map(({ state, blockers }) => [state, blockers])).toEqual([[panel.state, 1]]);
  });
});

describe('the list of releases', () => {
  const list = (who: Who, projectId: string, startAt = 0) =>
    site.call(who, 'listReleases', { projectId, status: 'unreleased', startAt, today: day() });

  test('each row has state, due date, blockers and people', async () => {
    valueOf(await site.settle());
    await site.newRelease({ name: 'empty', releaseDate: day(8), driver: 'rm' });
    await liveRelease({ name: 'live', releaseDate: day(9) });
    await site.newRelease({ name: 'undated', releaseDate: undefined });
    const { rows, total, nextStartAt } = valueOf(await list('cslead', site.exam.id));
    expect(
      rows.map(({ release, state, due, blockers, po, csLead }) => [
        release.name,
        state.name,
        due?.kind,
        blockers,
        po,
        csLead,
      ]),
    ).toEqual([
      ['empty', 'not-started', 'due', 1, 'rm', 'cslead'],
      ['live', 'with-cs', undefined, 3, 'po', 'cslead'],
      ['undated', 'not-started', 'unscheduled', 1, 'po', 'cslead'],
    ]);
    expect([total, nextStartAt]).toEqual([3, null]);
  });

  test('51 releases are two pages', async () => {
    for (let nth = 0; nth < 51; nth += 1) await site.newRelease();
    const first = valueOf(await list('po', site.exam.id));
    expect([first.rows.length, first.total, first.nextStartAt]).toEqual([50, 51, 50]);
    const second = valueOf(await list('po', site.exam.id, 50));
    expect([second.rows.length, second.nextStartAt]).toEqual([1, null]);
  });

  test('in the support project: what is mapped to it', async () => {
    await liveRelease({ name: 'live' });
    expect(valueOf(await list('agent2', site.sup.id))).toMatchObject({ rows: [], mapped: [] });
    valueOf(await site.settle());
    expect(valueOf(await list('agent2', site.sup.id)).mapped.map(({ release }) => release.name)).toEqual(['live']);
  });

  test.each<[Who, string]>([
    ['outsider', 'not-found'],
    ['customer', 'not-for-you'],
  ])('not for %s', async (who, code) => {
    valueOf(await site.settle());
    await liveRelease({ name: CANARY });
    for (const projectId of [site.exam.id, site.sup.id]) {
      const answer = await list(who, projectId);
      expect(refusalOf(answer).code).toBe(code);
      expect(JSON.stringify(answer)).not.toContain(CANARY);
    }
  });
});
