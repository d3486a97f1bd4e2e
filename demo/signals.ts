import * as z from 'zod/mini';
import type { CallInput } from '../src/api/calls';
import type { HandoffDocument } from '../src/domain/document';
import type { EscalationForm } from '../src/domain/escalation';
import { host, jira, type AsPerson, type Site } from './client';

const DAY = 86_400_000;

/** Who answers tickets of which handoff, and what it says. */
type Desk = {
  readonly site: Site;
  readonly agent: AsPerson;
  readonly supportId: string;
  readonly releaseId: string;
  readonly handoffId: string;
  readonly document: HandoffDocument;
  /** In customers' words. */
  readonly about: string;
};

type Says = Pick<CallInput<'sendSignal'>, 'kind' | 'itemId' | 'question'>;
type Ticket = {
  /** Days from the release. */
  readonly day: number;
  readonly summary: string;
  readonly says: Saying;
  /** It went up to Support L3 as a bug. */
  readonly bug?: true;
};

type Saying = (document: HandoffDocument) => Says;
const answeredBy =
  (nth: number): Saying =>
  ({ likelyQuestions }) => ({ kind: 'answer', itemId: likelyQuestions[nth]?.id ?? '', question: null });
const onPath: Saying = ({ happyPath }) => ({ kind: 'happy-path', itemId: happyPath[0]?.id ?? '', question: null });
const other =
  (kind: 'working-as-intended' | 'feature-request'): Saying =>
  () => ({ kind, itemId: null, question: null });
const missing =
  (text: string): Saying =>
  () => ({
    kind: 'not-in-handoff',
    itemId: null,
    question: { id: crypto.randomUUID(), text, place: null, revision: 1 },
  });

const WHERE = 'Where do I find it?';
const COST = 'Do we have to pay for it?';
const WHO = 'Can my students see it?';
const EMPTY = 'The page opens empty';
const LATER = 'My colleague has it and I do not';

/** Many at first and then ever fewer; one question that nobody foresaw, asked until the rollout answers it. */
const TICKETS: readonly Ticket[] = [
  ...[0.2, 0.3, 0.4, 1.1, 1.3, 1.5, 2.2, 3.4].map((day) => ({ day, summary: WHERE, says: answeredBy(0) })),
  ...[0.5, 1.2, 2.4].map((day) => ({ day, summary: COST, says: answeredBy(1) })),
  ...[0.6, 2.6].map((day) => ({ day, summary: WHO, says: other('working-as-intended') })),
  ...[1.6, 3.2].map((day) => ({ day, summary: 'What am I to do there?', says: onPath })),
  { day: 0.7, summary: LATER, says: missing('Why does a part-time teacher see it a day later than others?') },
  ...[1.8, 2.8].map((day) => ({ day, summary: 'I want to sort it by name', says: other('feature-request') })),
  { day: 1.4, summary: EMPTY, says: onPath, bug: true },
  { day: 2.5, summary: 'It forgets what I chose', says: answeredBy(2), bug: true },
  ...[3.6, 3.7].map((day) => ({ day, summary: WHO, says: answeredBy(2) })),
  // Where the rollout goes on to everybody.
  ...[6.2, 6.3, 6.5, 7.2, 7.4, 8.3, 9.1, 11.4, 13.2].map((day) => ({ day, summary: WHERE, says: answeredBy(0) })),
  ...[6.6, 7.5, 10.2].map((day) => ({ day, summary: COST, says: answeredBy(1) })),
  ...[8.4, 12.3].map((day) => ({ day, summary: WHO, says: other('working-as-intended') })),
  { day: 7.7, summary: 'Can I print it?', says: missing('Can one print it?') },
];

const FORM: EscalationForm = {
  summary: '',
  userSees: 'An empty page instead of the courses of this term',
  steps: 'Open a course without a start date, then the page',
  environment: 'Chrome, on the school’s own domain',
  observed: 'An empty page',
  expected: 'The courses of this term',
  lookedUp: 'The admin view shows the course and its teachers',
  reproduced: 'Every time in the course "Support sandbox"',
  severity: 'P2',
  impact: 'medium',
  reach: 'segment',
  bypass: '',
};

const createdSchema = z.object({ id: z.string() });

const comes = async (desk: Desk, { summary, says, bug }: Ticket): Promise<string[]> => {
  const { site, agent, supportId: projectId, releaseId, handoffId } = desk;
  const { id: issueId } = await jira(site, 'admin@example.test', 'POST', '/rest/api/3/issue', createdSchema, {
    fields: {
      ...{ project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary: `${desk.about}: ${summary}` },
      reporter: { accountId: 'demo-customer' },
    },
  });
  const ticket = { issueId, projectId, releaseId, handoffId };
  const said = says(desk.document);
  await agent.call('sendSignal', { ...ticket, ...said, revision: 1 });
  if (bug === true)
    await agent.call('fileBug', {
      ...{ ...ticket, escalationId: crypto.randomUUID(), panelUrl: null },
      form: { ...FORM, summary },
    });
  return said.question === null ? [] : [said.question.id];
};

/** What tickets said of a release on some of its days, each at its own moment. @returns the questions that came of it */
export const ticketsCome = async (desk: Desk, release: number, from: number, to: number): Promise<string[]> => {
  const asked: string[] = [];
  for (const ticket of TICKETS.filter(({ day }) => day >= from && day < to).toSorted((a, b) => a.day - b.day)) {
    await host(desk.site, '/host/clock', { now: new Date(release + ticket.day * DAY).toISOString() });
    asked.push(...(await comes(desk, ticket)));
  }
  return asked;
};
