import { join, resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { atRest } from './axe';
import { actAs, appFrame, castOf, createIssue, openPanel, rest, siteOf, untilStill, written } from './site';

/** Not a test of the app: makes the pictures of README and docs, light, as the demo site shows them. Runs by `npm run screenshots` only. */
const shot = async (page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }) => {
  for (const dialog of await page.getByRole('dialog').all()) await expect(dialog).toHaveCSS('opacity', '1');
  await atRest(page);
  await page.screenshot({
    path: join(resolve(import.meta.dirname, '../..'), 'docs/images', `${name}.png`),
    animations: 'disabled',
    ...(clip === undefined ? {} : { clip }),
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
  const answered = appFrame(page).getByRole('button', { name: 'This answered it' }).first();
  await answered.click();
  await expect(appFrame(page).getByText(/^Said of this ticket by Amir Gal/)).toBeVisible();
  await appFrame(page)
    .getByRole('heading', { name: 'Likely questions and answers' })
    .evaluate((heading) => heading.scrollIntoView());
  await page.evaluate(() => scrollBy(0, -80));
  await shot(page, 'signal', { x: 840, y: 64, width: 416, height: 836 }); // the panel alone
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  await expect(appFrame(page, 'File L3 bug').getByLabel('Summary')).toBeVisible();
  await shot(page, 'file-bug');
});

test('signals', async ({ page }) => {
  await actAs(page, 'cslead');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await frame.getByRole('tab', { name: 'Released', exact: true }).click();
  await frame.getByRole('link', { name: '2.1 Question bank' }).click();
  await frame.getByRole('button', { name: 'Show the signals' }).click();
  await expect(frame.getByRole('img', { name: /^Chart of tickets over time/ })).toBeVisible();
  await frame.getByRole('heading', { name: 'Signals of this release' }).evaluate((heading) => heading.scrollIntoView());
  await shot(page, 'signals');
});

test('chain level', async ({ page, baseURL }) => {
  const jql = encodeURIComponent('project = EXAM AND labels = chain-level-untriaged ORDER BY created');
  const found = await rest(siteOf(baseURL), 'admin', 'GET', `/rest/api/3/search/jql?jql=${jql}&fields=summary`);
  const [bug] = (found as { issues: { key: string }[] }).issues;
  await actAs(page, 'admin');
  await page.goto(`/browse/${bug?.key ?? ''}`);
  const frame = appFrame(page, 'Chain level');
  await frame.getByRole('radio', { name: 'Scope' }).check();
  await frame.getByRole('radio', { name: 'Scenario gap' }).check();
  await frame.getByRole('button', { name: 'Set chain level' }).click();
  await expect(frame.getByText(/^Set by Ada Berg/)).toBeVisible();
  await page.reload(); // without the flag that said so
  await expect(frame.getByText(/^Set by Ada Berg/)).toBeVisible();
  await untilStill(page, 'Chain level');
  await page.locator('iframe[title="Chain level"]').evaluate((panel) => {
    panel.scrollIntoView();
    scrollBy(0, -120); // with its title, below what stays at the top
  });
  await shot(page, 'chain-level');
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
