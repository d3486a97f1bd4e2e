import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In ms. The browser holds animations up in frames that are out of sight: they never end. */
const REST = 3_000;

/** Colours that still change would be measured half way. */
export const atRest = async (page: Page): Promise<void> => {
  for (const frame of page.frames())
    await frame.evaluate(async (atMost) => {
      const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
      const ended = Promise.allSettled(ending.map(({ finished }) => finished));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, atMost))]);
    }, REST);
};

/** By the site's own button, also where a dialog lies above it; the app's frames must have followed. */
const switchTo = async (page: Page, theme: 'light' | 'dark'): Promise<void> => {
  const button = page.getByRole('button', { name: `Switch to ${theme} theme`, includeHidden: true });
  if ((await button.count()) > 0) await button.dispatchEvent('click');
  await expect(page.locator('html')).toHaveAttribute('data-color-mode', theme);
  const frames = page.locator('iframe');
  await expect(frames).not.toHaveCount(0);
  for (const frame of await frames.all())
    await expect(frame.contentFrame().locator('html')).toHaveAttribute('data-color-mode', theme);
  await atRest(page);
};

/**
 * The page as it stands, with the frames in it, has nothing that axe minds, light and dark.
 * @param part selector of what alone is looked at
 */
export const expectAccessible = async (page: Page, part = 'html'): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await switchTo(page, theme);
    const { violations } = await new AxeBuilder({ page }).include(part).withTags(RULES).analyze();
    const problems = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ theme, id, target, failureSummary })),
    );
    expect(problems).toEqual([]);
  }
};
