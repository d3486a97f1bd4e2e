import { noteFailure } from '../operations/note-failure';
import { runLoop } from '../operations/loop/run-loop';

/** In ms. The function may take 240 s (manifest.yml); what was begun by then still has to end. */
const RUN_FOR = 200_000;

/** The error boundary of the loop's scheduled trigger, as that of the reminders: what isn't done is due with the next run. */
export const handler = async (): Promise<{ statusCode: number }> => {
  const now = Date.now();
  try {
    await runLoop(now, () => Date.now() - now < RUN_FOR);
  } catch (error) {
    console.error('loop failed', error);
    await noteFailure(error, 'loop', now);
  }
  return { statusCode: 204 };
};
