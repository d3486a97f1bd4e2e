import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe';
import { startProduct } from './product';
import { actAs, appFrame, castOf, handedOver, openPanel, siteOf } from './site';

test('an agent confirms on the panel, sees what changed since, and CS Lead sees who has read which revision', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Read ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const opened = { releaseId, throughProjectId: null, today: '2026-01-01' };
  const { document } = await cast.po.call('openHandoff', opened);
  const save = (expectedRevision: number, whatsNew: string) =>
    cast.po.call('saveHandoff', {
      ...{ releaseId, expectedRevision, note: '', minor: false },
      document: { ...document, whatsNew },
    });

  await actAs(page, 'agent2'); // reads in the support project only
  let frame = await openPanel(page, name, 'SUP');
  await frame.getByRole('button', { name: 'I have read it' }).click();
  await expect(frame.getByText(/^You have read revision 1,/)).toBeFocused();

  await save(1, 'It works on tablets');
  await save(2, 'It works on tablets too');
  await page.reload();
  await expect(frame.getByText('You read revision 1, and it is at revision 3 now.')).toBeVisible();
  const reading = frame.getByRole('region', { name: 'Your reading' });
  await expect(reading.getByRole('insertion').first()).toContainText('It works on tablets too');
  await reading.getByRole('button', { name: 'I have read revision 3' }).click();
  await expect(frame.getByText(/^You have read revision 3,/)).toBeVisible();

  await actAs(page, 'cslead');
  frame = await openPanel(page, name);
  const readings = frame.getByRole('region', { name: 'Readings' });
  await readings.getByRole('button', { name: 'Show who has read it' }).click();
  await expect(readings.getByText(/^1 of \d+ of the support team have read revision 3\.$/)).toBeVisible();
  await expect(readings.getByRole('listitem').filter({ hasText: 'Bea Novak' })).toContainText('revision 3');
  await expect(readings.getByRole('listitem').filter({ hasText: 'not yet' }).first()).toBeVisible();
});

test('on the ticket: changed since you read it, confirmed right there', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  const { ticket, releaseId, document } = await startProduct(site, 'READ', {});
  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  const panel = appFrame(page);
  await panel.getByRole('button', { name: 'I have read it' }).click();
  await expect(panel.getByText('You have read this revision (1).')).toBeFocused();

  const change = { ...document, whatsNew: 'It works on tablets' };
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 1, document: change, note: '', minor: false });
  await page.reload();
  await expect(panel.getByText('Changed since you read it (revision 1, now 2)')).toBeVisible();
  await expectAccessible(page);
  const opened = page.waitForEvent('popup');
  await panel.getByRole('button', { name: 'See what changed' }).click();
  const tab = await opened;
  await expect(appFrame(tab).getByRole('insertion').first()).toContainText('It works on tablets');
  await tab.close();
  await panel.getByRole('button', { name: 'I have read revision 2' }).click();
  await expect(panel.getByText('You have read this revision (2).')).toBeVisible();
});
