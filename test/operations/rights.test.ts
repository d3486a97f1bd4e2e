import type { CallInput, CallName } from '../../src/api/calls';
import { aDocument, aPlan, moment, NOW } from '../fixtures/builders';
import { startGuardedSite, zonesIn, type GuardedSite } from '../fixtures/guarded-site';
import { refusalOf, valueOf, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Each way to a right: by the scheme, by name in the settings, as PO or CS Lead; and exactly the calls that it opens. */

let site: GuardedSite;
beforeAll(async () => {
  stopClock();
  muteLog();
  site = await startGuardedSite();
});
let told = 0;
beforeEach(() => {
  muteLog();
  site.restore();
  later();
});
/** So that Jira's limits aren't met. */
const later = () => jest.setSystemTime(NOW + (told += 1) * 2_000);

const questionOf = (releaseId: string): string =>
  releaseId === site.releases.shop ? site.questions.shop : site.questions.live;

type Asked = { readonly [N in CallName]?: (releaseId: string) => CallInput<N> };
const CHANGES: Asked = {
  saveHandoff: (releaseId) => ({
    ...{ releaseId, expectedRevision: 1, document: aDocument(), note: '', minor: false },
  }),
  handOver: (releaseId) => ({ releaseId, revision: 1 }),
  recordWalkthrough: (releaseId) => ({ releaseId, at: moment(), people: ['po'], revision: 1, questions: [] }),
  answerQuestion: (releaseId) => ({
    releaseId,
    questionId: questionOf(releaseId),
    answer: { kind: 'gap', reference: 'EXAM-1' },
  }),
  setPeople: (releaseId) => ({ releaseId, po: null, csLead: null }),
  saveSteps: (releaseId) => ({ releaseId, steps: [aPlan()] }),
  removeStep: (releaseId) => ({ releaseId, stepId: site.stepsOf(releaseId).planned }),
  enterStep: (releaseId) => ({ releaseId, stepId: site.stepsOf(releaseId).planned }),
  endStep: (releaseId) => ({
    ...{ releaseId, stepId: site.stepsOf(releaseId).entered, decision: 'hold', reason: 'Still looking' },
    ...{ result: '', learned: '', revision: null },
  }),
  verifyHandoff: (releaseId) => ({ releaseId, revision: 1 }),
  closeHandoff: (releaseId) => ({ releaseId }),
  signHandoff: (releaseId) => ({ releaseId, revision: 1 }),
  refuseHandoff: (releaseId) => ({ releaseId, revision: 1, reason: 'No' }),
  waiveGate: (releaseId) => ({ releaseId, reason: 'Urgent', expiresAt: moment(2) }),
  endWaiver: (releaseId) => ({ releaseId }),
};
const NAMES = Object.keys(CHANGES) as (keyof typeof CHANGES)[];
const WRITE =
  'saveHandoff handOver recordWalkthrough answerQuestion setPeople closeHandoff saveSteps removeStep enterStep endStep verifyHandoff';
const SIGN = 'recordWalkthrough signHandoff refuseHandoff';
const WAIVE = 'waiveGate endWaiver';
const CLOSED = ['not-allowed', 'not-found', 'own-release', 'not-for-you'];

/** The changes that the person may make to the release, each on the site as it is now. */
const opened = async (who: Who, releaseId: string): Promise<string[]> => {
  site.keep('now');
  const names: string[] = [];
  for (const name of NAMES) {
    site.restore('now');
    later();
    const answer = await site.call(who, name, CHANGES[name]?.(releaseId) as never);
    if (answer.ok || !CLOSED.includes(answer.code)) names.push(name);
  }
  site.restore('now');
  return names;
};
const calls = (...names: string[]) => NAMES.filter((name) => names.join(' ').split(' ').includes(name));

type Scheme = 'write-handoffs' | 'sign-handoffs' | 'waive-gate';
const grant = (projectId: string, permission: Scheme, holder: string) => {
  const project = site.state.jira.projects.find(({ id }) => id === projectId);
  if (project === undefined) throw new Error('there is no such project');
  project.permissions[`app:${permission}`] = [holder];
};
const inExam = (permission: Scheme, holder: string) => () => grant(site.projects.exam, permission, holder);
const roleIn = (projectId: string, name: string): string => {
  const project = site.state.jira.projects.find(({ id }) => id === projectId);
  return project?.roles.find((role) => role.name === name)?.id ?? '';
};
/** Ids of roles of EXAM: `po` and `rm` are its members, `cslead` and `agent` its viewers. */
const inExamAs = (name: string) => [roleIn(site.projects.exam, name)];
type Change = CallInput<'saveSettings'>['settings'];
const settled = (settings: Change, projectId = site.projects.exam) =>
  site.does('admin', 'saveSettings', { projectId, settings });
const named = (people: { po?: string; csLead?: string }) => () =>
  site.does('po', 'setPeople', { releaseId: site.releases.live, po: 'po', csLead: 'cslead', ...people });
const nothing = () => undefined;

test.each<[string, Who, () => unknown, string]>([
  ['nobody in particular', 'agent', nothing, ''],
  ['Write CS handoffs, in the scheme', 'agent', inExam('write-handoffs', 'agent'), WRITE],
  ['Sign off CS handoffs, in the scheme', 'agent', inExam('sign-handoffs', 'agent'), SIGN],
  ['Waive the CS handoff gate, in the scheme', 'agent', inExam('waive-gate', 'agent'), WAIVE],
  ['a permission that a role of theirs holds', 'agent', inExam('waive-gate', 'role:Viewers'), WAIVE],
  ['a permission of anyone who is logged in', 'agent', inExam('sign-handoffs', 'anyone'), SIGN],
  ["somebody else's permission", 'agent', inExam('write-handoffs', 'cslead'), ''],
  ['a writer by name', 'agent', () => settled({ writers: ['agent'] }), WRITE],
  ['a signer by name', 'agent', () => settled({ signers: ['agent'] }), SIGN],
  ['a waiver by name', 'agent', () => settled({ waivers: ['agent'] }), WAIVE],
  [
    'a writer and signer by name',
    'agent',
    () => settled({ writers: ['agent'], signers: ['agent'] }),
    `${WRITE} ${SIGN}`,
  ],
  ['a writer by role', 'agent', () => settled({ writerRoles: inExamAs('Viewers') }), WRITE],
  ['a signer by role', 'agent', () => settled({ signerRoles: inExamAs('Viewers') }), SIGN],
  ['a waiver by role', 'agent', () => settled({ waiverRoles: inExamAs('Viewers') }), WAIVE],
  [
    'each by a role of its own',
    'agent',
    () => settled({ writerRoles: inExamAs('Members'), signerRoles: [...inExamAs('Members'), ...inExamAs('Viewers')] }),
    SIGN,
  ],
  ['a role of another project', 'agent', () => settled({ writerRoles: [roleIn(site.projects.sup, 'Members')] }), ''],
  ['a role that Jira has no more', 'agent', () => settled({ writerRoles: ['999999'] }), ''],
  ['who triages by role', 'agent', () => settled({ triagerRoles: inExamAs('Viewers') }), ''],
  ['who edits issues and signs by role', 'rm', () => settled({ signerRoles: inExamAs('Members') }), `${WRITE} ${SIGN}`],
  ['the PO with a role that waives elsewhere', 'po', () => settled({ waiverRoles: inExamAs('Members') }), WRITE],
  [
    'the PO with a role that waives their own',
    'po',
    () => settled({ waiverRoles: inExamAs('Members'), poMayWaive: true }),
    `${WRITE} ${WAIVE}`,
  ],
  ['who triages', 'agent', () => settled({ triagers: ['agent'] }), ''],
  ['a CS Lead of handoffs to come', 'agent', () => settled({ csLead: 'agent' }), ''],
  ['the PO', 'agent', named({ po: 'agent' }), WRITE],
  ['the CS Lead', 'agent', named({ csLead: 'agent' }), SIGN],
  ['the CS Lead until another was named', 'cslead', named({ csLead: 'agent' }), ''],
  ['who edits issues', 'rm', nothing, WRITE],
  ['who edits issues where that is not enough', 'rm', () => settled({ editorsMayWrite: false }), ''],
  ['the PO where editing issues is not enough', 'po', () => settled({ editorsMayWrite: false }), WRITE],
  ['a project admin', 'admin', nothing, `${WRITE} ${WAIVE}`],
  [
    'a project admin where editing is not enough',
    'admin',
    () => settled({ editorsMayWrite: false }),
    `${WRITE} ${WAIVE}`,
  ],
  ['the PO who may waive elsewhere', 'po', () => settled({ waivers: ['po'] }), WRITE],
  ['the PO who may waive their own', 'po', () => settled({ waivers: ['po'], poMayWaive: true }), `${WRITE} ${WAIVE}`],
])('%s', async (_, who, arrange, expected) => {
  await arrange();
  const may = await opened(who, site.releases.live);
  expect(may).toEqual(calls(expected));
  // The screen shows what the server allows.
  const { rights } = valueOf(await site.open(who, site.releases.live));
  expect([rights.write, rights.sign, rights.waive]).toEqual(
    ['saveHandoff', 'signHandoff', 'waiveGate'].map((name) => may.some((one) => one === name)),
  );
});

describe('who reads the live handoff in the support project only', () => {
  const everything = () => {
    for (const permission of ['write-handoffs', 'sign-handoffs', 'waive-gate'] as const)
      grant(site.projects.exam, permission, 'agent2');
  };
  test.each<[string, () => unknown, string]>([
    ['an agent', nothing, ''],
    ['all permissions of a project that they may not see', everything, ''],
    ['its CS Lead', named({ csLead: 'agent2' }), SIGN],
    ['a signer by name', () => settled({ signers: ['agent2'] }), SIGN],
    ['a writer and waiver by name', () => settled({ writers: ['agent2'], waivers: ['agent2'] }), ''],
    [
      'a role of a project that they may not see',
      () => {
        const exam = site.state.jira.projects.find(({ id }) => id === site.projects.exam);
        exam?.roles.push({ id: '777777', name: 'Beta readers', members: ['agent2'] });
        return settled({ signerRoles: ['777777'] });
      },
      '',
    ],
  ])('%s', async (_, arrange, expected) => {
    await arrange();
    const { live, draft } = site.releases;
    expect(await opened('agent2', live)).toEqual(calls(expected));
    expect(await opened('agent2', draft)).toEqual([]);
    const view = valueOf(await site.open('agent2', live, site.projects.sup));
    expect(view.rights).toEqual({ write: false, sign: expected === SIGN, waive: false, administer: false });
    // What CS asked is for who signs; reasons, answers that may name issues, and the history stay with the product project.
    expect(zonesIn(JSON.stringify(view))).toEqual(expected === SIGN ? ['live', 'question', 'asked'] : ['live']);
    expect([view.waiver?.by, view.head?.signOff?.kind]).toEqual(['admin', 'refused']);
    expect(Object.keys(view.settings).sort()).toEqual(['authorsMaySign', 'csLead', 'poMayWaive']);
    expect(view.history).toEqual([]);
  });

  test('whoever refused it reads their own reason there', async () => {
    const { live } = site.releases;
    await site.does('po', 'setPeople', { releaseId: live, po: 'po', csLead: 'agent2' });
    later();
    await site.does('agent2', 'refuseHandoff', { releaseId: live, revision: 1, reason: 'No word about tablets' });
    const { head } = valueOf(await site.open('agent2', live, site.projects.sup));
    expect(head?.signOff).toMatchObject({ kind: 'refused', reason: 'No word about tablets' });
  });

  test('the signature is theirs, of the revision that they read, and changes nothing else', async () => {
    const { live, draft } = site.releases;
    await site.does('po', 'setPeople', { releaseId: live, po: 'po', csLead: 'agent2' });
    const before = valueOf(await site.open('po', live)).head;
    later();
    expect(refusalOf(await site.call('agent2', 'signHandoff', { releaseId: live, revision: 2 })).code).toBe('outdated');
    await site.does('agent2', 'signHandoff', { releaseId: live, revision: 1 });
    const { head, history } = valueOf(await site.open('po', live));
    const signOff = { kind: 'signed', by: 'agent2', revision: 1, at: head?.updatedAt };
    expect(head).toEqual({ ...before, signOff, facts: (before?.facts ?? 0) + 1, updatedAt: head?.updatedAt });
    expect(history[0]).toMatchObject({ what: 'signed', by: 'agent2' });
    const of = { releaseId: draft, revision: 1 };
    expect(refusalOf(await site.call('agent2', 'signHandoff', of)).code).toBe('not-found');
  });

  test('no more once the mapping is taken back, or for a project that they may not see', async () => {
    const { live } = site.releases;
    await site.does('po', 'setPeople', { releaseId: live, po: 'po', csLead: 'agent2' });
    await settled({ supportProjects: [site.projects.shop] });
    expect(await opened('agent2', live)).toEqual([]);
  });
});

describe('a team-managed project, where no scheme can grant anything', () => {
  const shop = () => site.projects.shop;
  const member = () => {
    const project = site.state.jira.projects.find(({ id }) => id === shop());
    project?.roles.find(({ name }) => name === 'Viewers')?.members.push('rm');
  };
  test.each<[string, Who, () => unknown, string]>([
    ['nobody in particular', 'rm', nothing, ''],
    ['a grant that Jira does not know', 'rm', () => grant(shop(), 'write-handoffs', 'rm'), ''],
    ['a writer by name', 'rm', () => settled({ writers: ['rm'] }, shop()), WRITE],
    ['a signer by name', 'rm', () => settled({ signers: ['rm'] }, shop()), SIGN],
    ['a waiver by name', 'rm', () => settled({ waivers: ['rm'] }, shop()), WAIVE],
    ['a writer by role', 'rm', () => settled({ writerRoles: [roleIn(shop(), 'Viewers')] }, shop()), WRITE],
    ['a signer by role', 'rm', () => settled({ signerRoles: [roleIn(shop(), 'Viewers')] }, shop()), SIGN],
    ['a waiver by role', 'rm', () => settled({ waiverRoles: [roleIn(shop(), 'Viewers')] }, shop()), WAIVE],
    ['a role that they have not', 'rm', () => settled({ waiverRoles: [roleIn(shop(), 'Members')] }, shop()), ''],
    ['its admin', 'admin', nothing, `${WRITE} ${WAIVE}`],
    ["a writer by another project's settings", 'rm', () => settled({ writers: ['rm'] }), ''],
  ])('%s', async (_, who, arrange, expected) => {
    member();
    await arrange();
    expect(await opened(who, site.releases.shop)).toEqual(calls(expected));
  });
});

describe('whom a PO can name', () => {
  const name = (people: { po?: string | null; csLead?: string | null }) =>
    site.call('po', 'setPeople', { releaseId: site.releases.live, po: 'po', csLead: 'cslead', ...people });

  test.each<[string, Parameters<typeof name>[0], string]>([
    ['as PO who browses the project', { po: 'rm' }, 'ok'],
    ['as PO who only reads in the support project', { po: 'agent2' }, 'named-cannot-read'],
    ['as PO an outsider', { po: 'outsider' }, 'named-cannot-read'],
    ['as CS Lead who browses the project', { csLead: 'agent' }, 'ok'],
    ['as CS Lead who reads in the support project', { csLead: 'agent2' }, 'ok'],
    ['as CS Lead an outsider', { csLead: 'outsider' }, 'named-cannot-read'],
    ['as CS Lead a customer', { csLead: 'customer' }, 'named-cannot-read'],
    ['as CS Lead nobody of this site', { csLead: 'nobody-here' }, 'named-cannot-read'],
    ['nobody', { po: null, csLead: null }, 'ok'],
  ])('%s', async (_, people, code) => {
    const before = structuredClone(site.records());
    const answer = await name(people);
    expect(answer.ok ? 'ok' : answer.code).toBe(code);
    if (code !== 'ok') expect(site.records()).toEqual(before);
  });

  test('who lost their access meanwhile does not stand in the way of naming the other', async () => {
    valueOf(await name({ csLead: 'agent2' }));
    await settled({ supportProjects: [] });
    valueOf(await name({ po: 'rm', csLead: 'agent2' }));
    expect(refusalOf(await name({ po: 'rm', csLead: 'outsider' })).code).toBe('named-cannot-read');
  });
});

describe('Jira is asked for roles only where one could matter', () => {
  const asked = async (who: Who, settings: Change) => {
    await settled(settings);
    const { remote } = await site.countCalls(() => site.open(who, site.releases.live));
    return remote.filter((call) => call.includes('/expression/evaluate')).length;
  };
  test.each<[string, Who, () => Change, number]>([
    ['no role is named', 'agent', () => ({}), 0],
    ['a role for what the person may not do', 'agent', () => ({ signerRoles: inExamAs('Viewers') }), 1],
    ['a role for what they may do otherwise', 'cslead', () => ({ signerRoles: inExamAs('Viewers') }), 0],
    ['a role for what they may do as editors', 'rm', () => ({ writerRoles: inExamAs('Viewers') }), 0],
    ['a role to waive, for the PO who may not', 'po', () => ({ waiverRoles: inExamAs('Viewers') }), 0],
    ['roles for everything', 'agent', () => ({ writerRoles: ['1'], signerRoles: ['2'], waiverRoles: ['3'] }), 1],
  ])('%s', async (_, who, settings, times) => {
    expect(await asked(who, settings())).toBe(times);
  });

  test.each([
    ['says no', 400, 'ok'],
    ['does not answer', 500, 'jira-unavailable'],
  ])('Jira %s: %s', async (_, status, code) => {
    await settled({ writerRoles: inExamAs('Viewers') });
    const path = '/rest/api/3/expression/evaluate';
    site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: { status } }]);
    const answer = await site.open('agent', site.releases.live);
    site.faults.clear();
    expect(answer.ok ? 'ok' : answer.code).toBe(code);
    if (answer.ok) expect(answer.value.rights.write).toBe(false);
  });
});
