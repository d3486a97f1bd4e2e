import { expect, test } from '@playwright/test';

import { expectAccessible } from './axe';
import { asPerson } from '../../demo/client';
import { actAs, appFrame, createIssue, emailOf, expectNoSideways, openPanel, rest, siteOf } from './site';
import { startProduct } from './product';

test('a question from a ticket is answered by the PO in the panel, and the answer is on the ticket', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const key = `TQ${Date.now() % 100_000}`;
  const { ticket, document } = await startProduct(site, key, {});
  const limit = document.limitations.noneBecause;
  const release = `1.0 ${key}`;

  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  let frame = appFrame(page);
  await frame.getByRole('button', { name: 'Ask the PO something else' }).press('Enter');
  const text = frame.getByLabel('Your question');
  await expect(text).toBeFocused();
  await frame.getByRole('button', { name: 'Ask the PO' }).click();
  await expect(frame.getByText('Type a question of at most 2,000 characters.')).toBeVisible();
  await text.fill('Does N work on tablets?');
  await page.reload();
  frame = appFrame(page);
  await expect(text).toHaveValue('Does N work on tablets?');
  await frame.getByLabel('It is about').selectOption({ label: 'Known limitations' });
  await expectAccessible(page);
  await frame.getByRole('button', { name: 'Ask the PO' }).click();
  await expect(frame.getByText(/^Open: the answer is owed by/)).toBeVisible();
  await expect(text).toHaveValue('');
  await expectNoSideways(frame);

  await actAs(page, 'po');
  frame = await openPanel(page, release, key);
  const asked = frame.getByRole('listitem').filter({ hasText: 'Does N work on tablets?' });
  await expect(asked.getByText('About Known limitations')).toBeVisible();
  await expect(asked.getByText(ticket.key)).toHaveCount(0); // the PO doesn't see the ticket
  await frame.getByRole('button', { name: 'Answer it' }).click();
  await frame.getByLabel('Section with the answer').selectOption({ label: 'Known limitations' });
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText('Answered in the handoff: Known limitations, revision 1')).toBeVisible();

  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  frame = appFrame(page);
  await frame.getByRole('button', { name: '1 question from this ticket, 1 answered' }).press('Enter');
  await expect(frame.getByRole('heading', { name: 'Questions from this ticket' })).toBeFocused();
  await expect(frame.getByText('Answered in the handoff: Known limitations, revision 1')).toBeVisible();
  await expectAccessible(page);
  const asker = frame.getByRole('region', { name: 'Questions from this ticket' });
  await expect(asker.getByText(/^By .*, /)).toBeVisible();
  await expect(asker.getByText(limit)).toHaveCount(0);
  await asker.getByRole('button', { name: 'Read the answer' }).press('Enter');
  await expect(asker.getByText(limit)).toBeVisible();
  await expect(asker.getByRole('button', { name: 'Hide the answer' })).toBeFocused();
  await expectAccessible(page);
  await expectNoSideways(frame);

  // Who sees both finds the way back from the panel to the ticket.
  await actAs(page, 'admin');
  frame = await openPanel(page, release, key);
  await expect(frame.getByRole('link', { name: ticket.key })).toBeVisible();
});

test('a gap: the PO says where it is taken up, and who may see that follows it from the ticket', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const key = `TG${Date.now() % 100_000}`;
  const { ticket, releaseId } = await startProduct(site, key, {});
  const brief = await createIssue(site, { project: { key }, issuetype: { name: 'Bug' }, summary: 'Offline' });
  const agent = await asPerson(site, emailOf('agent'));
  const { id: projectId } = (await rest(site, 'admin', 'GET', `/rest/api/3/project/${key}S`)) as { id: string };
  const question = { id: crypto.randomUUID(), text: 'Does it work offline?', place: null, revision: 1 };
  const ask = () => agent.call('askFromTicket', { issueId: ticket.id, projectId, releaseId, question });
  await expect(ask).toPass(); // the list of live handoffs lags a moment

  await actAs(page, 'po');
  let frame = await openPanel(page, `1.0 ${key}`, key);
  await frame.getByRole('button', { name: 'Answer it' }).press('Enter');
  await frame.getByLabel('Gap in the release brief').check();
  await frame.getByLabel('Where it is taken up').fill('later');
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText(/^Give an issue key such as/)).toBeVisible();
  await page.reload();
  await expect(frame.getByLabel('Where it is taken up')).toHaveValue('later');
  await frame.getByLabel('Where it is taken up').fill(brief.key);
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText('Gap in the release brief:')).toBeVisible();
  await expect(frame.getByText(/open question/)).toHaveCount(0);

  await actAs(page, 'agent2'); // sees the support project only
  await page.goto(`/browse/${ticket.key}`);
  frame = appFrame(page);
  await expect(frame.getByText(/Where, is read in the product project/)).toBeVisible();
  await actAs(page, 'agent');
  await page.reload();
  const opening = page.context().waitForEvent('page');
  await frame.getByRole('link', { name: brief.key }).click();
  await expect(await opening).toHaveURL(new RegExp(`/browse/${brief.key}$`));
});
