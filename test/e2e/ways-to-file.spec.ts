import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, jira, type Site } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import type { CallInput } from '../../src/api/calls';
import { expectAccessible } from './axe';
import { actAs, appFrame, createIssue, dayFromNow, emailOf, expectNoSideways, rest, siteOf } from './site';

/** Where a person may not create the bug, or its project asks for more. Each journey has a product and a support project of its own. */

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
type Bugs = { readonly screen?: readonly string[]; readonly required?: readonly string[] };

/** A product with a live handoff, a support project that reads it, and a ticket there. `agent` may create bugs, `agent2` may not. */
const startProduct = async (
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
        ...{ key, name: `Product ${key}`, issueTypes: [bug] },
        roles: { Members: [emailOf('po')], Viewers: [emailOf('agent')] },
        permissions: { CREATE_ISSUES: [emailOf('agent')], LINK_ISSUES: [emailOf('agent')] },
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
  await admin.call('saveSettings', { projectId: product.id, settings: { supportProjects: [support.id], ...settings } });
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
  return { ticket, created };
};

const openForm = async (page: Page, ticketKey: string): Promise<FrameLocator> => {
  await page.goto(`/browse/${ticketKey}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  return appFrame(page, 'File L3 bug');
};

const write = async (form: FrameLocator) => {
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

test('who may not create bugs has the app file it, where its project lets the app; the bug names them', async ({
  page,
  baseURL,
}) => {
  const { ticket, created } = await startProduct(siteOf(baseURL), 'APPW', { appMayFile: true });
  await actAs(page, 'agent2');
  const form = await openForm(page, ticket.key);
  await expect(form.getByText('The app files this bug for you')).toBeVisible();
  await write(form);
  await expectAccessible(page, 'iframe');
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  await expect(form.getByText(/its key isn’t shown to you/)).toBeVisible();
  const [bug] = await created(1);
  expect(bug?.fields.reporter.accountId).toBe('demo-agent2');
  expect(JSON.stringify(bug?.fields.description)).toContain('"id":"demo-agent2"');
  await expect(form.getByRole('link')).toHaveCount(0);

  // Who files from this ticket next is told of it all the same, with its key who may see it.
  const next = await openForm(page, ticket.key);
  await expect(next.getByText('Filed from this ticket before')).toBeVisible();
  await expect(next.getByText(/A bug without a link is in a project that you may not see/)).toBeVisible();
  await expect(next.getByText(bug?.key ?? '')).toHaveCount(0);
  await actAs(page, 'agent');
  const seen = await openForm(page, ticket.key);
  await expect(seen.getByRole('link', { name: bug?.key ?? '' })).toBeVisible();
});

test('who may not create bugs prepares one for a named person, who sees it on the ticket and files it', async ({
  page,
  baseURL,
}) => {
  const { ticket, created } = await startProduct(siteOf(baseURL), 'PREP', { filer: 'demo-agent' });
  await actAs(page, 'agent2');
  const form = await openForm(page, ticket.key);
  await expect(form.getByText(/permission “Create issues”/)).toBeVisible();
  await write(form);
  await form.getByRole('button', { name: 'Prepare it' }).click();
  await expect(form.getByText('It waits on this ticket for Amir Gal')).toBeVisible();
  await form.getByRole('button', { name: 'Close' }).click();
  const panel = appFrame(page);
  await expect(panel.getByText('It waits for Amir Gal to file it')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'File it' })).toHaveCount(0);
  await created(0);

  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  await expect(page.getByText(/@Amir Gal/)).toBeVisible();
  await expect(panel.getByText(/Prepared by Bea Novak/)).toBeVisible();
  const line = page.getByRole('separator', { name: 'Width of the details' });
  for (let times = 0; times < 2; times += 1) await line.press('ArrowRight');
  await expect.poll(() => panel.locator('html').evaluate(({ clientWidth }) => clientWidth)).toBeLessThan(320);
  await expectNoSideways(panel);
  await expectAccessible(page, 'iframe');
  await panel.getByRole('button', { name: 'File it' }).click();
  const dialog = page.getByRole('dialog', { name: 'File L3 bug' });
  const filled = dialog.frameLocator('iframe');
  await expect(filled.getByLabel('Observed')).toHaveValue('Exam 12 opens');
  await filled.getByRole('button', { name: 'File bug' }).click();
  await expect(filled.getByText('The bug is filed')).toBeVisible();
  await filled.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(panel.getByText(/Prepared by/)).toHaveCount(0);
  const [bug] = await created(1);
  expect(bug?.fields.reporter.accountId).toBe('demo-agent');
  expect(JSON.stringify(bug?.fields.description)).toContain('"id":"demo-agent2"');
});

test('fields that the project requires are filled in in the form, and kept with what was typed', async ({
  page,
  baseURL,
}) => {
  const customFields = [
    { name: 'Squad', type: 'select', options: ['Grading', 'Upload'] },
    { name: 'Customers hit', type: 'number' },
    { name: 'Platforms', type: 'multiselect', options: ['Web', 'Phone'] },
  ];
  const names = customFields.map(({ name }) => name);
  const bugs = { screen: names, required: names };
  const { ticket, created } = await startProduct(siteOf(baseURL), 'REQD', {}, bugs, customFields);
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await write(form);
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByLabel('Squad')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'iframe');
  await form.getByLabel('Squad').selectOption({ label: 'Upload' });
  await form.getByLabel('Customers hit').fill('12');
  await form.getByRole('group', { name: 'Platforms' }).getByLabel('Phone').check();
  const again = await openForm(page, ticket.key);
  await expect(again.getByLabel('Customers hit')).toHaveValue('12');
  await again.getByRole('button', { name: 'File bug' }).click();
  await expect(again.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  expect(Object.values(bug?.fields ?? {})).toEqual(
    expect.arrayContaining([12, expect.objectContaining({ value: 'Upload' })]),
  );
});

test("what only Jira's own dialog can ask for is asked there; the bug is linked, noted and on record once", async ({
  page,
  baseURL,
}) => {
  // More choices than a list in a form should have.
  const options = Array.from({ length: 120 }, (_, nth) => `Area ${nth + 1}`);
  const customFields = [{ name: 'Area', type: 'select', options }];
  const bugs = { screen: ['Area'], required: ['Area'] };
  const { ticket, created } = await startProduct(siteOf(baseURL), 'DIAL', {}, bugs, customFields);
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await expect(form.getByText('Jira asks for more')).toBeVisible();
  await write(form);
  const goOn = form.getByRole('button', { name: 'Go on in Jira’s dialog' });
  const dialog = page.getByRole('dialog', { name: 'Create issue' });
  await goOn.click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(form.getByLabel('Observed')).toHaveValue('Exam 12 opens');
  await goOn.click();
  await expect(dialog.getByLabel('Summary')).toHaveValue('N breaks in DIAL');
  await dialog.getByLabel('Area').fill('Area 117');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  expect(bug?.fields.labels).toEqual(['chain-dial', 'chain-level-untriaged']);
  expect(bug?.fields.issuelinks).toHaveLength(1);
  await expect(form.getByText('internal note')).toBeVisible();
});

test('a bug that somebody filed since the form was opened is shown before another one is made', async ({
  page,
  baseURL,
  browser,
}) => {
  const { ticket, created } = await startProduct(siteOf(baseURL), 'TWICE', {});
  await actAs(page, 'agent');
  const mine = await openForm(page, ticket.key);
  await write(mine);
  const other = await browser.newPage({ baseURL: baseURL ?? '' });
  await actAs(other, 'admin');
  const theirs = await openForm(other, ticket.key);
  await write(theirs);
  await theirs.getByRole('button', { name: 'File bug' }).click();
  await expect(theirs.getByText('The bug is filed')).toBeVisible();
  await other.close();

  await mine.getByRole('button', { name: 'File bug' }).click();
  await expect(mine.getByText('A bug was filed from this ticket meanwhile')).toBeVisible();
  const [first] = await created(1);
  await expect(mine.getByRole('link', { name: first?.key ?? '' })).toBeVisible();
  await expectAccessible(page, 'iframe');
  await mine.getByRole('button', { name: 'File another one anyway' }).click();
  await expect(mine.getByText('The bug is filed')).toBeVisible();
  await created(2);
});

test('where nobody can file it, what is written can be copied, and is kept', async ({ page, baseURL }) => {
  const { ticket } = await startProduct(siteOf(baseURL), 'NONE', {});
  await actAs(page, 'agent2');
  const form = await openForm(page, ticket.key);
  await expect(form.getByText(/permission "Create issues"/)).toBeVisible();
  await form.getByLabel('Observed').fill('Exam 12 opens');
  await form.getByRole('button', { name: 'Copy the text' }).click();
  await expect(form.getByText(/^Copied/)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('N breaks in NONE\n\nObserved\nExam 12 opens');
});
