import * as z from 'zod/mini';
import { accountIdSchema, projectIdSchema } from './ids';

/** A mapping is written on both sides in one transaction of at most 25 records: 1 + 12 removed + 12 added. */
const MAX_SUPPORT_PROJECTS = 12;

/** Settings of one project, of either kind: a product project says who reads, a support project remembers whom it reads. */
export const settingsSchema = z.object({
  schema: z.literal(1),
  /** Support projects whose people may read this product project's live handoffs. */
  supportProjects: z.array(projectIdSchema).check(z.maxLength(MAX_SUPPORT_PROJECTS)),
  /** Product projects that are mapped to this support project; kept in step with their `supportProjects`. */
  productProjects: z.array(projectIdSchema),
  /** Days before the release date by which the handoff is due. */
  dueDays: z.int().check(z.minimum(0), z.maximum(90)),
  /** Days that CS must have had the handoff when the gate is asked. */
  csDays: z.int().check(z.minimum(0), z.maximum(30)),
  /** CS Lead of a new handoff. */
  csLead: z.nullable(accountIdSchema),
  /** May people sign what they wrote a part of? */
  authorsMaySign: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  schema: 1,
  supportProjects: [],
  productProjects: [],
  dueDays: 7,
  csDays: 2,
  csLead: null,
  authorsMaySign: false,
};
