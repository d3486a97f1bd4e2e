import { expect, test, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, jira, type Site } from '../../demo/client';
import { aPlan } from '../fixtures/builders';
import { expectAccessible } from './axe';
import { openForm, startProduct } from './product';
import { actAs, appFrame, emailOf, expectNoSideways, siteOf, type Who } from './site';

/** A ticket's way up: Support L1, L2 and L3 on its panel. Each journey has a product and a support project of its own. */

const panelOf = async (page: Page, who: Who, ticketKey: string) => {
  await actAs(page, who);
  await page.goto(`/browse/${ticketKey}`);
  const frame = appFrame(page);
  await expect(frame.getByRole('heading', { name: 'Support L1: look it up' })).toBeVisible();
  return frame;
};
const textsIn = (document: unknown): string[] =>
  [...JSON.stringify(document).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
const nameEscalator = async (site: Site, key: string, escalators: string[]) => {
  const admin = await asPerson(site, emailOf('admin'));
  const { id } = await jira(site, emailOf('admin'), 'GET', `/rest/api/3/project/${key}S`, z.object({ id: z.string() }));
  await admin.call('saveSettings', { projectId: id, settings: { escalators } });
};

test('two agents take a ticket from Support L1 to L3, and what they entered is in the bug', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created, releaseId, document } = await startProduct(site, 'LADD', {});
  const po = await asPerson(site, emailOf('po'));
  const steps = [aPlan({ audience: 'internal', percent: 0 }), aPlan({ percent: 25 })];
  await po.call('saveSteps', { releaseId, steps });

  let frame = await panelOf(page, 'agent2', ticket.key);
  await expect(frame.getByText(document.escalation.lookUp)).toBeVisible();
  await expect(frame.getByText(document.escalation.reproduce)).toBeVisible();
  await expect(frame.getByText(/^Still asked for: what Support L1 looked up, steps/)).toBeVisible();
  await frame.getByRole('button', { name: 'Enter what you looked up' }).press('Enter');
  const lookedUp = frame.getByLabel('What you looked up');
  await expect(lookedUp).toBeFocused();
  await frame.getByRole('button', { name: 'Save and pass to Support L2' }).click();
  await expect(frame.getByText('This is missing. Fill it in.')).toBeVisible();
  await lookedUp.fill('ההיסטוריה מראה שני ציונים');
  await page.reload(); // what is typed is kept
  await expect(lookedUp).toHaveValue('ההיסטוריה מראה שני ציונים');
  await expectAccessible(page);
  await frame.getByRole('button', { name: 'Save and pass to Support L2' }).click();
  await expect(frame.getByRole('heading', { name: 'Support L2: reproduce it' })).toBeFocused();
  await expect(frame.getByText(/^Passed on by Bea Novak, /)).toBeVisible();

  frame = await panelOf(page, 'agent', ticket.key);
  await expect(frame.getByText('ההיסטוריה מראה שני ציונים')).toBeVisible();
  await expect(frame.getByText(/^Looked up by Bea Novak, /)).toBeVisible();
  await frame.getByRole('button', { name: 'Enter what you reproduced' }).click();
  await expect(frame.getByLabel('Steps', { exact: true })).toBeFocused();
  await frame.getByLabel('Steps', { exact: true }).fill('Grade exam 14\nPress N');
  await frame.getByLabel('Environment').fill('Chrome, sandbox course');
  await frame.getByLabel('Observed').fill('Exam 12 opens');
  await frame.getByRole('button', { name: 'Save', exact: true }).click(); // unfinished
  await expect(
    frame.getByText('Still asked for: expected, attempts. A P0 may go without, with a reason.'),
  ).toBeVisible();
  await frame.getByRole('button', { name: 'Change what was reproduced' }).click();
  await frame.getByLabel('Expected').fill('Exam 15 opens');
  await frame.getByLabel('Attempts').fill('Three of five');
  const line = page.getByRole('separator', { name: 'Width of the details' });
  for (let times = 0; times < 2; times += 1) await line.press('ArrowRight');
  await expect.poll(() => frame.locator('html').evaluate(({ clientWidth }) => clientWidth)).toBeLessThan(320);
  await expectNoSideways(frame);
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'Support L3: file a bug' })).toBeFocused();
  await expectNoSideways(frame);
  await expectAccessible(page);

  await frame.getByRole('button', { name: 'File L3 bug' }).click();
  const form = page.getByRole('dialog', { name: 'File L3 bug' }).frameLocator('iframe');
  await expect(form.getByLabel('Steps', { exact: true })).toHaveValue('Grade exam 14\nPress N');
  await expect(form.getByLabel('What Support L1 looked up')).toHaveValue('ההיסטוריה מראה שני ציונים');
  await expect(form.getByLabel('What Support L2 reproduced')).toHaveValue('Three of five');
  await form.getByLabel('What the user sees').fill('A graded exam opens');
  await form.getByLabel('Severity').selectOption('P1');
  await form.getByLabel('Impact').selectOption('high');
  await form.getByLabel('Reach').selectOption('one');
  await form.getByLabel('Rollout step of the customer').selectOption({ label: '25 % – not entered yet' });
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  expect(textsIn(bug?.fields.description)).toEqual(
    expect.arrayContaining([
      ...['Grade exam 14', 'Press N', 'Environment', 'Chrome, sandbox course', 'Exam 12 opens', 'Exam 15 opens'],
      ...['ההיסטוריה מראה שני ציונים', 'Three of five', 'Rollout step of the customer: 25 %'],
    ]),
  );
});

