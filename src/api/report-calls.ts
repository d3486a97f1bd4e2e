import * as z from 'zod/mini';
import { bugSchema, triageSchema } from '../domain/bug';
import { momentSchema, ownIdSchema, projectIdSchema, releaseIdSchema } from '../domain/ids';
import { tallySchema } from '../domain/tally';

/** The newest ones; `more`: there are others that were not looked at. */
const someOf = <T extends z.core.$ZodType>(one: T) => z.object({ some: z.array(one), more: z.boolean() });

const signalsSchema = z.object({
  /** Counts by name (domain/tally.ts) of this handoff's tickets. */
  tally: z.pick(tallySchema, { all: true, firstWave: true, days: true }),
  /** The same of all handoffs of its project together, this one among them. */
  project: tallySchema.shape.all,
  /** Tickets whose newest word the counts don't hold yet; `more`: so many at least. */
  uncounted: z.object({ count: z.int(), more: z.boolean() }),
  /** Filed under this handoff, without keys: not everybody here may see them. `level`: null: untriaged. */
  bugs: someOf(
    z.object({ filedAt: momentSchema, stage: bugSchema.shape.stage, level: z.nullable(triageSchema.shape.level) }),
  ),
  /** Asked from tickets. */
  questions: someOf(
    z.object({ id: ownIdSchema, askedAt: momentSchema, ended: z.nullable(z.enum(['answered', 'gap'])) }),
  ),
  /** In whose days tickets are counted. */
  timeZone: z.string(),
  now: momentSchema,
});
export type Signals = z.infer<typeof signalsSchema>;

/** Calls about what tickets say of a release. */
export const reportCalls = {
  /**
   * For whoever may open the handoff; few reads, however many tickets. Rollout steps and revisions, which stand on the same axis, come with the
   * handoff. `throughProjectId`: as in openHandoff.
   */
  readSignals: {
    input: z.object({ releaseId: releaseIdSchema, throughProjectId: z.nullable(projectIdSchema) }),
    output: signalsSchema,
  },
} as const;
