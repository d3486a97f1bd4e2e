import { Modal } from '@forge/bridge';
import * as z from 'zod/mini';
import type { ScreenContext } from './context';

/** What the ticket's panel hands to the form that it opens. */
const handedSchema = z.object({
  releaseId: z.string(),
  /** A prepared bug that is to be filed. */
  preparedId: z._default(z.nullable(z.string()), null),
});
type Handed = z.infer<typeof handedSchema>;

/** Opens the form "File L3 bug" over Jira's page for one release's handoff; `closed` runs when it is gone. */
export const openFileBug = (handed: Handed, closed: () => void): Promise<void> =>
  new Modal({
    resource: 'ui/file-bug',
    size: 'large',
    title: 'File L3 bug',
    context: handed,
    onClose: closed,
  }).open();

/** What the opener chose; null when the form was opened from the ticket's menu. */
export const handedOn = (context: ScreenContext): Handed | null =>
  z.safeParse(handedSchema, context.extension.modal).data ?? null;
