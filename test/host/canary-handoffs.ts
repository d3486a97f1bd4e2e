import * as z from 'zod/mini';
import { asPerson, jira, type AsPerson, type Site } from '../../demo/client';
import type { HandoffDocument } from '../../src/domain/document';
import type { EscalationForm } from '../../src/domain/escalation';
import { NOT_REPRODUCED } from '../../src/domain/ladder';
import {
  aDocument,
  aForm,
  aLikelyQuestion,
  aLimitation,
  anEscalation,
  anId,
  aPlan,
  aReproduction,
  aStep,
  DAY,
} from '../fixtures/builders';
import { canary, emailOf } from './canaries';

/** What the handoffs of the site are written for. */
interface Ground {
  readonly examId: string;
  readonly supId: string;
  readonly bugTypeId: string;
  /** Field that EXAM's bugs need beside the form. */
  readonly neededId: string;
  readonly ticketId: string;
  readonly otherId: string;
  readonly releases: Readonly<Record<'live' | 'draft' | 'refused' | 'unwritten' | 'merged' | 'ended', string>>;
}

/** A handoff in which each text is a canary of its own: `cnry-<prefix>-<place>-end`. */
const documentOf = (prefix: string, { examId, bugTypeId }: Ground): HandoffDocument => {
  const text = (place: string) => canary(`${prefix}-${place}`);
  const outcome = (place: string) => ({ means: text(`${place}-means`), tell: text(`${place}-tell`) });
  return aDocument({
    whatsNew: text('whats-new'),
    happyPath: [aStep({ action: text('action'), result: text('result') })],
    limitations: {
      items: [aLimitation({ limit: text('limit'), whom: text('whom'), workaround: text('workaround') })],
      noneBecause: '',
    },
    likelyQuestions: [
      aLikelyQuestion({ question: text('asked'), answer: text('answer'), internalNote: text('internal') }),
      ...[aLikelyQuestion(), aLikelyQuestion()],
    ],
    escalation: anEscalation({
      ...{ lookUp: text('look-up'), reproduce: text('reproduce'), chainLabel: text('chain-label') },
      targetProject: { id: examId, name: text('target') },
      issueType: { id: bugTypeId, name: text('target-type') },
      ...{ bug: outcome('bug'), featureRequest: outcome('feature'), workingAsIntended: outcome('intended') },
    }),
    dashboard: { url: `https://dashboards.example.com/${text('dashboard')}`, watch: text('watch') },
  });
};

const TYPED = [
  'summary',
  'userSees',
  'steps',
  'environment',
  'observed',
  'expected',
  'lookedUp',
  'reproduced',
] as const;
const formOf = (prefix: string): EscalationForm =>
  aForm(Object.fromEntries(TYPED.map((field) => [field, canary(`${prefix}-${field}`)])));

/** A step that was entered and decided on, and one that is planned. */
const rollOut = async (po: AsPerson, releaseId: string): Promise<string[]> => {
  const planned = (name: string, percent: number) => {
    const text = (what: string) => canary(`live-step-${what}-${name}`);
    const flag = { key: text('flag'), url: `https://flags.example.com/${text('flag-page')}` };
    return aPlan({ audience: 'pilot', who: canary(`live-who-${name}`), percent, exitCriteria: text('criteria'), flag });
  };
  const [entered, next] = [planned('entered', 0), planned('next', 5)];
  await po.call('saveSteps', { releaseId, steps: [entered, next] });
  await po.call('enterStep', { releaseId, stepId: entered.id });
  const text = (what: string) => canary(`live-step-${what}`);
  const said = { reason: text('reason'), result: text('result'), learned: text('learned') };
  await po.call('endStep', { releaseId, stepId: entered.id, decision: 'hold', revision: 1, ...said });
  return [entered.id, next.id];
};

const deliveriesSchema = z.array(z.object({ state: z.string() }));

/** Jira tells the app of merges and deletions in its own time. */
const untilTold = async ({ siteUrl }: Site): Promise<void> => {
  for (;;) {
    const deliveries: unknown = await (await fetch(`${siteUrl}/host/deliveries`)).json();
    const open = z.parse(deliveriesSchema, deliveries).filter(({ state }) => ['waiting', 'running'].includes(state));
    if (open.length === 0) return;
    await new Promise((done) => setTimeout(done, 20));
  }
};

