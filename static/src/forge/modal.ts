import { Modal } from '@forge/bridge';
import * as z from 'zod/mini';
import type { ScreenContext } from './context';

/** What the ticket's panel hands to the form that it opens. */
const handedSchema = z.object({ releaseId: z.string() });

/** Opens the form "File L3 bug" over Jira's page for one release's handoff; `closed` runs when it is gone. */
export const openFileBug = (releaseId: string, closed: () => void): Promise<void> =>
  new Modal({
    resource: 'ui/file-bug',
    size: 'large',
    title: 'File L3 bug',
    context: { releaseId },
    onClose: closed,
  }).open();

/** The release that the opener chose; null when the form was opened from the ticket's menu. */
export const handedRelease = (context: ScreenContext): string | null => {
  const handed = z.safeParse(handedSchema, context.extension.modal);
  return handed.success ? handed.data.releaseId : null;
};
