import { noteFailure } from '../operations/note-failure';
import { runReminders } from '../operations/reminders/run-reminders';

/** In ms. The function may take 240 s (manifest.yml); what was begun by then still has to end. */
const RUN_FOR = 200_000;

/**
 * The error boundary of the scheduled trigger. Nobody waits for it, and the platform doesn't repeat it: what isn't done is due with the
 * next hour's run. Anything but a status is a failure to the platform (Forge docs: events-reference/scheduled-trigger).
 */
export const handler = async (): Promise<{ statusCode: number }> => {
  const now = Date.now();
  try {
    await runReminders(now, () => Date.now() - now < RUN_FOR);
  } catch (error) {
    console.error('reminders failed', error);
    await noteFailure(error, 'reminders', now);
  }
  return { statusCode: 204 };
};
