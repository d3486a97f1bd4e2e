import { expect, test, type Page } from '@playwright/test';
import { startFixtureApp } from './fixture-app';

/** Display conditions: what a person is offered, by an app whose modules have them (Forge docs: manifest-reference/display-conditions). */

const APP = '91d3c0a7-6b1e-4f0a-9f62-0d6f2c8e4b33/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33';
const MEMBERS = { roles: { Members: ['po@example.test'] } };
const SITE = {
  people: [
    { email: 'admin@example.test', name: 'Ada Admin', accountId: 'admin', admin: true },
    { email: 'po@example.test', name: 'Pia Owner', accountId: 'po' },
  ],
  projects: [
    { key: 'EXAM', name: 'Exam Grader', ...MEMBERS },
    { key: 'SUP', name: 'Support', type: 'service_desk', ...MEMBERS },
  ],
};

let app: Awaited<ReturnType<typeof startFixtureApp>>;
let site: string;
const jira = async (method: string, path: string, body: unknown): Promise<unknown> => {
  const headers = { authorization: `Basic ${Buffer.from('admin@example.test:x').toString('base64')}` };
  const response = await fetch(site + path, { method, headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return response.json().catch(() => undefined);
};
test.beforeAll(async () => {
  app = await startFixtureApp('conditions-app');
  site = app.siteUrl;
  await fetch(`${site}/host/site`, { method: 'POST', body: JSON.stringify(SITE) });
});
test.afterAll(() => app.stop());

const open = async (page: Page, who: string, path: string) => {
  await page.request.post(`${site}/host/session`, { data: { accountId: who } });
  await page.goto(site + path);
};
/** Waits for the navigation, then counts. */
const links = async (page: Page, name: string) => {
  await expect(page.getByRole('link', { name: 'Releases' })).toBeVisible();
  return page.getByRole('link', { name }).count();
};
const EXAM = '/jira/software/c/projects/EXAM';
const SUP = '/jira/servicedesk/projects/SUP';

test('by the project: its type, its properties, what a person may do there', async ({ page }) => {
  await open(page, 'po', SUP);
  expect(await links(page, 'In some projects')).toBe(1);
  await open(page, 'po', EXAM);
  expect(await links(page, 'In some projects')).toBe(0);
  await open(page, 'admin', EXAM);
  expect(await links(page, 'Where it is set up')).toBe(0);
  await jira('PUT', '/rest/api/3/project/EXAM/properties/shows', { page: true });
  await open(page, 'po', EXAM);
  expect(await links(page, 'In some projects')).toBe(1);
  await open(page, 'admin', EXAM);
  expect(await links(page, 'Where it is set up')).toBe(1);
  expect(await links(page, 'In some projects')).toBe(0);
});

test('by the person, also on pages of no project; they hide a page and do not close it', async ({ page }) => {
  await open(page, 'admin', '/');
  await expect(page.getByRole('link', { name: 'For admins' })).toBeVisible();
  await page.getByRole('link', { name: 'Apps' }).click();
  await expect(page.getByRole('link', { name: 'Listed' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Never listed' })).toHaveCount(0);
  await page.goto(`${site}/jira/settings/apps/${APP}`);
  await expect(page.frameLocator('iframe').getByText('The page itself')).toBeVisible();

  await open(page, 'po', `/jira/apps/${APP}`);
  await expect(page.frameLocator('iframe').getByText('The page itself')).toBeVisible();
  await expect(page.getByRole('link', { name: 'For admins' })).toHaveCount(0);
});

test('one that is not simulated fails aloud in place of the screen', async ({ page }) => {
  const fields = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'It breaks' };
  const { key } = (await jira('POST', '/rest/api/3/issue', { fields })) as { key: string };
  await open(page, 'admin', `/browse/${key}`);
  await expect(page.getByRole('alert')).toHaveText(
    'The display condition "issueType" is not simulated by the local host.',
  );
});
