import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Colours that still change would be measured half way. They are brought to their end: out of sight the browser lets none get there. */
export const atRest = async (page: Page): Promise<void> => {
  for (const frame of page.frames())
    await frame.evaluate(() => {
      for (const one of document.getAnimations())
        if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish();
    });
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
