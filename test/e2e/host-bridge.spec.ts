import { expect, test, type Frame, type Page } from '@playwright/test';
import { startFixtureApp } from './fixture-app';

/** Commands of the bridge that our app has no use for, as the packages send them from a frame of another app. */

const APP = '2c7b7f0e-94f0-4a0e-8a67-3f7b1c1a5d20/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33';
const SITE = {
  people: [{ email: 'admin@example.test', name: 'Ada Admin', accountId: 'admin', admin: true }],
  projects: [{ key: 'EXAM', name: 'Exam Grader' }],
};

let app: Awaited<ReturnType<typeof startFixtureApp>>;
test.beforeAll(async () => {
  app = await startFixtureApp('pages-app');
  await fetch(`${app.siteUrl}/host/site`, { method: 'POST', body: JSON.stringify(SITE) });
});
test.afterAll(() => app.stop());

/** The frame of the app's page of the site. */
const openFrame = async (page: Page): Promise<Frame> => {
  await page.request.post(`${app.siteUrl}/host/session`, { data: { accountId: 'admin' } });
  await page.goto(`${app.siteUrl}/jira/apps/${APP}`);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Deeper' })).toBeVisible();
  const frame = page.frames().find((one) => one.url().startsWith('http://127.0.0.1:'));
  if (!frame) throw new Error('There is no frame of the app.');
  return frame;
};

/** What runs in a frame finds the bridge there. */
declare const __bridge: { callBridge(command: string, data?: unknown): Promise<unknown> };

test('ViewIssueModal shows an issue over the page, and tells when it is closed', async ({ page }) => {
  const headers = { authorization: `Basic ${Buffer.from('admin@example.test:x').toString('base64')}` };
  const fields = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'It breaks' };
  const made = await page.request.post(`${app.siteUrl}/rest/api/3/issue`, { headers, data: { fields } });
  const { key } = (await made.json()) as { key: string };
  const frame = await openFrame(page);
  const closed = await frame.evaluateHandle((issueKey) => {
    const payload = new Promise((done) => {
      const onClose = () => done('closed');
      void __bridge.callBridge('openIssueViewModal', { data: { context: { issueKey }, onClose } });
    });
    return { payload };
  }, key);
  const dialog = page.getByRole('dialog', { name: key });
  await expect(dialog.getByRole('heading', { name: 'It breaks' })).toBeVisible();
  await dialog.getByRole('button', { name: /close/i }).click();
  expect(await closed.evaluate(({ payload }) => payload)).toBe('closed');
  await expect(dialog).toHaveCount(0);
});

for (const part of ['requestType', 'parentId'])
  test(`CreateIssueModal with ${part} is refused aloud`, async ({ page }) => {
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const frame = await openFrame(page);
    const opening = frame.evaluate(
      (name) => __bridge.callBridge('openIssueCreateModal', { data: { context: { [name]: '1' } } }),
      part,
    );
    const sentence = 'requestType or parentId of CreateIssueModal is not simulated by the local host';
    await expect(opening).rejects.toThrow(sentence);
    expect(said).toContain(sentence);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

test('history.block is refused', async ({ page }) => {
  const frame = await openFrame(page);
  const blocking = frame.evaluate(async () => {
    const history = (await __bridge.callBridge('createHistory')) as { block(): void };
    history.block();
  });
  await expect(blocking).rejects.toThrow('history.block is not simulated by the local host');
});

test("public events are heard by those who listen to public ones, the app's own by the others", async ({ page }) => {
  const frame = await openFrame(page);
  const heard = await frame.evaluate(async () => {
    const calls: unknown[] = [];
    const listen = (command: string) =>
      __bridge.callBridge(command, { event: 'said', callback: (payload: unknown) => calls.push([command, payload]) });
    await listen('on');
    const { unsubscribe } = (await listen('onPublic')) as { unsubscribe: () => Promise<void> };
    await __bridge.callBridge('emitPublic', { event: 'said', payload: 'to all' });
    await __bridge.callBridge('emit', { event: 'said', payload: 'to the app' });
    await unsubscribe();
    await __bridge.callBridge('emitPublic', { event: 'said', payload: 'to nobody' });
    await __bridge.callBridge('emit', { event: 'said', payload: 'the last' });
    while (calls.length < 3) await new Promise((done) => setTimeout(done, 10));
    return calls;
  });
  expect(heard).toEqual([
    ['onPublic', 'to all'],
    ['on', 'to the app'],
    ['on', 'the last'],
  ]);
});

test('the theme of the site is that of the frame, light and dark, and follows it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const frame = await openFrame(page);
  await frame.evaluate(() => __bridge.callBridge('enableTheming'));
  const html = page.frameLocator('iframe').locator('html');
  const surface = () =>
    frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ds-surface'));
  await expect(html).toHaveAttribute('data-color-mode', 'light');
  const light = await surface();
  await page.getByRole('button', { name: 'Switch to dark theme' }).click();
  await expect(html).toHaveAttribute('data-color-mode', 'dark');
  expect(await surface()).not.toBe(light);
  expect(light).not.toBe('');
});
