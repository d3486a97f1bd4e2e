import { join, resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { atRest } from './axe';
import { actAs, appFrame, castOf, createIssue, openPanel, rest, siteOf, written } from './site';

/** Not a test of the app: makes the pictures of README and docs, light, as the demo site shows them. Runs by `npm run screenshots` only. */
const shot = async (page: Page, name: string) => {
  for (const dialog of await page.getByRole('dialog').all()) await expect(dialog).toHaveCSS('opacity', '1');
  await atRest(page);
  await page.screenshot({
    path: join(resolve(import.meta.dirname, '../..'), 'docs/images', `${name}.png`),
    animations: 'disabled',
  });
};

const ticketFor = (baseURL: string | undefined) =>
  createIssue(siteOf(baseURL), {
    project: { key: 'SUP' },
    issuetype: { name: 'Support request' },
    summary: 'N opened an exam that I had graded already',
    reporter: { accountId: 'demo-customer' },
  });

test('panel', async ({ page }) => {
  await actAs(page, 'po');
  await openPanel(page, '2.5 Offline drafts');
  await shot(page, 'panel');
});

test('ticket and form', async ({ page, baseURL }) => {
  const ticket = await ticketFor(baseURL);
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  await expect(appFrame(page).getByRole('searchbox')).toBeVisible();
  await shot(page, 'ticket');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  await expect(appFrame(page, 'File L3 bug').getByLabel('Summary')).toBeVisible();
  await shot(page, 'file-bug');
});

test('gate', async ({ page }) => {
  await actAs(page, 'rm');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: /Release 2\.5 Offline drafts/ }).click();
  await page.getByRole('button', { name: /^Change status/ }).click();
  await page.getByRole('menuitem', { name: /^Release/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await expect(dialog.getByText(/is not ready/)).toBeVisible();
  await shot(page, 'gate');
});

test('gate rule', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM/workflows');
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await expect(appFrame(page, 'CS handoff is ready').getByRole('radio').first()).toBeVisible();
  await shot(page, 'gate-rule');
});

test('sign-off', async ({ page }) => {
  await actAs(page, 'cslead');
  const frame = await openPanel(page, '2.7 Class statistics');
  await frame.getByRole('link', { name: /^Changed since signing/ }).click();
  await frame.getByRole('heading', { name: 'Walkthrough' }).evaluate((heading) => heading.scrollIntoView());
  await shot(page, 'sign-off');
});

test('waiver', async ({ page }) => {
  await actAs(page, 'rm');
  const frame = await openPanel(page, '2.6 Parent letters');
  await frame.getByRole('button', { name: /^Waive the gate/ }).click();
  const reason = 'The contract text is with sales; the letters go out on Monday whatever it says.';
  await frame.getByRole('textbox', { name: 'Why it may pass without' }).fill(reason);
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toBeVisible();
  await page.reload(); // without the flag that said so
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toBeVisible();
  await shot(page, 'waiver');
});

test('released anyway', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = '2.3 Seating plans';
  const releaseId = await written(cast, name, 1);
  await rest(cast.site, 'admin', 'PUT', `/rest/api/3/version/${releaseId}`, { released: true });
  const went = async () => {
    const view = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
    return view.releasedAnyway !== null;
  };
  await expect.poll(went).toBe(true);
  await actAs(page, 'po');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await frame.getByRole('tab', { name: 'Released', exact: true }).click();
  await frame.getByRole('link', { name }).click();
  await expect(frame.getByText(/Ada Berg released it in Jira/)).toBeVisible();
  await shot(page, 'released-anyway');
});

test('settings and get started', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'Handoff settings' }).click();
  await expect(appFrame(page, 'Handoff settings').getByRole('button', { name: 'Save' }).first()).toBeVisible();
  await shot(page, 'settings');
  await page.goto('/jira/settings/apps');
  await page.getByRole('link', { name: 'Get started with CS Handoff' }).click();
  const start = appFrame(page, 'Get started with CS Handoff');
  await expect(start.getByRole('heading', { name: 'Last failures' })).toBeVisible();
  await shot(page, 'get-started');
});
