import { calls, type CallInput, type CallName } from '../../src/api/calls';
import { NOT_REPRODUCED } from '../../src/domain/ladder';
import { aForm, anId, aPlan, aReproduction, day, moment } from '../fixtures/builders';
import { PANEL } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

const CANARY = 'canary-7f3a';

let site: Site;
let log: ReturnType<typeof muteLog>;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  log = muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId, { document: site.documentFor({ whatsNew: CANARY }) }));
  await site.does('po', 'handOver', { releaseId, revision: 1 });
});

/** A good input of every call. */
const inputs = (): { [N in CallName]: CallInput<N> } => {
  const release = { releaseId };
  const read = { ...release, revision: 1 };
  const session = { ...release, sessionId: anId() };
  const question = { id: anId(), text: 'x', place: null, revision: 1 };
  const settings = { supportProjects: [], dueDays: 7, csDays: 2, csLead: null, authorsMaySign: false };
  const ticket = { issueId: '1', projectId: site.sup.id };
  const escalation = { ...ticket, ...release, escalationId: anId(), handoffId: anId() };
  return {
    listReleases: { projectId: site.exam.id, status: 'unreleased', startAt: 0, today: day() },
    openHandoff: { ...release, throughProjectId: site.sup.id, today: day() },
    saveHandoff: { ...release, expectedRevision: 1, document: site.documentFor(), note: '', minor: false },
    handOver: read,
    recordWalkthrough: { ...read, at: moment(), people: ['po'], questions: [] },
    answerQuestion: { ...release, questionId: anId(), answer: { kind: 'gap', reference: 'EXAM-1' } },
    ...{ planWalkthrough: { ...session, at: moment(1), people: ['po'] }, callOffWalkthrough: session },
    ...{ startWalkthrough: session, endWalkthrough: { ...session, people: ['po'], minutes: null } },
    followWalkthrough: { ...release, throughProjectId: site.sup.id, facts: 0 },
    askQuestions: { ...release, questions: [question] },
    assignQuestion: { ...release, questionId: anId(), owner: null },
    listOpenQuestions: { projectId: site.exam.id, cursor: null },
    askFromTicket: { ...ticket, ...release, question },
    signHandoff: read,
    refuseHandoff: { ...read, reason: 'x' },
    waiveGate: { ...release, reason: 'x', expiresAt: moment(1) },
    endWaiver: release,
    setPeople: { ...release, po: null, csLead: null },
    saveSteps: { ...release, steps: [aPlan()] },
    removeStep: { ...release, stepId: anId() },
    enterStep: { ...release, stepId: anId() },
    endStep: { ...release, stepId: anId(), decision: 'hold', reason: 'x', result: '', learned: '', revision: null },
    verifyHandoff: read,
    closeHandoff: release,
    showOnRelease: { ...release, panelUrl: PANEL },
    settleMerge: { ...read, handoffId: anId(), keep: 'this' },
    openInbox: {},
    readReminders: { reminders: [{ releaseId, what: 'due', occurrence: day() }] },
    listEnded: { projectId: site.exam.id },
    restoreHandoff: { releaseId, toReleaseId: releaseId },
    offerStarts: release,
    keepAsTemplate: read,
    readRevisions: { ...release, throughProjectId: site.sup.id, a: 0, b: 1 },
    readSignals: { ...release, throughProjectId: site.sup.id },
    restoreRevision: { ...read, expectedRevision: 1 },
    confirmReading: { ...read, throughProjectId: site.sup.id },
    listReadings: release,
    readSettings: { projectId: site.exam.id },
    preflight: { projectId: site.exam.id },
    saveSettings: { projectId: site.exam.id, settings },
    checkSetUp: { projectId: site.exam.id },
    findHandoffs: ticket,
    readHandoffs: { ...ticket, handoffIds: [anId()] },
    chooseHandoff: { ...ticket, handoffId: anId() },
    prepareEscalation: { ...ticket, releaseId: null },
    confirmReadingOnTicket: { ...ticket, ...read },
    sendSignal: { ...ticket, ...read, handoffId: anId(), kind: 'answer', itemId: anId(), question: null },
    undoSignal: { ...ticket, ...release, handoffId: anId(), saidAt: moment() },
    fileBug: { ...escalation, form: aForm(), panelUrl: null },
    listBugs: { ...ticket, ...release },
    joinBug: {
      ...{ ...ticket, ...release, handoffId: anId(), bugId: '2', customer: null, panelUrl: null },
    },
    carryAttachments: { issueId: ticket.issueId, escalationId: anId(), attachments: ['1'] },
    openBug: { issueId: ticket.issueId },
    triageBug: { issueId: ticket.issueId, level: 'scope', cause: 'n/a', expected: null },
    recordFiledBug: { ...escalation, form: aForm(), bugId: ticket.issueId, panelUrl: null },
    prepareForFiler: { ...escalation, form: aForm() },
    withdrawPrepared: { issueId: ticket.issueId, escalationId: anId() },
    saveLookUp: { ...ticket, ...release, text: 'x', seen: '' },
    passToL2: { ...ticket, ...release },
    saveReproduction: { ...ticket, ...release, reproduction: aReproduction(), seen: NOT_REPRODUCED },
  };
};
/** What everybody has of their own, if only an empty one. */
const OWN: readonly CallName[] = ['openInbox', 'readReminders'];
const NAMES = Object.keys(calls) as CallName[];

