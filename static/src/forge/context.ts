import { view } from '@forge/bridge';
import * as z from 'zod/mini';
import { accountIdSchema, issueIdSchema, projectIdSchema } from '../../../src/domain/ids';

const project = z.object({ id: projectIdSchema, key: z.string() });
const issue = z.object({ id: issueIdSchema, key: z.string() });

/** What the app reads of a screen's context (Forge docs: view.getContext); the rest is Forge's. */
const contextSchema = z.object({
  /** Absent: nobody is logged in. */
  accountId: z.optional(accountIdSchema),
  environmentId: z.string(),
  siteUrl: z.string(),
  locale: z.string(),
  timezone: z.string(),
  moduleKey: z.string(),
  extension: z.looseObject({ type: z.optional(z.string()), project: z.optional(project), issue: z.optional(issue) }),
});
export type ScreenContext = z.infer<typeof contextSchema>;

/** The context of this screen. @throws when Forge answers another shape; the page's error boundary says so. */
export const readContext = async (): Promise<ScreenContext> => z.parse(contextSchema, await view.getContext());
