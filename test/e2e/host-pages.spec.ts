import { expect, test, type Page } from '@playwright/test';
import { startFixtureApp } from './fixture-app';

/** Where Jira shows an app's pages, by an app that has one at each place, run by `--app`. */

const APP = '2c7b7f0e-94f0-4a0e-8a67-3f7b1c1a5d20/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33';
const SITE = {
  people: [
    { email: 'admin@example.test', name: 'Ada Admin', accountId: 'admin', admin: true },
    { email: 'po@example.test', name: 'Pia Owner', accountId: 'po' },
  ],
  projects: [
    { key: 'EXAM', name: 'Exam Grader', roles: { Members: ['po@example.test'] } },
    { key: 'TEAM', name: 'Team', style: 'next-gen', roles: { Members: ['po@example.test'] } },
    { key: 'SUP', name: 'Support', type: 'service_desk', roles: { Members: ['po@example.test'] } },
  ],
};

let app: Awaited<ReturnType<typeof startFixtureApp>>;
let site: string;
test.beforeAll(async () => {
  app = await startFixtureApp('pages-app');
  site = app.siteUrl;
  await fetch(`${site}/host/site`, { method: 'POST', body: JSON.stringify(SITE) });
});
test.afterAll(() => app.stop());

const open = async (page: Page, who: string, path: string) => {
  await page.request.post(`${site}/host/session`, { data: { accountId: who } });
  await page.goto(site + path);
};

for (const [place, path, title, type] of [
  [
    'of a company-managed project',
    '/jira/software/c/projects/EXAM/apps',
    'In the project',
    'in-project: jira:projectPage of EXAM',
  ],
  [
    'of a team-managed project',
    '/jira/software/projects/TEAM/apps',
    'In the project',
    'in-project: jira:projectPage of TEAM',
  ],
  [
    'of a service project',
    '/jira/servicedesk/projects/SUP/apps',
    'In the project',
    'in-project: jira:projectPage of SUP',
  ],
  [
    "of a project's settings",
    '/jira/software/c/projects/EXAM/settings/apps',
    'Its settings',
    'in-settings: jira:projectSettingsPage of EXAM',
  ],
  ['of the site', '/jira/apps', 'Everywhere', 'everywhere: jira:globalPage'],
  ['for admins', '/jira/settings/apps', 'Manage it', 'manage: jira:adminPage'],
  ['for beginners', '/jira/settings/apps/get-started', 'Get started with it', 'begin: jira:adminPage'],
  ['for its configuration', '/jira/settings/apps/configure', 'Configure it', 'configure: jira:adminPage'],
] as const)
  test(`a page ${place}: its address, deeper ones, back and a reload`, async ({ page }) => {
    await open(page, 'admin', `${path}/${APP}`);
    const frame = page.frameLocator(`iframe[title="${title}"]`);
    await expect(frame.getByText(type, { exact: true })).toBeVisible();
    await frame.getByRole('button', { name: 'Deeper' }).click();
    await expect(page).toHaveURL(`${site}${path}/${APP}/deeper/still`);
    await page.reload();
    await expect(frame.getByText('/deeper/still')).toBeVisible();
    await page.goBack();
    await expect(frame.getByText('/', { exact: true })).toBeVisible();
  });

test('a page is found by its name, and opens another one of the app', async ({ page }) => {
  await open(page, 'admin', '/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'Everywhere' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'To the settings' }).click();
  await expect(page).toHaveURL(`${site}/jira/software/c/projects/EXAM/settings/apps/${APP}/people`);
  await page.getByRole('link', { name: 'Apps' }).click();
  await page.getByRole('link', { name: 'Get started with it' }).click();
  await expect(page).toHaveURL(`${site}/jira/settings/apps/get-started/${APP}`);
});

test('who administers nothing sees neither settings nor admin pages', async ({ page }) => {
  await open(page, 'po', '/jira/software/c/projects/EXAM');
  await expect(page.getByRole('link', { name: 'In the project' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Its settings' })).toHaveCount(0);
  for (const path of [
    '/jira/software/c/projects/EXAM/settings/apps',
    '/jira/settings/apps',
    '/jira/settings/apps/get-started',
    '/jira/settings/apps/configure',
  ]) {
    await page.goto(`${site}${path}/${APP}`);
    await expect(page.getByText("This page can't be found or you may not see it.")).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
  }
});
