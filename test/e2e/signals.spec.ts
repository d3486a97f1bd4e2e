import { expect, test, type FrameLocator } from '@playwright/test';
import { asPerson, host } from '../../demo/client';
import { expectAccessible } from './axe';
import { startProduct } from './product';
import { actAs, appFrame, createIssue, emailOf, expectNoSideways, openPanel, restStatus, siteOf } from './site';

const bar = (frame: FrameLocator) => frame.getByRole('region', { name: 'None of these?' });

test('one click is one signal: an answer, a limitation, taken back; the next ticket shows the hit', async ({
  page,
  baseURL,
  request,
}) => {
  const site = siteOf(baseURL);
  const key = `SG${Date.now() % 100_000}`;
  const { ticket, document, releaseId } = await startProduct(site, key, {});
  const po = await asPerson(site, emailOf('po'));
  const limitation = { id: crypto.randomUUID(), limit: 'Not on tablets', whom: 'Teachers', workaround: '' };
  await po.call('saveHandoff', {
    ...{ releaseId, expectedRevision: 1, note: '', minor: true },
    document: { ...document, limitations: { items: [limitation], noneBecause: '' } },
  });
  const question = document.likelyQuestions[0]?.question ?? '';

  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  const frame = appFrame(page);
  await expect(bar(frame).getByText(/Nothing is said of this ticket yet/)).toBeVisible();
  const answered = frame.getByRole('button', { name: 'This answered it' }).first();
  await expect(answered).toHaveAttribute('aria-pressed', 'false');
  await expect(answered).toHaveAccessibleDescription(question);
  await answered.press('Enter');
  await expect(answered).toHaveAttribute('aria-pressed', 'true');
  await expect(frame.getByText('1 ticket', { exact: true })).toBeVisible();
  await expect(bar(frame).getByText(`Answered by: ${question}`)).toBeVisible();
  await expect(bar(frame).getByText(/^Said of this ticket by Bea Novak, /)).toBeVisible();
  await expectAccessible(page);

  await frame.getByRole('button', { name: 'It is this limitation' }).press('Enter');
  await expect(answered).toHaveAttribute('aria-pressed', 'false');
  await expect(bar(frame).getByText('It is the limitation: Not on tablets')).toBeVisible();
  await expect(bar(frame).getByRole('button', { name: 'Undo' })).toBeEnabled(); // it is on record
  await page.reload();
  await expect(frame.getByRole('button', { name: 'It is this limitation' })).toHaveAttribute('aria-pressed', 'true');
  await expect(bar(frame).getByText('It is the limitation: Not on tablets')).toBeVisible();
  await bar(frame).getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(bar(frame).getByText(/^Taken back by /)).toBeVisible();
  await expect(bar(frame).getByRole('status')).toBeFocused();
  await bar(frame).getByRole('button', { name: '2 earlier words' }).press('Enter');
  const before = bar(frame).getByRole('list', { name: 'Said before' });
  await expect(before.getByRole('listitem')).toHaveCount(2);
  await expect(before).toContainText(`Answered by: ${question}`);
  await expectAccessible(page);
  await expectNoSideways(frame);

  await bar(frame).getByRole('button', { name: 'Working as intended' }).click();
  await expect(bar(frame).getByText('Working as intended', { exact: true }).last()).toBeVisible();
  await answered.click();
  await page.reload();
  await expect(answered).toHaveAttribute('aria-pressed', 'true');

  // The loop counts it; Jira's search knows it, and the next ticket shows the hit.
  await expect(async () => {
    await host(site, '/host/fire', { what: 'loop-is-due' });
    const { status } = await restStatus(
      request,
      'agent',
      'GET',
      `/rest/api/3/issue/${ticket.key}/properties/cs-handoff-ticket`,
    );
    expect(status).toBe(200);
  }).toPass();
  const other = await createIssue(site, {
    ...{ project: { key: `${key}S` }, issuetype: { name: 'Support request' }, summary: 'Off again' },
  });
  await page.goto(`/browse/${other.key}`);
  await expect(frame.getByText('1 ticket', { exact: true })).toBeVisible();
  await answered.click();
  await expect(frame.getByText('2 tickets', { exact: true })).toBeVisible();
});

test('not in the handoff becomes a question to the PO; its answer comes to the ticket', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const key = `SN${Date.now() % 100_000}`;
  const { ticket } = await startProduct(site, key, {});

  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  let frame = appFrame(page);
  const none = bar(frame).getByRole('button', { name: 'Not in the handoff' });
  await none.press('Enter');
  const text = frame.getByLabel('What does the handoff not say?');
  await expect(text).toBeFocused();
  await expect(text).not.toHaveValue(''); // the ticket's summary
  await text.fill('');
  await frame.getByRole('button', { name: 'Say it and ask the PO' }).click();
  await expect(frame.getByText('Type a question of at most 2,000 characters.')).toBeVisible();
  await text.fill('Does N work offline?');
  await page.reload();
  await expect(text).toHaveValue('Does N work offline?');
  await expectAccessible(page);
  await frame.getByRole('button', { name: 'Say it and ask the PO' }).click();
  await expect(bar(frame).getByText('Not in the handoff').last()).toBeVisible();
  await expect(none).toHaveAttribute('aria-pressed', 'true');
  await expect(frame.getByText(/^Open: the answer is owed by/)).toBeVisible();
  await bar(frame).getByRole('button', { name: 'Undo' }).click();
  await expect(bar(frame).getByText(/The question stays with the PO/)).toBeVisible();
  await none.click();
  await frame.getByRole('button', { name: 'It is this question, asked already' }).click();
  await expect(none).toHaveAttribute('aria-pressed', 'true');
  await expectNoSideways(frame);

  await actAs(page, 'po');
  frame = await openPanel(page, `1.0 ${key}`, key);
  await expect(frame.getByRole('listitem').filter({ hasText: 'Does N work offline?' })).toHaveCount(1);
  await frame.getByRole('button', { name: 'Answer it' }).click();
  await frame.getByLabel('Section with the answer').selectOption({ label: 'Known limitations' });
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText('Answered in the handoff: Known limitations, revision 1')).toBeVisible();

  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  frame = appFrame(page);
  await expect(bar(frame).getByText(/^Said of this ticket by/)).toBeVisible();
  await frame.getByRole('button', { name: '1 question from this ticket, 1 answered' }).press('Enter');
  await expect(frame.getByText('Answered in the handoff: Known limitations, revision 1')).toBeVisible();
  await frame.getByRole('button', { name: 'Read the answer' }).press('Enter');
  const asked = frame.getByRole('region', { name: 'Questions from this ticket' });
  await expect(asked.getByText(/^None, because/)).toBeVisible();
});
