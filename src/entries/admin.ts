import { adminCalls } from '../api/admin-calls';
import { checkSetUp } from '../operations/set-up/check-set-up';
import { preflight } from '../operations/set-up/preflight';
import { readSettings } from '../operations/set-up/read-settings';
import { saveSettings } from '../operations/set-up/save-settings';
import { answerCalls } from './answer-calls';

/** A project's settings and the get-started page. */
export const handler = answerCalls(adminCalls, {
  readSettings,
  preflight,
  saveSettings,
  checkSetUp,
});
