import type { CallName } from '../../src/api/calls';
import { NOT_REPRODUCED } from '../../src/domain/ladder';
import { aDocument, aForm, anId, aPlan, aReproduction, DAY } from '../fixtures/builders';
import type { CanarySite } from './canary-site';

type Inputs = Readonly<Record<CallName, readonly unknown[]>>;

/** What a screen, or somebody in its place, may send. */
export function inputsOf(site: CanarySite): Inputs {
  const today = '2026-11-25';
  const { releases, handoffId, questionIds } = site;
  const projectIds = site.projects.map(({ id }) => id);
  const issues = site.issues.map(({ id }) => id);
  const asking = (issueId: string, about: readonly string[]) =>
    about.map((releaseId) => ({ issueId, projectId: projectIds[0], releaseId, question }));
  const question = { id: anId(), text: 'Changed', place: null, revision: 1 };
  const saying = (issueId: string, about: readonly string[]) =>
    asking(issueId, about).map((asked) => ({
      ...{ ...asked, handoffId, kind: 'not-in-handoff', itemId: null, revision: 1 },
    }));
  const climbing = (more: object) => [
    ...site.issues.filter(({ project }) => project !== 'SUP').flatMap(({ id }) => on(id, releases, more)),
    ...issues.flatMap((id) => on(id, site.unspoken, more)),
  ];
  const on = (issueId: string, about: readonly string[], more: object) =>
    about.map((releaseId) => ({ issueId, projectId: projectIds[0], releaseId, ...more }));
  const ofReleases = (more: object) => releases.map((releaseId) => ({ releaseId, ...more }));
  /** The project that a screen claims to be in changes nothing of what an issue's own project allows. */
  const onIssues = (more: readonly object[]) =>
    issues.flatMap((issueId, place) =>
      more.map((rest) => ({ issueId, projectId: projectIds[place % projectIds.length], ...rest })),
    );
  const escalating = (more: object) =>
    onIssues(releases.map((releaseId) => ({ releaseId, escalationId: anId(), handoffId, ...more })));
  return {
    listReleases: projectIds.flatMap((projectId) =>
      ['unreleased', 'released', 'archived'].map((status) => ({ projectId, status, startAt: 0, today })),
    ),
    openHandoff: [null, ...projectIds].flatMap((throughProjectId) => ofReleases({ throughProjectId, today })),
    readRevisions: [null, ...projectIds].flatMap((throughProjectId) => ofReleases({ throughProjectId, a: 0, b: 1 })),
    readSignals: [null, ...projectIds].flatMap((throughProjectId) => ofReleases({ throughProjectId })),
    restoreRevision: ofReleases({ revision: 1, expectedRevision: 1 }),
    confirmReading: [null, ...projectIds].flatMap((throughProjectId) => ofReleases({ throughProjectId, revision: 1 })),
    listReadings: ofReleases({}),
    checkSetUp: ['any', ...projectIds].map((projectId) => ({ projectId })),
    findHandoffs: projectIds.flatMap((projectId) => issues.map((issueId) => ({ issueId, projectId }))),
    readHandoffs: onIssues([{ handoffIds: [handoffId] }]),
    // Whoever sees a ticket chooses for it; of EXAM's handoff on SUP's tickets, those choose who work on them.
    chooseHandoff: site.issues
      .filter(({ project }) => project !== 'SUP')
      .map(({ id }) => ({ issueId: id, projectId: projectIds[0], handoffId })),
    prepareEscalation: onIssues([null, ...releases].map((releaseId) => ({ releaseId }))),
    confirmReadingOnTicket: onIssues(releases.map((releaseId) => ({ releaseId, revision: 1 }))),
    saveHandoff: ofReleases({ expectedRevision: 0, document: aDocument(), note: '', minor: true }),
    handOver: ofReleases({ revision: 1 }),
    recordWalkthrough: ofReleases({ at: `${today}T00:00:00.000Z`, people: ['po'], revision: 1, questions: [] }),
    answerQuestion: questionIds.flatMap((questionId) =>
      ofReleases({ questionId, answer: { kind: 'gap', reference: 'EXAM-1' } }),
    ),
    planWalkthrough: ofReleases({ sessionId: anId(), at: '2099-01-01T00:00:00.000Z', people: ['po'] }),
    callOffWalkthrough: ofReleases({ sessionId: site.sessionId }),
    startWalkthrough: ofReleases({ sessionId: anId() }),
    endWalkthrough: ofReleases({ sessionId: site.sessionId, people: ['po'], minutes: 30 }),
    followWalkthrough: projectIds.flatMap((throughProjectId) => ofReleases({ throughProjectId, facts: 0 })),
    askQuestions: ofReleases({ questions: [question] }),
    assignQuestion: questionIds.flatMap((questionId) => ofReleases({ questionId, owner: 'po' })),
    listOpenQuestions: projectIds.map((projectId) => ({ projectId, cursor: null })),
    // Whoever sees a ticket may ask there about a handoff that speaks to it: of SUP's tickets, those ask who work on them.
    askFromTicket: [
      ...site.issues.filter(({ project }) => project !== 'SUP').flatMap(({ id }) => asking(id, releases)),
      ...issues.flatMap((id) => asking(id, site.unspoken)),
    ],
    sendSignal: [
      ...site.issues.filter(({ project }) => project !== 'SUP').flatMap(({ id }) => saying(id, releases)),
      ...issues.flatMap((id) => saying(id, site.unspoken)),
    ],
    undoSignal: onIssues(
      site.unspoken.map((releaseId) => ({ releaseId, handoffId, saidAt: `${today}T00:00:00.000Z` })),
    ),
    signHandoff: ofReleases({ revision: 1 }),
    refuseHandoff: ofReleases({ revision: 1, reason: 'No' }),
    waiveGate: ofReleases({ reason: 'Urgent', expiresAt: new Date(Date.now() + 20 * DAY).toISOString() }),
    endWaiver: ofReleases({}),
    setPeople: ofReleases({ po: null, csLead: null }),
    saveSteps: ofReleases({ steps: [aPlan()] }),
    removeStep: site.stepIds.flatMap((stepId) => ofReleases({ stepId })),
    enterStep: site.stepIds.flatMap((stepId) => ofReleases({ stepId })),
    endStep: site.stepIds.flatMap((stepId) =>
      ofReleases({ stepId, decision: 'hold', reason: 'x', result: '', learned: '', revision: null }),
    ),
    verifyHandoff: ofReleases({ revision: 1 }),
    closeHandoff: ofReleases({}),
    showOnRelease: ofReleases({ panelUrl: 'http://localhost/' }),
    settleMerge: ofReleases({ handoffId, keep: 'that', revision: 1 }),
    openInbox: [{}],
    readReminders: releases.map((releaseId) => ({ reminders: [{ releaseId, what: 'due', occurrence: today }] })),
    listEnded: projectIds.map((projectId) => ({ projectId })),
    restoreHandoff: releases.map((releaseId) => ({ releaseId, toReleaseId: releaseId })),
    offerStarts: ofReleases({}),
    keepAsTemplate: ofReleases({ revision: 1 }),
    readSettings: projectIds.map((projectId) => ({ projectId })),
    preflight: projectIds.map((projectId) => ({ projectId })),
    saveSettings: projectIds.map((projectId) => ({
      projectId,
      settings: { supportProjects: [], dueDays: 7, csDays: 2, csLead: null, authorsMaySign: false },
    })),
    fileBug: escalating({
      ...{ form: aForm(), values: { [site.neededId]: ['Changed'] }, knownBugs: [site.escalationId], panelUrl: null },
    }),
    listBugs: onIssues(releases.map((releaseId) => ({ releaseId }))),
    // As askFromTicket: whoever works on a ticket may add it to a bug.
    joinBug: issues.flatMap((bugId) => climbing({ handoffId, bugId, customer: null, panelUrl: null })),
    recordFiledBug: issues.slice(-1).flatMap((bugId) => escalating({ form: aForm(), bugId, panelUrl: null })),
    prepareForFiler: escalating({ form: aForm() }),
    openBug: issues.map((issueId) => ({ issueId })),
    triageBug: issues.map((issueId) => ({ issueId, level: 'scope', cause: 'n/a', expected: null })),
    carryAttachments: issues.map((issueId) => ({ issueId, escalationId: site.escalationId, attachments: site.files })),
    withdrawPrepared: issues.map((issueId) => ({ issueId, escalationId: anId() })),
    // As askFromTicket: a ladder is climbed by who works on the ticket.
    saveLookUp: climbing({ text: 'Changed', seen: '' }),
    passToL2: climbing({}),
    saveReproduction: climbing({ reproduction: aReproduction(), seen: NOT_REPRODUCED }),
  };
}

export const READING: readonly CallName[] = [
  'listReleases',
  'openHandoff',
  'readRevisions',
  'listReadings',
  'readSignals',
  'findHandoffs',
  'readHandoffs',
  'prepareEscalation',
  'openBug',
  'listBugs',
  'followWalkthrough',
  'listOpenQuestions',
  'listEnded',
  'openInbox',
  'offerStarts',
  'readSettings',
  'preflight',
  'checkSetUp',
];

/** What people write about themselves: who reads a handoff, or has seen a reminder, isn't refused. */
export const OF_READERS: readonly CallName[] = ['confirmReading', 'confirmReadingOnTicket', 'readReminders'];
