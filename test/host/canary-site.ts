import * as z from 'zod/mini';
import { host, jira, type Site } from '../../demo/client';
import type { SiteSeed } from '../../host/jira/seed-shape';
import { ACCOUNTS, canary, emailOf } from './canaries';
import { writeHandoffs } from './canary-handoffs';

const emails = (...who: string[]) => who.map(emailOf);

/** What a create screen has at least here, so that the app files its bugs as usual. */
const SCREEN = 'summary description priority labels versions fixVersions reporter assignee issuelinks'.split(' ');
const [FIELD, CHOICE, NEEDED, SHOP_FIELD] = [
  canary('field'),
  canary('choice-field'),
  canary('needed-field'),
  canary('shop-field'),
];
const [STORY, FIRST, SECOND] = [canary('issue-type'), canary('status-first'), canary('status-second')];
const [CHOSEN_OPTION, CHOSEN_COMPONENT] = [canary('option-chosen'), canary('component-chosen')];

const SITE: SiteSeed = {
  people: ACCOUNTS.map((who) => ({
    ...{ email: emailOf(who), accountId: who, name: canary(`name-of-${who}`) },
    ...{ admin: who === 'admin', customer: who.startsWith('customer') },
  })),
  searchLagMs: 0,
  priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest', canary('priority')],
  linkTypes: [
    { name: 'Relates', inward: 'relates to', outward: 'relates to' },
    { name: canary('link-type'), inward: canary('link-inward'), outward: canary('link-outward') },
  ],
  customFields: [
    { name: FIELD, type: 'text' },
    { name: CHOICE, type: 'select', options: [CHOSEN_OPTION, canary('option-open')] },
    { name: NEEDED, type: 'text' },
    { name: SHOP_FIELD, type: 'select', options: [canary('shop-option')] },
  ],
  projects: [
    {
      ...{ key: 'EXAM', name: canary('project'), lead: emailOf('po') },
      roles: { Members: emails('po', 'rm'), Viewers: emails('cslead', 'agent'), [canary('role')]: emails('rm') },
      permissions: { CREATE_ISSUES: emails('agent'), LINK_ISSUES: emails('agent') },
      components: [CHOSEN_COMPONENT, canary('component-open')],
      workflows: {
        [canary('workflow')]: {
          statuses: [
            { name: FIRST, category: 'new' },
            { name: SECOND, category: 'done' },
          ],
          transitions: [{ name: canary('transition'), to: SECOND }],
        },
      },
      issueTypes: [
        { name: 'Bug', screen: [...SCREEN, NEEDED], required: ['summary', NEEDED] },
        {
          ...{ name: STORY, description: canary('issue-type-text'), workflow: canary('workflow') },
          screen: [...SCREEN, 'environment', 'components', FIELD, CHOICE],
        },
      ],
    },
    {
      ...{ key: 'SUP', name: 'Support', type: 'service_desk', lead: emailOf('cslead') },
      roles: { Members: emails('cslead', 'agent', 'agent2') },
    },
    {
      ...{ key: 'SHOP', name: canary('other-project'), style: 'next-gen', components: [canary('shop-component')] },
      issueTypes: [{ name: 'Bug', screen: [...SCREEN, 'components', SHOP_FIELD] }],
      ...{ lead: emailOf('outsider'), roles: { Members: emails('outsider') } },
    },
  ],
};

