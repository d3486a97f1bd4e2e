import { expect, test } from '@playwright/test';
import { actAs, appFrame, castOf, expectNoSideways, handedOver, openPanel, siteOf } from './site';

/** A phone, or a window at 400 %; the ticket's panel in its narrowest side is looked at where its journeys are. */

test('the list, a panel with its forms, the editor and the way in fit 320 px', async ({ page, baseURL }) => {
  const name = `6.3 AnUnbrokenNameOfARelease${'x'.repeat(40)} ${Date.now()}`;
  await handedOver(await castOf(siteOf(baseURL)), name, 3);
  await page.setViewportSize({ width: 320, height: 640 });
  await actAs(page, 'admin'); // who has every form
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  let frame = appFrame(page);
  await expect(frame.getByRole('link', { name: /2\.4/ })).toBeVisible();
  expect(await frame.locator('html').evaluate(({ clientWidth }) => clientWidth)).toBeLessThanOrEqual(320);
  await expectNoSideways(frame);

  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: /^Waive the gate/ }).click();
  await frame.getByRole('button', { name: 'Change CS Lead' }).click();
  await expectNoSideways(frame);
  await frame.getByRole('button', { name: 'Edit' }).click();
  await expect(frame.getByLabel("What's new", { exact: true })).toBeVisible();
  await expectNoSideways(frame);

  await page.goto('/jira/settings/apps');
  await page.getByRole('link', { name: 'Get started with CS Handoff' }).click();
  frame = appFrame(page, 'Get started with CS Handoff');
  await expect(frame.getByRole('heading', { name: 'Last failures' })).toBeVisible();
  await expectNoSideways(frame);
});
