import { expect, test } from '@playwright/test';
import { startFixtureApp } from './fixture-app';

/** An app of another shape than ours, in the browser: its own page, and a rule that its own screen configures. */

const SITE = {
  people: [{ email: 'admin@example.test', name: 'Ada Admin', accountId: 'admin', admin: true }],
  projects: [{ key: 'EXAM', name: 'Exam Grader' }],
};

let app: Awaited<ReturnType<typeof startFixtureApp>>;
test.beforeAll(async () => {
  app = await startFixtureApp('other-app');
  await fetch(`${app.siteUrl}/host/site`, { method: 'POST', body: JSON.stringify(SITE) });
});
test.afterAll(() => app.stop());

test('a page of its own; a rule is set on its own screen, blocks in its words, and lets through when changed', async ({
  page,
}) => {
  const { siteUrl } = app;
  await page.request.post(`${siteUrl}/host/session`, { data: { accountId: 'admin' } });
  await page.goto(siteUrl);
  await page.getByRole('link', { name: 'Notes' }).click();
  await expect(page.frameLocator('iframe').getByText(/^Run \d+$/)).toBeVisible();

  const setWord = async (button: string, verb: string, word: string) => {
    await page.goto(`${siteUrl}/jira/software/c/projects/EXAM/workflows`);
    await page.getByRole('button', { name: button }).click();
    if (verb === 'Add') await page.getByRole('menuitem', { name: /^Has a note/ }).click();
    await page.frameLocator('iframe').getByLabel('Word').fill(word);
    await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const fields = { project: { key: 'EXAM' }, issuetype: { name: 'Release' }, summary: 'Release it' };
  const headers = { authorization: `Basic ${Buffer.from('admin@example.test:x').toString('base64')}` };
  const made = await page.request.post(`${siteUrl}/rest/api/3/issue`, { headers, data: { fields } });
  const { key } = (await made.json()) as { key: string };
  const prepare = async () => {
    await page.goto(`${siteUrl}/browse/${key}`);
    await page.getByRole('button', { name: 'To Do' }).click();
    await page.getByRole('menuitem', { name: /Prepare/ }).click();
  };

  await setWord('Add rule to Prepare', 'Add', 'No note yet');
  await prepare();
  await expect(page.getByText(`${key}: No note yet`)).toBeVisible();
  await setWord('Edit Has a note on Prepare', 'Update', 'pass');
  await prepare();
  await expect(page.getByRole('button', { name: 'In Progress' })).toBeVisible();
});
