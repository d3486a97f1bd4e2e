import { join, resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { actAs, appFrame, createIssue, openPanel, siteOf } from './site';

/** Not a test of the app: makes the README's pictures, light, as the demo site shows them. Runs by `npm run screenshots` only. */
const shot = (page: Page, name: string) =>
  page.screenshot({
    path: join(resolve(import.meta.dirname, '../..'), 'docs/images', `${name}.png`),
    animations: 'disabled', // ended, not caught half way
  });

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
  await expect(appFrame(page).getByLabel('Search this handoff')).toBeVisible();
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
