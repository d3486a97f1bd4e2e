import fc from 'fast-check';
import type { CallInput } from '../../src/api/calls';
import type { Result } from '../../src/api/results';
import { defaultSettings, type Settings } from '../../src/domain/settings';
import { mergeSettings } from '../../src/domain/settings-change';
import { startFiling } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

type Change = CallInput<'saveSettings'>['settings'];

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const read = (who: Who, projectId = site.exam.id) => site.call(who, 'readSettings', { projectId });
const settingsNow = async (projectId = site.exam.id): Promise<Settings> =>
  valueOf(await read('admin', projectId)).settings;
const save = (settings: Change, seen?: Change, who: Who = 'admin') =>
  site.call(who, 'saveSettings', { projectId: site.exam.id, settings, ...(seen !== undefined && { seen }) });
const projectOf = (id: string) => {
  const project = site.state.jira.projects.find((one) => one.id === id);
  if (project === undefined) throw new Error(`no project ${id}`);
  return project;
};
const bugOfExam = (): NonNullable<Settings['l3Target']> => ({
  project: { id: site.exam.id, name: 'Exam Grader' },
  issueType: { id: site.exam.typeId('Bug'), name: 'Bug' },
});

describe('reading', () => {
  test('an admin reads the settings, with names of the projects in them; before anything was set, the defaults', async () => {
    expect(valueOf(await read('admin'))).toEqual({ settings: defaultSettings, projects: [] });
    valueOf(await save({ supportProjects: [site.sup.id] }));
    expect(valueOf(await read('admin')).projects).toEqual([{ id: site.sup.id, key: 'SUP', name: 'Support' }]);
    expect(valueOf(await read('admin', site.sup.id))).toMatchObject({
      settings: { productProjects: [site.exam.id] },
      projects: [{ key: 'EXAM' }],
    });
  });

  test('an admin of the support project alone learns no name of a project that Jira hides', async () => {
    valueOf(await save({ supportProjects: [site.sup.id] }));
    projectOf(site.sup.id).permissions.ADMINISTER_PROJECTS?.push('agent2');
    expect(valueOf(await read('agent2', site.sup.id)).projects).toEqual([]);
    expect(refusalOf(await read('agent2')).code).toBe('not-allowed');
  });

  test.each<Who>(['po', 'cslead', 'agent', 'outsider'])('%s is told who can grant it', async (who) => {
    const answers: Result<unknown>[] = [
      await read(who),
      await site.call(who, 'preflight', { projectId: site.exam.id }),
      await save({ dueDays: 1 }, undefined, who),
    ];
    for (const answer of answers)
      expect(refusalOf(answer)).toMatchObject({
        code: 'not-allowed',
        needs: expect.stringMatching(/Administer projects.*can grant/) as string,
      });
  });
});

test('settings of before there were roles are upgraded as they are read', async () => {
  valueOf(await save({ dueDays: 14, signers: ['cslead'] }));
  const stored = site.state.kvs.entities.settings?.[`settings:${site.exam.id}`]?.value as {
    body: Record<string, unknown>;
  };
  stored.body = Object.fromEntries(Object.entries(stored.body).filter(([name]) => !name.endsWith('Roles')));
  expect(await settingsNow()).toEqual({ ...defaultSettings, dueDays: 14, signers: ['cslead'] });
});

