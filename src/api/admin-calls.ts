import { setUpCalls } from './set-up-calls';
import { settingsCalls } from './settings-calls';

/** Calls of those who set the app up: a project's settings, and the get-started page. */
export const adminCalls = { ...settingsCalls, ...setUpCalls } as const;
