import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { appFrame } from './site';

/** The settings page of a project, as its admin works on it. */
export const TITLE = 'Handoff settings';

export const openSettings = async (page: Page, path: string): Promise<FrameLocator> => {
  await page.goto(path);
  await page.getByRole('link', { name: TITLE }).click();
  const frame = appFrame(page, TITLE);
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
  return frame;
};

export const saveIn = async (section: Locator): Promise<void> => {
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByText('Saved.')).toBeVisible();
};

/** Names somebody in one of a section's lists. */
export const nameIn = async (section: Locator, list: string, part: string, person: string): Promise<void> => {
  const group = section.getByRole('group', { name: list, exact: true });
  const picker = group.getByRole('searchbox');
  if ((await picker.count()) === 0) await group.getByRole('button', { name: /^Name someone/ }).click();
  await picker.fill(part);
  await group.getByRole('button', { name: person, exact: true }).click();
};
