import { expect, test } from '@playwright/test';
import { actAs, appFrame } from './site';

test('a Jira admin adds the rule to a transition, chooses what it does, and takes it out again', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM/workflows');
  const transition = page.getByRole('region', { name: /Reopen/ });
  await transition.getByRole('button', { name: /Add rule/ }).click();
  await page.getByRole('menuitem', { name: /^CS handoff is ready/ }).click();
  const dialog = page.getByRole('dialog');
  const frame = appFrame(page, 'CS handoff is ready');
  await frame
    .getByLabel(/one of the releases|any/i)
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(transition.getByText('CS handoff is ready')).toBeVisible();
  await transition.getByRole('button', { name: /Remove/ }).click();
  await expect(transition.getByText('CS handoff is ready')).toHaveCount(0);
});