test('what somebody else entered meanwhile is shown and not overwritten', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { ticket, releaseId } = await startProduct(site, 'LADTW', {});
  const frame = await panelOf(page, 'agent', ticket.key);
  await frame.getByRole('button', { name: 'Enter what you looked up' }).click();
  await frame.getByLabel('What you looked up').fill('Mine');
  const bea = await asPerson(site, emailOf('agent2'));
  const { id } = await jira(site, emailOf('admin'), 'GET', '/rest/api/3/project/LADTWS', z.object({ id: z.string() }));
  const at = { issueId: ticket.id, projectId: id, releaseId };
  await bea.call('saveLookUp', { ...at, text: 'Theirs', seen: '' });
  await frame.getByRole('button', { name: 'Save only' }).click();
  await expect(frame.getByText('Somebody else entered something here meanwhile')).toBeVisible();
  await expect(frame.getByText('Meanwhile Bea Novak entered:')).toBeVisible();
  await expect(frame.getByText('Theirs', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await frame.getByLabel('What you looked up').fill('Theirs, and mine');
  await frame.getByRole('button', { name: 'Save only' }).click();
  await expect(frame.getByText(/^Looked up by Amir Gal, /)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Pass to Support L2' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(frame.getByRole('heading', { name: 'Support L2: reproduce it' })).toBeFocused();
});

test('a P0 goes past the ladder with a reason, which is in the bug and on record', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { ticket, created, releaseId } = await startProduct(site, 'LADP', {});
  await panelOf(page, 'agent', ticket.key);
  const form = await openForm(page, ticket.key);
  await form.getByLabel('What the user sees').fill('Nobody can grade');
  await form.getByLabel('Steps', { exact: true }).fill('Open any exam');
  await form.getByLabel('Observed').fill('An empty page');
  await form.getByLabel('Expected').fill('The exam');
  await form.getByLabel('Severity').selectOption('P1');
  await form.getByLabel('Impact').selectOption('blocker');
  await form.getByLabel('Reach').selectOption('everyone');
  const reason = form.getByLabel('Why Support L1 and L2 are skipped');
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByLabel('What Support L1 looked up')).toBeFocused();
  await expect(reason).toHaveCount(0);
  await form.getByLabel('Severity').selectOption('P0');
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(reason).toBeFocused();
  await expectAccessible(page, 'iframe');
  await reason.fill('An exam is on in an hour');
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  const texts = textsIn(bug?.fields.description);
  expect(texts).toContain('An exam is on in an hour');
  expect(texts).not.toContain('What Support L1 looked up');
  const po = await asPerson(site, emailOf('po'));
  const { history } = await po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-11-25' });
  expect(history).toContainEqual(
    expect.objectContaining({ what: 'ladder-skipped', detail: 'An exam is on in an hour' }),
  );
});

test('who may not go to Support L3 is told whom to ask, on the panel and in the form', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startProduct(site, 'LADN', {});
  await nameEscalator(site, 'LADN', ['demo-agent2']);
  const frame = await panelOf(page, 'agent', ticket.key);
  await expect(frame.getByText(/You can’t go to Support L3 .* Ask Bea Novak to go on/)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'File L3 bug' })).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Enter what you looked up' })).toBeVisible();
  await expectAccessible(page);
  const form = await openForm(page, ticket.key);
  await expect(form.getByText(/Ask Bea Novak to go on/)).toBeVisible();
  await expect(form.getByRole('button', { name: 'File bug' })).toHaveCount(0);
  await expect(form.getByRole('button', { name: 'Copy the text' })).toBeVisible();
  await created(0);
});
