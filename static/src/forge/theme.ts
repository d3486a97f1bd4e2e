import { view } from '@forge/bridge';

/** Takes over Jira's light or dark theme; awaited before the first paint, so that nothing flashes. A page without it still works. */
export const enableTheme = async (): Promise<void> => {
  try {
    await view.theme.enable();
  } catch (error) {
    console.error('Jira’s theme is not available', error);
  }
};
