import * as z from 'zod/mini';
import { asPerson, host, jira, type AsPerson, type Site } from '../../demo/client';
import type { HandoffDocument } from '../../src/domain/document';
import { aDocument, aForm, aLikelyQuestion, aLimitation, anEscalation, anId, aStep } from '../fixtures/builders';

const sown = new Set<string>();
/** A text that stands nowhere else, by a name for it. */
export const canary = (name: string): string => {
  sown.add(name);
  return `cnry-${name}-end`;
};
/** Names of all canaries there are. */
export const allCanaries = (): readonly string[] => [...sown];
/** Names of those in a text. */
export const canariesIn = (text: string): readonly string[] =>
  [...text.matchAll(/cnry-([\w-]*?)-end/g)].map(([, name = '']) => name);

/**
 * `po` and `rm` work in EXAM, `cslead` reads it and works in SUP, `agent` works in SUP and may file bugs in EXAM, `agent2` works in
 * SUP only, `outsider` in SHOP only, `admin` everywhere; two customers, each with a ticket of their own in SUP.
 */
export const ACCOUNTS = 'po rm cslead agent agent2 admin outsider customer customer2'.split(' ');
export const emailOf = (who: string): string => `${who}@example.test`;
const emails = (...who: string[]) => who.map(emailOf);

const SITE = {
  people: ACCOUNTS.map((who) => ({
    ...{ email: emailOf(who), accountId: who, name: canary(`name-of-${who}`) },
    ...{ admin: who === 'admin', customer: who.startsWith('customer') },
  })),
  searchLagMs: 0,
  projects: [
    {
      ...{ key: 'EXAM', name: canary('project'), lead: emailOf('po') },
      roles: { Members: emails('po', 'rm'), Viewers: emails('cslead', 'agent') },
      permissions: { CREATE_ISSUES: emails('agent'), LINK_ISSUES: emails('agent') },
    },
    {
      ...{ key: 'SUP', name: 'Support', type: 'service_desk', lead: emailOf('cslead') },
      roles: { Members: emails('cslead', 'agent', 'agent2') },
    },
    {
      ...{ key: 'SHOP', name: canary('other-project'), style: 'next-gen', issueTypes: ['Bug'] },
      ...{ lead: emailOf('outsider'), roles: { Members: emails('outsider') } },
    },
  ],
};

const adf = (text: string) => ({
  ...{ type: 'doc', version: 1 },
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const created = z.object({ id: z.string(), key: z.optional(z.string()) });
const projectSchema = z.object({ id: z.string(), issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
type Project = z.infer<typeof projectSchema>;

/** A handoff in which each text is a canary of its own: `cnry-<prefix>-<place>-end`. */
const documentOf = (prefix: string, exam: Project): HandoffDocument => {
  const text = (place: string) => canary(`${prefix}-${place}`);
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
      ...{ lookUp: text('look-up'), reproduce: text('reproduce') },
      targetProject: { id: exam.id, name: 'Exam Grader' },
      issueType: { id: exam.issueTypes.find(({ name }) => name === 'Bug')?.id ?? '', name: 'Bug' },
      bug: { means: text('means'), tell: text('tell') },
    }),
    dashboard: { url: `https://dashboards.example.com/${text('dashboard')}`, watch: text('watch') },
  });
};