describe('saving', () => {
  test('changes what is named and nothing else', async () => {
    valueOf(await save({ supportProjects: [site.sup.id], dueDays: 14 }));
    const { settings } = valueOf(await save({ signers: ['cslead'], linkType: 'Blocks' }));
    expect(settings).toEqual({
      ...defaultSettings,
      supportProjects: [site.sup.id],
      dueDays: 14,
      signers: ['cslead'],
      linkType: 'Blocks',
    });
    expect(await settingsNow()).toEqual(settings);
  });

  test('the mapping is on both sides, and a project keeps its own settings when it is mapped', async () => {
    const projectId = site.sup.id;
    await site.does('admin', 'saveSettings', { projectId, settings: { dueDays: 3 } });
    valueOf(await save({ supportProjects: [site.sup.id, site.shop.id] }));
    valueOf(await save({ supportProjects: [site.shop.id] }));
    expect(await settingsNow(site.sup.id)).toEqual({ ...defaultSettings, dueDays: 3 });
    expect((await settingsNow(site.shop.id)).productProjects).toEqual([site.exam.id]);
  });

  test('the L3 target is named as Jira names it, and must be there', async () => {
    const target = bugOfExam();
    const { settings } = valueOf(
      await save({ l3Target: { ...target, project: { id: site.exam.id, name: 'Elsewhere' } } }),
    );
    expect(settings.l3Target).toEqual(target);
    const noType = refusalOf(await save({ l3Target: { ...target, issueType: { id: '99999', name: 'Bug' } } }));
    expect(noType).toMatchObject({ code: 'bad-input', fields: [{ path: ['settings', 'l3Target'] }] });
    const noProject = await save({ l3Target: { ...target, project: { id: '99999', name: 'Gone' } } });
    expect(refusalOf(noProject).code).toBe('not-found');
    expect(valueOf(await save({ l3Target: null })).settings.l3Target).toBeNull();
  });

  test('an admin who is one no longer when they save is refused, and nothing is written', async () => {
    const exam = projectOf(site.exam.id);
    exam.permissions.ADMINISTER_PROJECTS?.push('rm');
    const { settings } = valueOf(await read('rm'));
    exam.permissions.ADMINISTER_PROJECTS = exam.permissions.ADMINISTER_PROJECTS?.filter((one) => one !== 'rm') ?? [];
    expect(refusalOf(await save({ dueDays: 1 }, { dueDays: settings.dueDays }, 'rm')).code).toBe('not-allowed');
    expect(site.records()).toEqual({});
  });

  test('13 support projects: refused with the field, also when two admins add them together', async () => {
    const thirteen = Array.from({ length: 13 }, (_, nth) => String(nth + 1));
    const tooMany = { code: 'bad-input', fields: [{ path: ['settings', 'supportProjects'], problem: 'too-many' }] };
    expect(refusalOf(await save({ supportProjects: thirteen }))).toMatchObject(tooMany);
    const { body } = { body: { ...projectOf(site.sup.id) } };
    const more = Array.from({ length: 12 }, (_, nth) => ({ ...body, id: `77${nth}`, key: `SUP${nth}` }));
    site.state.jira.projects.push(...more);
    valueOf(await save({ supportProjects: more.map(({ id }) => id) }));
    expect(refusalOf(await save({ supportProjects: [site.sup.id] }, { supportProjects: [] }))).toMatchObject(tooMany);
  });

  test('admins who save at once lose nothing of each other', async () => {
    const changes: Change[] = [
      { dueDays: 14 },
      { signers: ['cslead'] },
      { supportProjects: [site.sup.id] },
      { signers: ['agent'] },
      { supportProjects: [site.shop.id] },
      { signerRoles: ['10001'] },
      { signerRoles: ['10002'] },
    ];
    const seen = { dueDays: 7, signers: [], supportProjects: [], signerRoles: [] };
    const seenOf = (change: Change): Change =>
      Object.fromEntries(Object.keys(change).map((key) => [key, seen[key as keyof typeof seen]]));
    for (const answer of await Promise.all(changes.map((change) => save(change, seenOf(change))))) valueOf(answer);
    const now = await settingsNow();
    expect(now.dueDays).toBe(14);
    expect([...now.signers].sort()).toEqual(['agent', 'cslead']);
    expect([...now.signerRoles].sort()).toEqual(['10001', '10002']);
    expect([...now.supportProjects].sort()).toEqual([site.sup.id, site.shop.id].sort());
    for (const id of now.supportProjects) expect((await settingsNow(id)).productProjects).toEqual([site.exam.id]);
  });

  test('the same setting to two values: the last one wins and is told', async () => {
    valueOf(await save({ dueDays: 14, csDays: 3 }));
    const late = valueOf(await save({ dueDays: 5, csDays: 3 }, { dueDays: 7, csDays: 2 }));
    expect(late).toMatchObject({ settings: { dueDays: 5, csDays: 3 }, replaced: ['dueDays'] });
  });

  test('a store that fails between the records of a mapping leaves both sides as they were', async () => {
    const write = { kind: 'kvs', method: 'POST', path: '/api/v1/transaction' } as const;
    site.faults.add([{ match: write, times: 1, action: { status: 500 } }]);
    expect(refusalOf(await save({ supportProjects: [site.sup.id] })).code).toBe('storage-unavailable');
    expect(await settingsNow()).toEqual(defaultSettings);
    expect(await settingsNow(site.sup.id)).toEqual(defaultSettings);
    valueOf(await save({ supportProjects: [site.sup.id] }));
    expect((await settingsNow(site.sup.id)).productProjects).toEqual([site.exam.id]);
  });
});

test('merging: who touches different names loses nothing, in whatever order they save', () => {
  const names = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'));
  fc.assert(
    fc.property(names, names, names, (start, one, other) => {
      const now = { ...defaultSettings, signers: start };
      const after = (first: string[], second: string[]) =>
        mergeSettings(
          mergeSettings(now, { signers: start }, { signers: first }).settings,
          { signers: start },
          { signers: second },
        ).settings.signers;
      const kept = (name: string) =>
        start.includes(name) ? one.includes(name) && other.includes(name) : one.includes(name) || other.includes(name);
      const expected = ['a', 'b', 'c', 'd', 'e', 'f'].filter(kept);
      expect([...after(one, other)].sort()).toEqual(expected);
      expect([...after(other, one)].sort()).toEqual(expected);
    }),
  );
});

test('a new handoff begins with the L3 target of the settings', async () => {
  const releaseId = await site.newRelease();
  const escalation = async () => valueOf(await site.open('po', releaseId)).document.escalation;
  expect(await escalation()).toMatchObject({ targetProject: null, issueType: null });
  valueOf(await save({ l3Target: bugOfExam() }));
  const { project, issueType } = bugOfExam();
  expect(await escalation()).toMatchObject({ targetProject: project, issueType });
  valueOf(await site.save('po', releaseId));
  // Who saves second is shown what both began with.
  const conflict = valueOf(await site.save('rm', releaseId));
  expect(conflict).toMatchObject({ outcome: 'conflict', base: { escalation: { targetProject: project, issueType } } });
});

test.each<[string, string[], string | undefined]>([
  ['named', ['Relates', 'Blocks'], 'Blocks'],
  ['gone: the usual one stands in', ['Relates'], 'Relates'],
  ['gone with the usual one: the bug is filed all the same, and it is said', [], undefined],
])('the link type of the settings, %s', async (_, linkTypes, linked) => {
  const at = await startFiling(site);
  valueOf(await save({ linkType: 'Blocks' }));
  site.state.jira.linkTypes = site.state.jira.linkTypes.filter(({ name }) => linkTypes.includes(name));
  const { linkFailed, bugKey } = valueOf(await at.file(at.filing()));
  expect(linkFailed).toBe(linked === undefined);
  const [bug, ...more] = await at.bugs();
  expect(more).toEqual([]);
  expect(bug?.key).toBe(bugKey);
  expect(bug?.fields.issuelinks.map(({ type }) => type.name)).toEqual(linked === undefined ? [] : [linked]);
});
