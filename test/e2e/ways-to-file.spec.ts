import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe';
import { openForm, startProduct, write } from './product';
import { actAs, appFrame, expectNoSideways, siteOf } from './site';

/** Where a person may not create the bug. Each journey has a product and a support project of its own. */

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

test('where the named filer may not see the ticket it is said before anything is typed; who is named next gets what waits', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, settle } = await startProduct(site, 'NEXT', { filer: 'demo-outsider' });
  await actAs(page, 'agent2');
  const blind = await openForm(page, ticket.key);
  await expect(blind.getByText(/may not see this ticket/)).toContainText('name somebody else');
  await expect(blind.getByRole('button', { name: 'Copy the text' })).toBeVisible();

  await settle({ filer: 'demo-admin' });
  const form = await openForm(page, ticket.key);
  await write(form);
  await form.getByRole('button', { name: 'Prepare it' }).click();
  await expect(form.getByText('The bug is prepared')).toBeVisible();
  await settle({ filer: 'demo-agent' });
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  const panel = appFrame(page);
  await expect(panel.getByText('An L3 bug waits for you')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'File it' })).toBeVisible();
  await panel.getByRole('button', { name: 'Decline it' }).click();
  await expect(panel.getByText(/Prepared by/)).toHaveCount(0);
});
