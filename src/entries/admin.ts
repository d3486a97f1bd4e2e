import { adminCalls } from '../api/admin-calls';
import { checkSetUp } from '../operations/check-set-up';
import { preflight } from '../operations/preflight';
import { readSettings } from '../operations/read-settings';
import { saveSettings } from '../operations/save-settings';
import { answerCalls } from './answer-calls';

/** A project's settings and the get-started page. */
export const handler = answerCalls(adminCalls, {
  readSettings,
  preflight,
  saveSettings,
  checkSetUp,
});
