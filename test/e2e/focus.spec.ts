import { expect, test, type FrameLocator } from '@playwright/test';
import { aPlan } from '../fixtures/builders';
import { actAs, appFrame, castOf, openPanel, siteOf, written } from './site';

/** Headings that a blocker leads to carry the focus inside. */
const inHeading = (frame: FrameLocator, name: string) =>
  frame.getByRole('heading', { name, exact: true }).locator('[tabindex="-1"]');

test('the keyboard is never left nowhere: it follows each move, and each action to where its outcome is said', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `6.1 Focus ${Date.now()}`;
  const releaseId = await written(cast, name);
  const missing = { name: 'What is missing' };

  await actAs(page, 'po');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  let frame = appFrame(page);
  await frame.getByRole('link', { name }).press('Enter');
  const heading = frame.getByRole('heading', { level: 1, name });
  await expect(heading).toBeFocused();
  await frame.getByRole('link', { name: 'All releases' }).press('Enter');
  await expect(frame.getByRole('heading', { level: 1, name: 'CS Handoff' })).toBeFocused();
  await frame.getByRole('link', { name }).press('Enter');
  await expect(heading).toBeFocused();

  await frame.getByRole('button', { name: 'Edit' }).press('Enter');
  await expect(frame.getByLabel("What's new", { exact: true })).toBeVisible();
  await expect(inHeading(frame, "What's new")).toBeFocused();
  await frame.getByRole('button', { name: 'Back to reading' }).press('Enter');
  await expect(frame.getByRole('button', { name: 'Edit' })).toBeFocused();
  await frame.getByRole('link', { name: 'CS Lead has not signed it' }).press('Enter');
  await expect(inHeading(frame, 'Sign-off')).toBeFocused();
  await frame.getByRole('button', { name: 'Hand over' }).press('Enter');
  await expect(frame.getByRole('button', { name: 'Hand over' })).toHaveCount(0);
  await expect(frame.getByRole('heading', missing)).toBeFocused();
  await frame.getByRole('button', { name: 'Change PO' }).press('Enter');
  await frame.getByLabel('New PO', { exact: true }).fill('Rui');
  const found = frame.getByRole('list', { name: 'New PO: people found' });
  await found.getByRole('button', { name: 'Rui Mendes' }).press('Enter');
  await expect(frame.getByLabel('New PO', { exact: true })).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Change PO' })).toBeFocused();
  await cast.po.call('setPeople', { releaseId, po: cast.po.accountId });

  await actAs(page, 'cslead');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Record one held elsewhere' }).press('Enter');
  await expect(frame.getByLabel('When')).toBeFocused();
  await frame.getByLabel('When').fill('2026-01-05T10:00');
  await frame.getByRole('button', { name: 'Add a question that was asked' }).press('Enter');
  await expect(frame.getByLabel('Question asked 1')).toBeFocused();
  await frame.getByLabel('Question asked 1').fill('Does it work offline?');
  await frame.getByRole('button', { name: 'Record walkthrough' }).press('Enter');
  await expect(frame.getByText(/^Held /)).toBeVisible();
  await expect(inHeading(frame, 'Walkthrough')).toBeFocused();
  await frame.getByRole('button', { name: 'Record one held elsewhere' }).press('Enter');
  await expect(frame.getByLabel('When')).toBeFocused();
  await frame.getByRole('button', { name: 'Sign', exact: true }).press('Enter');
  await expect(frame.getByText(/^Signed: /)).toBeVisible();
  await expect(inHeading(frame, 'Sign-off')).toBeFocused();

  await actAs(page, 'admin');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: /^Waive the gate/ }).press('Enter');
  await frame.getByRole('textbox', { name: 'Why it may pass without' }).fill('It must go out');
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).press('Enter');
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toBeFocused();
  await frame.getByRole('button', { name: 'End the waiver now' }).press('Enter');
  await expect(frame.getByRole('heading', { name: 'The gate is waived' })).toHaveCount(0);
  await expect(frame.getByRole('heading', missing)).toBeFocused();

  await cast.po.call('saveSteps', { releaseId, steps: [aPlan({ percent: 100 })] });
  await actAs(page, 'po');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Answer it' }).press('Enter');
  await expect(frame.getByLabel('Answered in the handoff')).toBeFocused();
  await frame.getByLabel('Section with the answer').selectOption({ label: "What's new" });
  await frame.getByRole('button', { name: 'Answer', exact: true }).press('Enter');
  await expect(frame.getByText(/^Answered in the handoff/)).toBeVisible();
  await expect(inHeading(frame, 'Questions')).toBeFocused();
  await frame.getByRole('button', { name: 'Enter this step' }).press('Enter');
  await frame.getByRole('button', { name: 'Yes, enter it' }).press('Enter');
  await expect(inHeading(frame, 'Rollout')).toBeFocused();
  await frame.getByRole('button', { name: 'Close handoff' }).press('Enter');
  await expect(frame.getByRole('button', { name: 'Close handoff' })).toHaveCount(0);
  await expect(inHeading(frame, 'Rollout')).toBeFocused();
});

test('who moves on while an action is under way stays where they are', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `6.2 Moved on ${Date.now()}`;
  await written(cast, name);
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  const slow = { match: { kind: 'kvs', path: '/transaction' }, times: 1, action: { delayMs: 1_500 } };
  await page.request.post('/host/faults', { data: [slow] });
  await frame.getByRole('button', { name: 'Hand over' }).press('Enter');
  await frame.getByRole('button', { name: 'Add a step' }).focus();
  await expect(frame.getByText('With CS', { exact: true })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Hand over' })).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Add a step' })).toBeFocused();
});
