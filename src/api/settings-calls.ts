import * as z from 'zod/mini';
import { projectIdSchema } from '../domain/ids';
import { findingSchema } from '../domain/preflight';
import { settingsSchema } from '../domain/settings';
import { settingsChangeSchema } from '../domain/settings-change';

const project = { projectId: projectIdSchema };

/** Calls of a project's settings, for its admins. */
export const settingsCalls = {
  readSettings: {
    input: z.object(project),
    output: z.object({
      settings: settingsSchema,
      /** Names of the projects in the settings, as far as this admin may see them in Jira. */
      projects: z.array(z.object({ id: projectIdSchema, key: z.string(), name: z.string() })),
    }),
  },
  /** What in the settings can't work as Jira is now. */
  preflight: {
    input: z.object(project),
    output: z.object({ findings: z.array(findingSchema) }),
  },
  /**
   * Changes what is named and nothing else; the mapping of support projects is written on both sides. `seen`: the same settings as
   * the screen showed them, so that two admins at once lose nothing; what replaced somebody's newer value is told.
   */
  saveSettings: {
    input: z.object({
      ...project,
      settings: settingsChangeSchema,
      seen: z.optional(settingsChangeSchema),
    }),
    output: z.object({ settings: settingsSchema, replaced: z.array(z.string()) }),
  },
} as const;