/** Fills the site, each text of it a canary, and tells what a request can name. */
export const seedCanaries = async (site: Site) => {
  await host(site, '/host/site', SITE);
  await host(site, '/host/lag', { indexMs: 0, searchMs: 0 });
  const as = async <T extends z.core.$ZodType>(who: string, method: string, path: string, schema: T, body?: unknown) =>
    jira(site, emailOf(who), method, path, schema, body);
  const make = (path: string, body: unknown, who = 'admin') => as(who, 'POST', path, created, body);
  const put = (path: string, body: unknown) => as('admin', 'PUT', path, z.unknown(), body);

  const [exam, sup, shop] = await Promise.all(
    ['EXAM', 'SUP', 'SHOP'].map((key) => as('admin', 'GET', `/rest/api/3/project/${key}`, projectSchema)),
  );
  if (!exam || !sup || !shop) throw new Error('a project is missing');
  const projectIds = [exam, sup, shop].map(({ id }) => id);
  await put('/rest/api/3/project/EXAM/properties/note', canary('project-property'));

  const release = async (name: string) => {
    const body = { projectId: Number(exam.id), releaseDate: '2099-01-01', driver: 'po' };
    const texts = { name: canary(`${name}-release`), description: canary(`${name}-release-text`) };
    return (await make('/rest/api/3/version', { ...body, ...texts })).id;
  };
  const [live, draft, refused, unwritten] = [
    await release('live'),
    await release('draft'),
    await release('refused'),
    await release('unwritten'),
  ];
  await as('po', 'POST', `/rest/api/3/version/${live}/relatedwork`, z.unknown(), {
    ...{ category: 'Design', title: canary('related-work'), url: `https://example.com/${canary('related-url')}` },
  });

  const issue = (key: string, type: string, fields: Record<string, unknown>) =>
    make('/rest/api/3/issue', { fields: { project: { key }, issuetype: { name: type }, ...fields } });
  const about = (name: string) => ({ summary: canary(`${name}-title`), description: adf(canary(`${name}-text`)) });
  const story = await issue('EXAM', 'Story', {
    ...about('story'),
    labels: [canary('label')],
    fixVersions: [{ id: live }],
  });
  const secret = await issue('EXAM', 'Story', about('secret'));
  const ticket = await issue('SUP', 'Support request', { ...about('ticket'), reporter: { accountId: 'customer' } });
  const other = await issue('SUP', 'Support request', { ...about('other'), reporter: { accountId: 'customer2' } });
  const inShop = await issue('SHOP', 'Bug', about('shop'));
  await host(site, '/host/site', { hidden: { [secret.key ?? '']: [emailOf('rm'), 'app'] } });
  await put(`/rest/api/3/issue/${story.id}/properties/note`, canary('issue-property'));
  const storyComment = await make(
    `/rest/api/3/issue/${story.id}/comment`,
    { body: adf(canary('story-comment')) },
    'po',
  );
  const reply = (text: string, isPublic: boolean) =>
    make(`/rest/servicedeskapi/request/${ticket.id}/comment`, { body: canary(text), public: isPublic }, 'agent');
  const comments = [storyComment, await reply('public-reply', true), await reply('internal-note', false)];

  const people = {} as Record<string, AsPerson>;
  for (const who of ['po', 'cslead', 'agent', 'admin']) people[who] = await asPerson(site, emailOf(who));
  const { po, cslead, agent, admin } = people;
  if (!po || !cslead || !agent || !admin) throw new Error('a person is missing');
  await admin.call('saveSettings', {
    projectId: exam.id,
    settings: { supportProjects: [sup.id], dueDays: 7, csDays: 2, csLead: 'cslead', authorsMaySign: false },
  });
  const save = (releaseId: string, prefix: string) =>
    po.call('saveHandoff', {
      ...{ releaseId, expectedRevision: 0, document: documentOf(prefix, exam), minor: false },
      note: canary(`${prefix}-save-note`),
    });
  await save(live, 'live');
  await save(draft, 'draft');
  await save(refused, 'refused');
  await po.call('handOver', { releaseId: live, revision: 1 });
  await po.call('handOver', { releaseId: refused, revision: 1 });
  const questions = [canary('answered-question'), canary('open-question')].map((text) => ({ id: anId(), text }));
  await cslead.call('recordWalkthrough', {
    ...{ releaseId: live, at: new Date().toISOString(), people: ['po', 'cslead'], revision: 1, questions },
  });
  await po.call('answerQuestion', {
    ...{ releaseId: live, questionId: questions[0]?.id ?? '' },
    answer: { kind: 'gap', reference: canary('gap') },
  });
  await cslead.call('refuseHandoff', { releaseId: refused, revision: 1, reason: canary('refusal-reason') });
  const handoffId = (await po.call('openHandoff', { releaseId: live, throughProjectId: null, today: '2026-11-25' }))
    .head?.handoffId;
  const texts = ['userSees', 'steps', 'observed', 'expected', 'lookedUp', 'reproduced'] as const;
  const { bugId } = await agent.call('fileBug', {
    ...{
      escalationId: anId(),
      issueId: ticket.id,
      projectId: sup.id,
      releaseId: live,
      handoffId: handoffId ?? '',
      panelUrl: null,
    },
    form: aForm({
      summary: canary('bug-title'),
      ...Object.fromEntries(texts.map((field) => [field, canary(`bug-${field}`)])),
    }),
  });
  return {
    projectIds,
    projects: ['EXAM', 'SUP', 'SHOP'],
    releases: [live, draft, refused, unwritten],
    issues: [story, secret, ticket, other, inShop].map(({ id }) => id).concat(bugId),
    ticket: ticket.id,
    comments: comments.map(({ id }) => id),
    handoffId: handoffId ?? '',
    questionIds: questions.map(({ id }) => id),
  };
};

export type CanarySite = Awaited<ReturnType<typeof seedCanaries>>;
