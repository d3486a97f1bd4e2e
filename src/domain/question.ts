import * as z from 'zod/mini';
import { sectionSchema } from './document';
import {
  accountIdSchema,
  issueIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from './ids';
import { isWebAddress } from './readiness';

/** An issue key as Jira makes them by default, or an address of the web: something that one can follow. */
const isReference = (text: string): boolean => /^[A-Z][A-Z0-9_]+-\d+$/i.test(text) || isWebAddress(text);

export const answerSchema = z.discriminatedUnion('kind', [
  /** Answered in the handoff: where, and in which revision; absent: the current one. */
  z.object({ kind: z.literal('answered'), section: sectionSchema, revision: z.optional(revisionSchema) }),
  /** A gap in the release brief: a link or an issue key says where it is taken up. */
  z.object({ kind: z.literal('gap'), reference: z.string().check(z.trim(), z.maxLength(500), z.refine(isReference)) }),
]);

/** As it is kept; empty in what is told to who may not see where a gap is taken up. */
const givenAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), section: sectionSchema }),
  z.object({ kind: z.literal('gap'), reference: z.string() }),
]);

/** A place in the handoff that a question can be about. */
const placeSchema = z.object({ section: sectionSchema, itemId: z.nullable(ownIdSchema) });
export type Place = z.infer<typeof placeSchema>;

export const questionTextSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** A question as it is asked; `id` makes a repeated call harmless. */
export const askedSchema = z.object({
  id: ownIdSchema,
  text: questionTextSchema,
  place: z.nullable(placeSchema),
  /** What the asker had before them. */
  revision: revisionSchema,
});

export const questionSchema = z.object({
  schema: z.literal(1),
  id: ownIdSchema,
  handoffId: ownIdSchema,
  text: z.string(),
  /** What it is about: a section, and the item in it if it is about one; null: the handoff as a whole. */
  place: z._default(z.nullable(placeSchema), null),
  /** The revision that the asker had before them. */
  revision: z._default(revisionSchema, 0),
  /** The ticket it was asked from; null: asked in the panel. */
  ticket: z._default(z.nullable(z.object({ id: issueIdSchema, key: z.string() })), null),
  /** Who owes the answer; null: the PO. */
  owner: z._default(z.nullable(accountIdSchema), null),
  /** Who last said who owes it, and when; absent: nobody did. */
  assigned: z.optional(z.object({ by: accountIdSchema, at: momentSchema })),
  askedBy: accountIdSchema,
  askedAt: momentSchema,
  /** Where the question belongs, for the list of all open ones. */
  projectId: z.optional(projectIdSchema),
  /** The release that the handoff had then: by a merge or a restore it may have another one since, to which that one's head leads. */
  releaseId: z.optional(releaseIdSchema),
  /** Null while the question is open. */
  ended: z.nullable(
    z.object({ answer: givenAnswerSchema, by: accountIdSchema, at: momentSchema, revision: revisionSchema }),
  ),
});
export type Question = z.infer<typeof questionSchema>;
