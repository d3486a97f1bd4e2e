import { expect, test, type Page } from '@playwright/test';
import { host } from '../../demo/client';
import { expectAccessible } from './axe';
import { openSettings, saveIn } from './settings-page';
import { actAs, appFrame, castOf, DAY, expectNoSideways, siteOf, written, type Cast } from './site';

/**
 * The site's clock stands days ahead while `work` runs, from when on the PO is reminded of the release. The trigger comes until then: the
 * schedule runs by itself as well when the clock moves, and of two at once one leaves to the next what it can't know yet.
 */
const onceReminded = async (cast: Cast, releaseId: string, days: number, work: () => Promise<void>): Promise<void> => {
  await host(cast.site, '/host/clock', { now: new Date(Date.now() + days * DAY).toISOString() });
  try {
    const isReminded = async (): Promise<boolean> => {
      await host(cast.site, '/host/fire', { what: 'reminders-are-due' });
      const { rows } = await cast.po.call('openInbox', {});
      return rows.some((row) => row.releaseId === releaseId && row.what === 'due');
    };
    await expect.poll(isReminded, { intervals: [500] }).toBe(true);
    await work();
  } finally {
    await host(cast.site, '/host/clock', { now: null });
  }
};

const openProject = async (page: Page) => {
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  return appFrame(page);
};

test('the PO is reminded, goes to where it is done, does it, and is reminded no more', async ({ page, baseURL }) => {
  const name = `7.1 שחרור ${Date.now() % 100_000}`;
  const cast = await castOf(siteOf(baseURL));
  const releaseId = await written(cast, name, 12);
  await actAs(page, 'po');
  await onceReminded(cast, releaseId, 8, async () => {
    const frame = await openProject(page);
    const inbox = frame.getByRole('link', { name: /^Inbox \d+ new$/ });
    await expect(inbox).toBeVisible();
    await inbox.focus();
    await page.keyboard.press('Enter');
    await expect(frame.getByRole('heading', { level: 1, name: 'Inbox' })).toBeFocused();
    const waiting = frame.getByRole('list', { name: 'What waits for you' });
    const item = waiting.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'not handed over' });
    await expect(item.getByText('New')).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideways(frame);
    await page.setViewportSize({ width: 1280, height: 900 });

    await item.getByRole('link', { name }).focus();
    await page.keyboard.press('Enter');
    await expect(frame.getByRole('heading', { name: 'What is missing' })).toBeFocused();
    await frame.getByRole('button', { name: 'Hand over', exact: true }).click();
    await expect(frame.getByRole('button', { name: 'Hand over', exact: true })).toHaveCount(0);

    await frame.getByRole('link', { name: 'All releases' }).click();
    await frame.getByRole('link', { name: /^Inbox/ }).click();
    const over = frame.getByRole('list', { name: 'Done or over' });
    await expect(over.getByRole('listitem').filter({ hasText: name }).first()).toBeVisible();
    await expect(item).toHaveCount(0);
    const all = frame.getByRole('button', { name: 'Mark all as read' });
    if ((await all.count()) > 0) await all.click();
    await expect(frame.getByText('New', { exact: true })).toHaveCount(0);
  });
});

test('an inbox without anything in it says when something comes', async ({ page }) => {
  await actAs(page, 'rm');
  const frame = await openProject(page);
  await frame.getByRole('link', { name: 'Inbox', exact: true }).click();
  await expect(frame.getByText('Nothing waits for you')).toBeVisible();
  await expect(frame.getByText(/You are reminded here at 8:00 of a working day/)).toBeVisible();
});

test('an admin says when the project works', async ({ page }) => {
  await actAs(page, 'admin');
  let frame = await openSettings(page, '/jira/software/projects/SHOP');
  const section = () => frame.getByRole('region', { name: 'Working days and reminders' });
  await section().getByLabel('Time zone').selectOption('Asia/Jerusalem');
  for (const [weekday, works] of [
    ['Sunday', true],
    ['Friday', false],
  ] as const)
    await section().getByRole('checkbox', { name: weekday }).setChecked(works);
  const holidays = section().getByLabel('Holidays, one day to a line');
  await holidays.fill('2026-12-25\nChristmas');
  await section().getByRole('button', { name: 'Save' }).click();
  await expect(section().getByText(/“Christmas” is not a day/)).toBeVisible();
  await holidays.fill('2026-12-25\n2027-01-01');
  await section()
    .getByRole('checkbox', { name: /Also tell people/ })
    .setChecked(false);
  await saveIn(section());
  frame = await openSettings(page, '/jira/software/projects/SHOP');
  await expect(section().getByLabel('Time zone')).toHaveValue('Asia/Jerusalem');
  await expect(section().getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
  await expect(section().getByRole('checkbox', { name: 'Friday' })).not.toBeChecked();
  await expect(section().getByLabel('Holidays, one day to a line')).toHaveValue('2026-12-25\n2027-01-01');
  await expect(section().getByRole('checkbox', { name: /Also tell people/ })).not.toBeChecked();
  await expectAccessible(page);
});