/** All that people write into the app, at each stage that a handoff can be in. */
export const writeHandoffs = async (site: Site, ground: Ground) => {
  const { examId, supId, neededId, ticketId, otherId, releases } = ground;
  const as = (who: string) => asPerson(site, emailOf(who));
  const [po, cslead, agent, agent2, admin] = [
    await as('po'),
    await as('cslead'),
    await as('agent'),
    await as('agent2'),
    await as('admin'),
  ];
  await admin.call('saveSettings', {
    projectId: examId,
    settings: {
      ...{ supportProjects: [supId], csDays: 0, csLead: 'cslead', filer: 'agent', linkType: canary('link-type') },
      // Jira's own names are kept of it.
      l3Target: { project: { id: examId, name: '' }, issueType: { id: ground.bugTypeId, name: '' } },
    },
  });
  const save = (name: keyof Ground['releases']) =>
    po.call('saveHandoff', {
      ...{ releaseId: releases[name], expectedRevision: 0, document: documentOf(name, ground), minor: false },
      note: canary(`${name}-save-note`),
    });
  const waive = (name: keyof Ground['releases']) =>
    admin.call('waiveGate', {
      ...{ releaseId: releases[name], reason: canary(`${name}-waiver`) },
      expiresAt: new Date(Date.now() + 29 * DAY).toISOString(),
    });
  const walk = async (name: keyof Ground['releases'], ...texts: string[]) => {
    const questions = texts.map((text) => ({ id: anId(), text: canary(`${name}-question-${text}`) }));
    const at = new Date().toISOString();
    const held = { releaseId: releases[name], at, people: ['po', 'cslead'], revision: 1, questions };
    await cslead.call('recordWalkthrough', held);
    return questions.map(({ id }) => id);
  };
  for (const name of ['live', 'draft', 'refused', 'merged', 'ended'] as const) await save(name);
  for (const name of ['live', 'refused', 'ended'] as const)
    await po.call('handOver', { releaseId: releases[name], revision: 1 });
  const questionIds = await walk('live', 'answered', 'open');
  await walk('ended', 'open');
  await po.call('answerQuestion', {
    ...{ releaseId: releases.live, questionId: questionIds[0] ?? '' },
    answer: { kind: 'gap', reference: `https://gaps.example/${canary('live-gap')}` },
  });
  const stepIds = await rollOut(po, releases.live);
  await cslead.call('refuseHandoff', { releaseId: releases.refused, revision: 1, reason: canary('refused-reason') });
  for (const name of ['draft', 'refused', 'unwritten'] as const) await waive(name);

  const here = { releaseId: releases.live, throughProjectId: null, today: '2026-11-25' };
  const handoffId = (await po.call('openHandoff', here)).head?.handoffId ?? '';
  const escalation = (issueId: string) => ({
    ...{ escalationId: anId(), issueId, projectId: supId, releaseId: releases.live, handoffId },
  });
  const first = escalation(ticketId);
  const filed = await agent.call('fileBug', {
    ...{ ...first, panelUrl: null, form: formOf('bug'), values: { [neededId]: [canary('bug-needed')] } },
  });
  await cslead.call('prepareForFiler', { ...escalation(ticketId), form: formOf('prepared') });
  await agent2.call('prepareForFiler', { ...escalation(otherId), form: formOf('prepared-other') });

  const climbing = { issueId: ticketId, projectId: supId, releaseId: releases.live };
  await agent.call('saveLookUp', { ...climbing, text: canary('ladder-looked-up'), seen: '' });
  await agent.call('passToL2', climbing);
  const reproduced = aReproduction(
    Object.fromEntries(Object.keys(NOT_REPRODUCED).map((name) => [name, canary(`ladder-${name}`)])),
  );
  await agent2.call('saveReproduction', { ...climbing, reproduction: reproduced, seen: NOT_REPRODUCED });

  const sessionId = anId();
  await po.call('planWalkthrough', {
    ...{ releaseId: releases.live, sessionId, at: '2099-01-01T09:00:00.000Z', people: ['po', 'cslead'] },
  });
  const ask = async (text: string): Promise<string> => {
    const question = { id: anId(), text: canary(text), place: null, revision: 1 };
    await agent.call('askFromTicket', { issueId: ticketId, projectId: supId, releaseId: releases.live, question });
    return question.id;
  };
  await ask('asked-on-ticket');
  await agent.call('sendSignal', {
    ...{ issueId: ticketId, projectId: supId, releaseId: releases.live, handoffId, kind: 'not-in-handoff' },
    ...{ itemId: null, revision: 1 },
    question: { id: anId(), text: canary('asked-on-ticket-by-signal'), place: null, revision: 1 },
  });
  await po.call('answerQuestion', {
    ...{ releaseId: releases.live, questionId: await ask('asked-on-ticket-too') },
    answer: { kind: 'gap', reference: `https://gaps.example/${canary('live-question-gap-on-ticket')}` },
  });

  const end = (method: string, path: string) =>
    jira(site, emailOf('admin'), method, `/rest/api/3/version/${path}`, z.unknown());
  await end('DELETE', releases.ended);
  await end('PUT', `${releases.merged}/mergeto/${releases.live}`);
  await untilTold(site);
  const key = filed.bugKey ?? '';
  const { id } = await jira(site, emailOf('agent'), 'GET', `/rest/api/3/issue/${key}`, z.object({ id: z.string() }));
  return { handoffId, questionIds, sessionId, stepIds, bug: { id, key }, escalationId: first.escalationId };
};
