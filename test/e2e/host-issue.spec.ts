import { expect, test } from '@playwright/test';
import { actAs, appFrame, createIssue, rest, siteOf } from './site';

/** Jira's issue view around the app: its narrow side, and what it tells the app of changes made elsewhere. */

const ticketOf = async (baseURL: string | undefined) =>
  createIssue(siteOf(baseURL), {
    ...{ project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary: 'A ticket' },
    reporter: { accountId: 'demo-customer' },
  });

test("the side narrows to 320 px and back by the keyboard, and the app's panel fits it", async ({ page, baseURL }) => {
  const { key } = await ticketOf(baseURL);
  await actAs(page, 'agent');
  await page.goto(`/browse/${key}`);
  const panel = appFrame(page);
  await expect(panel.getByRole('button', { name: 'File L3 bug' })).toBeVisible();
  const width = async () => (await page.getByRole('complementary', { name: 'Details and apps' }).boundingBox())?.width;
  const line = page.getByRole('separator', { name: 'Width of the details' });
  await line.focus();
  for (let times = 0; times < 5; times += 1) await page.keyboard.press('ArrowRight');
  expect(await width()).toBe(320);
  const overflow = () => panel.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await expect.poll(overflow).toBe(0);
  const height = async () => (await page.locator('iframe[title="CS Handoff"]').boundingBox())?.height ?? 0;
  const content = () => panel.locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
  await expect.poll(async () => Math.abs((await height()) - (await content()))).toBeLessThanOrEqual(1);
  await page.reload();
  expect(await width()).toBe(320);
  await line.focus();
  await page.keyboard.press('ArrowLeft');
  expect(await width()).toBe(360);
});

test('an issue changed elsewhere is shown again, and the app hears of it', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { id, key } = await ticketOf(baseURL);
  await actAs(page, 'agent');
  await page.goto(`/browse/${key}`);
  await expect(appFrame(page).getByRole('button', { name: 'File L3 bug' })).toBeVisible();
  const heard = page
    .frames()
    .find((frame) => frame.url().startsWith('http://127.0.0.1:'))
    ?.evaluate(
      () =>
        new Promise((callback) => {
          type Bridge = { callBridge(command: string, data: unknown): Promise<unknown> };
          const { __bridge } = globalThis as unknown as { __bridge: Bridge };
          void __bridge.callBridge('on', { event: 'JIRA_ISSUE_CHANGED', callback });
        }),
    );
  await rest(site, 'admin', 'PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Written elsewhere' } });
  await expect(page.getByRole('heading', { level: 1, name: 'Written elsewhere' })).toBeVisible();
  expect(await heard).toMatchObject({ issueId: id, changes: [{ changeType: 'updated' }] });
});
