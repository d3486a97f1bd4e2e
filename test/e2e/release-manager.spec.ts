import { expect, test, type Page } from '@playwright/test';
import { host } from '../../demo/client';
import { blockerText } from '../../src/domain/wording';
import { actAs, castOf, createIssue, handedOver, openPanel, rest, siteOf, DAY } from './site';

const press = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Change status/ }).click();
  await page.getByRole('menuitem', { name: /^Release/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
};

test("a release ticket is refused with exactly the panel's blockers, they are mended, and the same transition passes", async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  const name = `Gate journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const ticket = await createIssue(site, {
    project: { key: 'EXAM' },
    issuetype: { name: 'Release' },
    summary: `Release ${name}`,
    fixVersions: [{ id: releaseId }],
  });
  const before = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  expect(before.blockers.map(({ code }) => code)).toEqual(['no-walkthrough', 'not-signed']);

  await actAs(page, 'rm');
  await page.goto(`/browse/${ticket.key}`);
  await press(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(`CS handoff of "${name}" is not ready:`)).toBeVisible();
  for (const blocker of before.blockers) await expect(dialog.getByText(blockerText(blocker))).toBeVisible();
  const message = await dialog.getByText(`CS handoff of "${name}" is not ready:`).innerText();
  expect(message.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(before.blockers.length);
  expect(message).toContain('Pia Olsen');

  await cast.csLead.call('recordWalkthrough', {
    releaseId,
    at: new Date(Date.now() - DAY).toISOString(),
    people: [cast.po.accountId, cast.csLead.accountId],
    revision: 1,
    questions: [],
  });
  await actAs(page, 'cslead');
  const frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'Ready' })).toBeVisible();

  await actAs(page, 'rm');
  await page.goto(`/browse/${ticket.key}`);
  const answered = page.waitForResponse(
    (response) => response.url().includes('/transitions') && response.request().method() === 'POST',
  );
  await press(page);
  expect((await answered).status()).toBe(204);
  const issue = (await rest(site, 'rm', 'GET', `/rest/api/3/issue/${ticket.key}?fields=status`)) as {
    fields: { status: { name: string } };
  };
  expect(issue.fields.status.name).toBe('Released');
});

test('a release manager waives the gate with a reason, the same transition passes, and after its end it is refused again', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  const name = `Waiver journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const newTicket = () =>
    createIssue(site, {
      project: { key: 'EXAM' },
      issuetype: { name: 'Release' },
      summary: `Release ${name}`,
      fixVersions: [{ id: releaseId }],
    });
  const tickets = [await newTicket(), await newTicket()] as const;
  const reason = `The security fix must go out ${name}`;

  await actAs(page, 'rm');
  await page.goto(`/browse/${tickets[0].key}`);
  await press(page);
  await expect(page.getByRole('dialog').getByText(`CS handoff of "${name}" is not ready:`)).toBeVisible();

  await actAs(page, 'po');
  let frame = await openPanel(page, name);
  await expect(frame.getByText('because you are or were the PO of this release')).toBeVisible();
  await expect(frame.getByRole('button', { name: /^Waive the gate/ })).toHaveCount(0);

  await actAs(page, 'rm');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: /^Waive the gate/ }).press('Enter');
  const field = frame.getByRole('textbox', { name: 'Why it may pass without' });
  await expect(field).toBeFocused();
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click();
  await expect(field).toHaveAccessibleDescription(/This is missing/);
  await field.fill(reason);
  await page.reload(); // what was typed is still there
  await expect(field).toHaveValue(reason);
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'What is missing' })).toBeVisible();

  await actAs(page, 'agent'); // who reads the handoff sees it too
  frame = await openPanel(page, name);
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toBeVisible();
  await expect(frame.getByRole('blockquote').getByText(reason)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'End the waiver now' })).toHaveCount(0);

  await actAs(page, 'rm');
  await page.goto(`/browse/${tickets[0].key}`);
  const passed = page.waitForResponse(
    (response) => response.url().includes('/transitions') && response.request().method() === 'POST',
  );
  await press(page);
  expect((await passed).status()).toBe(204);

  const later = new Date(Date.now() + 2 * DAY).toISOString();
  await host(site, '/host/clock', { now: later });
  try {
    await page.goto(`/browse/${tickets[1].key}`);
    await press(page);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/The waiver by .* ended .* UTC/)).toBeVisible();
    frame = await openPanel(page, name);
    await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toHaveCount(0);
    await expect(frame.getByRole('listitem').filter({ hasText: 'Gate waived' }).getByText(reason)).toBeVisible();
  } finally {
    await host(site, '/host/clock', { now: null });
  }
});