const adf = (text: string) => ({
  ...{ type: 'doc', version: 1 },
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

/** A file whose name and words are the canary. */
const attach = async (site: Site, issueId: string, words: string): Promise<string> => {
  const form = new FormData();
  form.append('file', new Blob([words]), `${words}.txt`);
  const authorization = `Basic ${btoa(`${emailOf('admin')}:any`)}`;
  const response = await fetch(`${site.siteUrl}/rest/api/3/issue/${issueId}/attachments`, {
    ...{ method: 'POST', headers: { authorization, 'x-atlassian-token': 'no-check' }, body: form },
  });
  const [first] = z.parse(z.array(created), await response.json());
  return first?.id ?? '';
};

const created = z.object({ id: z.string(), key: z.optional(z.string()) });
const named = z.array(z.object({ id: z.string(), name: z.string() }));
const projectSchema = z.object({ id: z.string(), issueTypes: named, roles: z.record(z.string(), z.string()) });
const workflowsSchema = z.array(z.object({ id: z.string(), name: z.string(), transitions: named }));
const linkedSchema = z.object({ fields: z.object({ issuelinks: z.array(z.object({ id: z.string() })) }) });
const relatedSchema = z.object({ relatedWorkId: z.string() });

const idOf = (list: z.infer<typeof named>, name: string): string => {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is missing`);
  return found.id;
};

/** Fills the site, each text of it a canary, and tells what a request can name. */
export const seedCanaries = async (site: Site) => {
  await host(site, '/host/site', SITE);
  await host(site, '/host/lag', { indexMs: 0, searchMs: 0, eventsMs: 0 });
  const as = async <T extends z.core.$ZodType>(who: string, method: string, path: string, schema: T, body?: unknown) =>
    jira(site, emailOf(who), method, path, schema, body);
  const make = (path: string, body: unknown, who = 'admin') => as(who, 'POST', path, created, body);
  const put = (path: string, body: unknown) => as('admin', 'PUT', path, z.unknown(), body);

  const projects = await Promise.all(
    ['EXAM', 'SUP', 'SHOP'].map(async (key) => ({
      ...{ key, ...(await as('admin', 'GET', `/rest/api/3/project/${key}`, projectSchema)) },
    })),
  );
  const [exam, sup] = projects;
  if (!exam || !sup) throw new Error('a project is missing');
  const fields = await as('admin', 'GET', '/rest/api/3/field', named);
  await put('/rest/api/3/project/EXAM/properties/note', canary('project-property'));

  const release = async (name: string) => {
    const body = { projectId: Number(exam.id), releaseDate: '2099-01-01', driver: 'po' };
    const texts = { name: canary(`${name}-release`), description: canary(`${name}-release-text`) };
    return (await make('/rest/api/3/version', { ...body, ...texts })).id;
  };
  const releases = {
    live: await release('live'),
    draft: await release('draft'),
    refused: await release('refused'),
    unwritten: await release('unwritten'),
    merged: await release('merged'),
    ended: await release('ended'),
  };
  const related = await as('po', 'POST', `/rest/api/3/version/${releases.live}/relatedwork`, relatedSchema, {
    ...{ category: 'Design', title: canary('related-work'), url: `https://example.com/${canary('related-url')}` },
  });

  const issue = async (key: string, type: string, more: Record<string, unknown>) => ({
    ...(await make('/rest/api/3/issue', { fields: { project: { key }, issuetype: { name: type }, ...more } })),
    project: key,
  });
  const about = (name: string) => ({ summary: canary(`${name}-title`), description: adf(canary(`${name}-text`)) });
  const story = await issue('EXAM', STORY, {
    ...about('story'),
    ...{
      labels: [canary('label')],
      fixVersions: [{ id: releases.live }],
      environment: adf(canary('story-environment')),
    },
    ...{ components: [{ name: CHOSEN_COMPONENT }], [idOf(fields, FIELD)]: canary('story-field') },
    [idOf(fields, CHOICE)]: { value: CHOSEN_OPTION },
  });
  const secret = await issue('EXAM', STORY, about('secret'));
  const ticket = await issue('SUP', 'Support request', { ...about('ticket'), reporter: { accountId: 'customer' } });
  const other = await issue('SUP', 'Support request', { ...about('other'), reporter: { accountId: 'customer2' } });
  const inShop = await issue('SHOP', 'Bug', about('shop'));
  await as('po', 'POST', '/rest/api/3/issueLink', z.unknown(), {
    ...{ type: { name: 'Relates' }, inwardIssue: { id: story.id }, outwardIssue: { id: secret.id } },
  });
  const { issuelinks } = (await as('po', 'GET', `/rest/api/3/issue/${story.id}`, linkedSchema)).fields;
  await host(site, '/host/site', { hidden: { [secret.key ?? '']: [emailOf('rm'), 'app'] } });
  await put(`/rest/api/3/issue/${story.id}/properties/note`, canary('issue-property'));
  const comment = {
    ...{ body: adf(canary('story-comment')), properties: [{ key: 'note', value: canary('comment-property') }] },
  };
  const storyComment = await make(`/rest/api/3/issue/${story.id}/comment`, comment, 'po');
  await as('po', 'POST', `/rest/api/3/issue/${story.id}/notify`, z.unknown(), {
    ...{ subject: canary('mail-subject'), textBody: canary('mail-text'), to: { users: [{ accountId: 'rm' }] } },
  });
  const reply = (text: string, isPublic: boolean) =>
    make(`/rest/servicedeskapi/request/${ticket.id}/comment`, { body: canary(text), public: isPublic }, 'agent');
  const comments = [storyComment, await reply('public-reply', true), await reply('internal-note', false)];

  const files = await Promise.all(
    [story.id, ticket.id, secret.id].map((id, nth) =>
      attach(site, id, canary(['story-file', 'file-of-ticket', 'secret-file'][nth] ?? '')),
    ),
  );
  const workflows = await as('admin', 'GET', '/rest/host/1/project/EXAM/workflows', workflowsSchema);
  const workflow = workflows.find(({ name }) => name.includes(canary('workflow')));
  const transitionId = workflow?.transitions[0]?.id ?? '';
  const configuration = { releases: 'all', withoutRelease: 'pass', onFailure: 'open', note: canary('rule-note') };
  const rules = `/rest/host/1/workflow/${workflow?.id ?? ''}/transition/${transitionId}/rule`;
  const rule = await make(rules, { moduleKey: 'handoff-is-ready', configuration: JSON.stringify(configuration) });

  const { handoffId, questionIds, sessionId, stepIds, bug, escalationId } = await writeHandoffs(site, {
    ...{ examId: exam.id, supId: sup.id, bugTypeId: idOf(exam.issueTypes, 'Bug'), neededId: idOf(fields, NEEDED) },
    ...{ releases, ticketId: ticket.id, otherId: other.id },
  });
  const issues = [story, secret, ticket, other, inShop, { ...bug, project: 'EXAM' }];
  const reporters: Readonly<Record<string, string>> = { [ticket.id]: 'customer', [other.id]: 'customer2' };
  return {
    projects: projects.map(({ id, key, issueTypes, roles }) => ({
      ...{ id, key, issueTypes: issueTypes.map((type) => type.id) },
      roles: Object.values(roles).map((url) => url.split('/').at(-1) ?? ''),
    })),
    releases: Object.values(releases),
    issues,
    /** The same as a customer sees them. */
    requests: issues.map((one) => ({ ...one, reporter: reporters[one.id] })),
    ...{ ticket: ticket.id, comments: comments.map(({ id }) => id), files, escalationId },
    linkId: issuelinks[0]?.id ?? '',
    relatedWorkId: related.relatedWorkId,
    ...{ workflowId: workflow?.id ?? '', workflow: workflow?.name ?? '', transitionId, ruleId: rule.id },
    ...{ neededId: idOf(fields, NEEDED), handoffId, questionIds, sessionId, stepIds },
    /** No ticket is spoken to by their handoffs. */
    unspoken: [releases.draft, releases.unwritten, releases.merged, releases.ended],
  };
};

export type CanarySite = Awaited<ReturnType<typeof seedCanaries>>;
