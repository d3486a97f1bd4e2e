import { expect, test, type Frame, type Page } from '@playwright/test';
import { actAs, openPanel } from './site';

/** Modals that a frame of the app opens over Jira's page, as `Modal` of @forge/bridge asks for them (Forge docs: ui-api-bridge/modal). */

interface Asked {
  readonly resource?: string;
  readonly title?: string;
  readonly size?: unknown;
  readonly context?: unknown;
  readonly closeOnEscape?: boolean;
  readonly closeOnOverlayClick?: boolean;
}

const framesOf = (page: Page): readonly Frame[] =>
  page.frames().filter((frame) => frame.url().startsWith('http://127.0.0.1:'));

/** A call of the bridge from inside a frame, as the packages make it. */
const callBridge = (frame: Frame, command: string, data?: unknown): Promise<unknown> =>
  frame.evaluate(
    ([name, payload]) => {
      type Bridge = { callBridge(command: unknown, data: unknown): Promise<unknown> };
      return (globalThis as unknown as { __bridge: Bridge }).__bridge.callBridge(name, payload);
    },
    [command, data],
  );

const start = async (page: Page): Promise<Frame> => {
  await actAs(page, 'po');
  await openPanel(page, '2.4');
  const [frame] = framesOf(page);
  if (!frame) throw new Error('There is no frame of the app.');
  return frame;
};

/** Opens a modal; `closed` resolves to what its onClose was given. */
const open = async (page: Page, frame: Frame, asked: Asked) => {
  const closed = await frame.evaluateHandle((modal) => {
    type Bridge = { callBridge(command: string, data: unknown): Promise<unknown> };
    const { __bridge } = globalThis as unknown as { __bridge: Bridge };
    return { payload: new Promise((onClose) => void __bridge.callBridge('openModal', { ...modal, onClose })) };
  }, asked);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  return { dialog, closed: () => closed.evaluate(({ payload }) => payload) };
};

test('it shows another page of the app, which knows what was passed on and hands something back', async ({ page }) => {
  const frame = await start(page);
  const { dialog, closed } = await open(page, frame, {
    ...{ resource: 'ui/file-bug', title: 'Another page', context: { from: 'here' } },
  });
  await expect(dialog.getByRole('heading', { name: 'Another page' })).toBeVisible();
  await expect.poll(() => framesOf(page).length).toBe(2);
  const inner = framesOf(page).find((one) => one !== frame);
  if (!inner) throw new Error('The modal has no frame.');
  await inner.waitForLoadState();
  expect(new URL(inner.url()).pathname).toBe('/ui/file-bug.html');
  expect(await callBridge(inner, 'getContext')).toMatchObject({
    ...{ moduleKey: 'handoffs', extension: { type: 'jira:projectPage', modal: { from: 'here' } } },
  });
  await callBridge(inner, 'close', { done: true });
  await expect(dialog).toHaveCount(0);
  expect(await closed()).toEqual({ done: true });
});

test('without a title it has no header; Escape and a click beside it close it unless the app says no', async ({
  page,
}) => {
  const frame = await start(page);
  const stays = await open(page, frame, { closeOnEscape: false, closeOnOverlayClick: false });
  await expect(stays.dialog.getByRole('button')).toHaveCount(0);
  await stays.dialog.press('Escape');
  await page.mouse.click(5, 450);
  await expect(stays.dialog).toBeVisible();
  const [, inner] = framesOf(page);
  if (!inner) throw new Error('The modal has no frame.');
  await inner.waitForLoadState();
  await callBridge(inner, 'close');
  await expect(stays.dialog).toHaveCount(0);

  const byEscape = await open(page, frame, {});
  await byEscape.dialog.press('Escape');
  await expect(byEscape.dialog).toHaveCount(0);
  expect(await byEscape.closed()).toBeUndefined();
  const byClick = await open(page, frame, {});
  await page.mouse.click(5, 450);
  await expect(byClick.dialog).toHaveCount(0);
});

test('it is as large as asked for', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1200 });
  const frame = await start(page);
  for (const { size, width, height } of [
    { size: 'small', width: 400, height: 320 },
    { size: 'medium', width: 600, height: 520 },
    { size: 'large', width: 800, height: 840 },
    { size: { width: '500px', height: '30vh' }, width: 500, height: 360 },
  ]) {
    const { dialog } = await open(page, frame, { size, title: 'Sized' });
    await expect.poll(async () => (await dialog.boundingBox())?.width).toBe(width);
    expect((await dialog.locator('iframe').boundingBox())?.height).toBeCloseTo(height, 1);
    await dialog.getByRole('button', { name: /close/i }).click();
    await expect(dialog).toHaveCount(0);
  }
});

test('a page that the manifest has not is refused; what is not simulated is said aloud as well', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const frame = await start(page);
  await expect(callBridge(frame, 'openModal', { resource: 'ui/nothing' })).rejects.toThrow('no page "ui/nothing"');
  const sentence = 'A modal of size "resizable" is not simulated by the local host';
  await expect(callBridge(frame, 'openModal', { size: 'resizable' })).rejects.toThrow(sentence);
  const another = 'Bridge command "openRovo" is not simulated by the local host';
  await expect(callBridge(frame, 'openRovo', {})).rejects.toThrow(another);
  expect(said).toEqual(expect.arrayContaining([sentence, another]));
});

test('another site opens in a new tab, and only when the person agrees', async ({ page, context }) => {
  const frame = await start(page);
  await context.route('https://example.com/**', (route) => route.fulfill({ body: 'Another site' }));
  const go = () =>
    callBridge(frame, 'navigate', { url: 'https://example.com/there', type: 'same-tab' }).then(
      () => 'went',
      () => 'stayed',
    );
  const first = go();
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(await first).toBe('stayed');
  const second = go();
  const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Continue' }).click()]);
  expect(await second).toBe('went');
  await expect(tab.getByText('Another site')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
