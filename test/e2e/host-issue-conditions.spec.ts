import { expect, test, type Page } from '@playwright/test';
import { startFixtureApp } from './fixture-app';

/** Display conditions on properties of issues (Forge docs: entity-property-conditions): which screens are offered on which issue. */

const SITE = {
  people: [
    { email: 'admin@example.test', name: 'Ada Admin', accountId: 'admin', admin: true },
    { email: 'reader@example.test', name: 'Rea Reader', accountId: 'reader' },
  ],
  projects: [{ key: 'EXAM', name: 'Exam Grader', roles: { Viewers: ['reader@example.test'] } }],
};

let app: Awaited<ReturnType<typeof startFixtureApp>>;
test.beforeAll(async () => {
  app = await startFixtureApp('issue-conditions-app');
  await fetch(`${app.siteUrl}/host/site`, { method: 'POST', body: JSON.stringify(SITE) });
});
test.afterAll(() => app.stop());

const marked = async (mark: unknown): Promise<string> => {
  const headers = { authorization: `Basic ${Buffer.from('admin@example.test:x').toString('base64')}` };
  const fields = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'It breaks' };
  const properties = mark === undefined ? [] : [{ key: 'mark', value: mark }];
  const body = JSON.stringify({ fields, properties });
  const response = await fetch(`${app.siteUrl}/rest/api/3/issue`, { method: 'POST', headers, body });
  return ((await response.json()) as { key: string }).key;
};
/** Names of the panels and actions that a person is offered. */
const offered = async (page: Page, key: string, who = 'reader'): Promise<string[]> => {
  await page.request.post(`${app.siteUrl}/host/session`, { data: { accountId: who } });
  await page.goto(`${app.siteUrl}/browse/${key}`);
  await expect(page.getByRole('heading', { level: 1, name: 'It breaks' })).toBeVisible();
  const panels = await page.getByRole('button', { name: /^Where/ }).allInnerTexts();
  const actions = page.getByRole('button', { name: 'Actions' });
  if ((await actions.count()) === 0) return panels;
  await actions.click();
  return [...panels, ...(await page.getByRole('menuitem').allInnerTexts())];
};

test('an issue with the property, without it, and one whose property says something', async ({ page }) => {
  expect(await offered(page, await marked(undefined))).toEqual(['Act where it is not marked']);
  expect(await offered(page, await marked({ level: { name: 'execution' } }))).toEqual(['Where it is marked']);
  expect(await offered(page, await marked({ level: { name: 'scope' } }))).toEqual([
    'Where it is marked',
    'Where the mark says so',
  ]);
});

test('a place that is no issue’s has none of its properties', async ({ page }) => {
  await page.request.post(`${app.siteUrl}/host/session`, { data: { accountId: 'reader' } });
  await page.goto(`${app.siteUrl}/jira/software/c/projects/EXAM`);
  await expect(page.getByRole('link', { name: 'Releases' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'On no issue' })).toHaveCount(0);
});
