import * as z from 'zod/mini';
import { sectionSchema } from './document';
import { accountIdSchema, momentSchema, ownIdSchema, revisionSchema } from './ids';

export const answerSchema = z.discriminatedUnion('kind', [
  /** Answered in the handoff: where, and in which revision. */
  z.object({ kind: z.literal('answered'), section: sectionSchema }),
  /** A gap in the release brief: a link or an issue key says where it is taken up. */
  z.object({ kind: z.literal('gap'), reference: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** As it is kept; empty in what is told to who may not see where a gap is taken up. */
const givenAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), section: sectionSchema }),
  z.object({ kind: z.literal('gap'), reference: z.string() }),
]);

export const questionTextSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

export const questionSchema = z.object({
  schema: z.literal(1),
  id: ownIdSchema,
  handoffId: ownIdSchema,
  text: z.string(),
  askedBy: accountIdSchema,
  askedAt: momentSchema,
  /** Null while the question is open. */
  ended: z.nullable(
    z.object({ answer: givenAnswerSchema, by: accountIdSchema, at: momentSchema, revision: revisionSchema }),
  ),
});
export type Question = z.infer<typeof questionSchema>;
