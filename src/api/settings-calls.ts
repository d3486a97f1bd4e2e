import * as z from 'zod/mini';
import { projectIdSchema } from '../domain/ids';
import { settingsChangeSchema } from '../domain/settings';

/** Calls of a project's settings, for its admins. */
export const settingsCalls = {
  /** Changes what is named and nothing else; the mapping of support projects is written on both sides. */
  saveSettings: {
    input: z.object({ projectId: projectIdSchema, settings: settingsChangeSchema }),
    output: z.object({}),
  },
} as const;
