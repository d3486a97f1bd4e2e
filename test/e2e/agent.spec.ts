import { expect, test } from '@playwright/test';
import { actAs, appFrame, createIssue, rest, restStatus, siteOf } from './site';

const CUSTOMER = { accountId: 'demo-customer' };
const ticketOf = (baseURL: string | undefined, summary: string) =>
  createIssue(siteOf(baseURL), {
    project: { key: 'SUP' },
    issuetype: { name: 'Support request' },
    summary,
    reporter: CUSTOMER,
  });

test('an agent finds the right handoff on the ticket, searches it, and copies only what a customer may read', async ({
  page,
  baseURL,
}) => {
  const ticket = await ticketOf(baseURL, 'How do I turn it off?');
  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  const frame = appFrame(page);
  await frame.getByRole('searchbox').fill('shortcut turn of this');
  await frame
    .getByRole('button', { name: /Copy answer/ })
    .first()
    .click();
  await expect(frame.getByText(/Copied/)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("can't be turned off");
  expect(copied).not.toContain('release brief');
});

test('who may not create bugs in the target project is told so before typing', async ({ page, baseURL }) => {
  const ticket = await ticketOf(baseURL, 'Something broke');
  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  const frame = appFrame(page, 'File L3 bug');
  await expect(frame.getByText(/Create issues/)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'File bug' })).toHaveCount(0);
});

test('an agent files the L3 bug: labelled, linked, noted internally, once', async ({ page, baseURL, request }) => {
  const site = siteOf(baseURL);
  const ticket = await ticketOf(baseURL, 'N opened an exam that was graded');
  const portal = () => restStatus(request, 'customer', 'GET', `/rest/servicedeskapi/request/${ticket.key}/comment`);
  const seenBefore = await portal();

  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  const frame = appFrame(page, 'File L3 bug');
  await expect(frame.getByLabel('Summary')).toHaveValue('N opened an exam that was graded');
  await expect(frame.getByText('chain-level-untriaged')).toBeVisible();
  await frame.getByRole('button', { name: 'File bug' }).click();
  await expect(frame.getByRole('button', { name: 'File bug' })).toBeVisible();
  await frame.getByLabel('What the user sees').fill('A graded exam opens <script>alert(1)</script>');
  await frame.getByLabel('Steps').fill('Grade exam 14\nPress N');
  await frame.getByLabel('Observed').fill('Exam 12 opens');
  await frame.getByLabel('Expected').fill('Exam 15 opens');
  await frame.getByLabel('What Support L1 looked up').fill('History shows a grade');
  await frame.getByLabel('What Support L2 reproduced').fill('Every time in the sandbox');
  await frame.getByLabel('Severity').selectOption('P1');
  await frame.getByLabel('Impact').selectOption('high');
  await frame.getByLabel('Reach').selectOption('segment');
  await frame.getByRole('button', { name: 'File bug' }).dblclick();
  const link = frame.getByRole('link', { name: /^EXAM-\d+$/ });
  await expect(link).toBeVisible();
  const key = await link.innerText();

  const bug = (await rest(site, 'agent', 'GET', `/rest/api/3/issue/${key}?properties=*all`)) as {
    fields: {
      labels: string[];
      priority: { name: string };
      reporter: { accountId: string };
      description: unknown;
      issuelinks: { inwardIssue?: { key: string }; outwardIssue?: { key: string } }[];
    };
  };
  expect(bug.fields.labels).toContain('chain-level-untriaged');
  expect(bug.fields.labels.some((label) => label.startsWith('chain-exam-'))).toBe(true);
  expect(bug.fields.priority.name).toBe('High');
  expect(bug.fields.reporter.accountId).toBe('demo-agent');
  expect(JSON.stringify(bug.fields.description)).toContain('<script>alert(1)</script>');
  expect(bug.fields.issuelinks.map((one) => one.inwardIssue?.key ?? one.outwardIssue?.key)).toEqual([ticket.key]);

  const notes = (await rest(site, 'agent', 'GET', `/rest/api/3/issue/${ticket.key}/comment`)) as {
    comments: { jsdPublic?: boolean; body: unknown }[];
  };
  expect(notes.comments).toHaveLength(1);
  expect(notes.comments[0]?.jsdPublic).toBe(false);
  expect(JSON.stringify(notes.comments[0]?.body)).toContain(key);
  expect((await portal()).body).toEqual(seenBefore.body);
});

test("the ticket's panel opens the form over the ticket, for the handoff chosen there, and hears that it is closed", async ({
  page,
  baseURL,
}) => {
  const ticket = await ticketOf(baseURL, 'The form from the panel');
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  const panel = appFrame(page);
  const shown = await panel.getByRole('heading', { level: 1 }).innerText();
  await panel.getByRole('button', { name: 'File L3 bug' }).click();
  const dialog = page.getByRole('dialog', { name: 'File L3 bug' });
  const form = dialog.frameLocator('iframe');
  await expect(form.getByLabel('Summary')).toHaveValue('The form from the panel');
  await expect(form.getByLabel('Handoff', { exact: true }).locator('option:checked')).toContainText(shown);
  await form.getByLabel('Summary').fill('Typed, then closed');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  await panel.getByRole('button', { name: 'File L3 bug' }).click();
  await expect(form.getByLabel('Summary')).toHaveValue('Typed, then closed');
});
