import { expect, type FrameLocator, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, jira, type Site } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import type { CallInput } from '../../src/api/calls';
import { appFrame, createIssue, dayFromNow, emailOf, rest } from './site';

const projectSchema = z.object({ id: z.string(), issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const bugSchema = z.object({
  issues: z.array(
    z.looseObject({
      key: z.string(),
      fields: z.looseObject({
        summary: z.string(),
        labels: z.array(z.string()),
        reporter: z.object({ accountId: z.string() }),
        description: z.unknown(),
        issuelinks: z.array(z.unknown()),
      }),
    }),
  ),
});

type Settings = CallInput<'saveSettings'>['settings'];
type Bugs = {
  readonly screen?: readonly string[];
  readonly required?: readonly string[];
  /** Of the project. */
  readonly components?: readonly string[];
};

/** A product with a live handoff, a support project that reads it, and a ticket there. `agent` may create bugs, `agent2` may not. */
export const startProduct = async (
  site: Site,
  key: string,
  settings: Settings,
  bugs: Bugs = {},
  customFields: unknown[] = [],
) => {
  const usual = ['summary', 'description', 'labels', 'priority', 'versions', 'issuelinks', 'reporter'];
  const bug = {
    ...{ name: 'Bug', screen: [...usual, ...(bugs.screen ?? [])], required: ['summary', ...(bugs.required ?? [])] },
  };
  await host(site, '/host/site', {
    customFields,
    projects: [
      {
        ...{ key, name: `Product ${key}`, issueTypes: [bug], components: bugs.components ?? [] },
        roles: { Members: [emailOf('po')], Viewers: [emailOf('agent')] },
        permissions: {
          CREATE_ISSUES: [emailOf('agent')],
          LINK_ISSUES: [emailOf('agent')],
          CREATE_ATTACHMENTS: [emailOf('agent')],
          ADD_COMMENTS: [emailOf('agent')],
        },
      },
      {
        ...{ key: `${key}S`, name: `Support ${key}`, type: 'service_desk' },
        roles: { Members: [emailOf('agent'), emailOf('agent2')] },
      },
    ],
  });
  const project = (name: string) => jira(site, emailOf('admin'), 'GET', `/rest/api/3/project/${name}`, projectSchema);
  const [product, support] = [await project(key), await project(`${key}S`)];
  const [admin, po] = [await asPerson(site, emailOf('admin')), await asPerson(site, emailOf('po'))];
  const settle = (change: Settings) => admin.call('saveSettings', { projectId: product.id, settings: change });
  await settle({ supportProjects: [support.id], ...settings });
  const release = {
    name: `1.0 ${key}`,
    projectId: Number(product.id),
    driver: po.accountId,
    releaseDate: dayFromNow(9),
  };
  const version = await rest(site, 'admin', 'POST', '/rest/api/3/version', release);
  const { id: releaseId } = z.parse(z.object({ id: z.string() }), version);
  const target = {
    project: { id: product.id, name: `Product ${key}` },
    issueType: { id: product.issueTypes[0]?.id ?? '', name: 'Bug' },
  };
  const document = shortHandoff(release.name, target, `chain-${key.toLowerCase()}`);
  await po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  await po.call('handOver', { releaseId, revision: 1 });
  const ticket = await createIssue(site, {
    ...{ project: { key: `${key}S` }, issuetype: { name: 'Support request' }, summary: `N breaks in ${key}` },
    reporter: { accountId: 'demo-customer' },
  });
  /** Once Jira's search knows of them. */
  const created = async (count: number) => {
    await expect.poll(async () => (await found()).length).toBe(count);
    return found();
  };
  const found = async () => {
    const jql = encodeURIComponent(`project = ${key}`);
    return z.parse(bugSchema, await rest(site, 'admin', 'GET', `/rest/api/3/search/jql?jql=${jql}&fields=*all`)).issues;
  };
  return { ticket, created, settle, releaseId, document };
};

export const openForm = async (page: Page, ticketKey: string): Promise<FrameLocator> => {
  await page.goto(`/browse/${ticketKey}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  return appFrame(page, 'File L3 bug');
};

export const write = async (form: FrameLocator) => {
  await form.getByLabel('What the user sees').fill('A graded exam opens');
  await form.getByLabel('Steps', { exact: true }).fill('Grade exam 14\nPress N');
  await form.getByLabel('Observed').fill('Exam 12 opens');
  await form.getByLabel('Expected').fill('Exam 15 opens');
  await form.getByLabel('What Support L1 looked up').fill('History shows a grade');
  await form.getByLabel('What Support L2 reproduced').fill('Every time');
  await form.getByLabel('Severity').selectOption('P1');
  await form.getByLabel('Impact').selectOption('high');
  await form.getByLabel('Reach').selectOption('one');
};