describe.each(NAMES)('%s', (name) => {
  test('is not for customers, nor for anybody whom the platform does not vouch for: no remote call is made', async () => {
    const { answer, remote } = await site.countCalls(() =>
      Promise.all([
        site.invoke(name, inputs()[name], 'customer', 'customer'),
        site.invoke(name, inputs()[name], 'po', 'anonymous'),
        site.invoke(name, inputs()[name], undefined, 'licensed'),
      ]),
    );
    expect(answer.map((one) => refusalOf(one).code)).toEqual(['not-for-you', 'not-for-you', 'not-for-you']);
    expect(remote).toEqual([]);
  });

  test('an outsider changes nothing and learns nothing', async () => {
    const before = structuredClone(site.records());
    const answer = await site.invoke(name, inputs()[name], 'outsider');
    if (OWN.includes(name)) expect(valueOf(answer)).toEqual(name === 'openInbox' ? { rows: [] } : {});
    else expect(['not-found', 'not-allowed']).toContain(refusalOf(answer).code);
    expect(JSON.stringify(answer)).not.toContain(CANARY);
    expect(site.records()).toEqual(before);
  });

  test('a payload of another shape is refused at its fields, before any remote call', async () => {
    const payloads: unknown[] = [
      {},
      { releaseId: 7, projectId: null, issueId: {} },
      { ...inputs()[name], releaseId: '1 OR 1=1', projectId: '../x', issueId: 'SUP-1', reminders: [{ what: 'x' }] },
    ];
    for (const payload of name === 'openInbox' ? payloads.slice(1) : payloads) {
      const { answer, remote } = await site.countCalls(() => site.invoke(name, payload as never, 'po'));
      const refusal = refusalOf(answer);
      expect(refusal.code).toBe('bad-input');
      expect(refusal.fields?.length).toBeGreaterThan(0);
      expect(remote).toEqual([]);
    }
  });
});

test.each<['jira' | 'kvs', { status: number; headers?: Record<string, string> } | 'drop-before', string]>([
  ['jira', { status: 400 }, 'jira-refused'],
  ['jira', { status: 401 }, 'not-allowed'],
  ['jira', { status: 409 }, 'jira-refused'],
  ['jira', { status: 429, headers: { 'retry-after': '60' } }, 'rate-limited'], // too long to be waited for
  ['jira', { status: 500 }, 'jira-unavailable'],
  ['jira', { status: 503 }, 'jira-unavailable'],
  ['jira', 'drop-before', 'jira-unavailable'],
  ['kvs', { status: 403 }, 'storage-unavailable'],
  ['kvs', { status: 429 }, 'busy'],
  ['kvs', { status: 500 }, 'storage-unavailable'],
  ['kvs', 'drop-before', 'storage-unavailable'],
])('%s %j: %s, nothing is half written, and a retry works', async (kind, action, code) => {
  const before = structuredClone(site.records());
  const save = () => site.save('po', releaseId, { expectedRevision: 1 });
  site.faults.add([{ match: { kind }, times: 1, action }]);
  expect(refusalOf(await save()).code).toBe(code);
  expect(site.records()).toEqual(before);
  expect(log.error).toHaveBeenCalled();
  expect(valueOf(await save()).outcome).toBe('saved');
});

test("the words of a failure that are not Jira's refusal stay in the log", async () => {
  const body = { errorMessages: ['stack trace of a secret'], errors: {} };
  site.faults.add([{ match: { kind: 'jira' }, times: 1, action: { status: 500, body } }]);
  const answer = await site.open('po', releaseId);
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(log.error).toHaveBeenCalled();
});

test('what nobody foresaw is a code, not an error', async () => {
  jest.spyOn(crypto, 'randomUUID').mockImplementationOnce(() => {
    throw new Error('secret of the machine');
  });
  const answer = await site.save('po', await site.newRelease());
  expect(answer).toEqual({ ok: false, code: 'unexpected' });
});

test('a stored record that cannot be understood is no crash', async () => {
  const stored = site.state.kvs.entities.handoff?.[`handoff:${releaseId}`];
  if (stored !== undefined) (stored.value as { body: unknown }).body = { schema: 2 };
  expect(refusalOf(await site.open('po', releaseId)).code).toBe('storage-unavailable');
});
