import * as z from 'zod/mini';
import { filedBugSchema, similarFilingSchema } from '../domain/filed-bug';
import { REFUSALS } from './results';

/* How a screen reads an answer. Apart from what the functions answer with, which need no schema of it. */
export const fieldProblemSchema = z.object({
  /** Path into the input, e.g. ["document", "limitations", "items", 3, "limit"]. */
  path: z.array(z.union([z.string(), z.number()])),
  problem: z.enum(['missing', 'too-long', 'too-many', 'not-valid']),
});

export const refusalSchema = z.object({
  ok: z.literal(false),
  code: z.enum(REFUSALS),
  fields: z.optional(z.array(fieldProblemSchema)),
  needs: z.optional(z.string()),
  detail: z.optional(z.string()),
  filed: z.optional(filedBugSchema),
  similar: z.optional(similarFilingSchema),
});

/** Envelope of every call's answer. */
export const resultSchema = <T extends z.core.$ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), refusalSchema]);
