import * as z from 'zod/mini';
import { blockerSchema } from './gate';
import {
  accountIdSchema,
  daySchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from './ids';
import { missingPartSchema } from './readiness';
import { relatedWorkSchema } from './related-work';

const handedOverSchema = z.object({
  at: momentSchema,
  by: accountIdSchema,
  revision: revisionSchema,
  /** Whole days between handing over and the release date, negative when late; null when the release had no date. Kept for good. */
  daysBefore: z.nullable(z.int()),
});

const walkthroughSchema = z.object({
  at: momentSchema,
  people: z.array(accountIdSchema),
  revision: revisionSchema,
  recordedBy: accountIdSchema,
  /** How long it took; null where nobody said. */
  minutes: z._default(z.nullable(z.int()), null),
  /** The session that it was; absent: it was held elsewhere. */
  sessionId: z.optional(ownIdSchema),
});

/** A walkthrough that is planned or under way. */
export const sessionSchema = z.object({
  id: ownIdSchema,
  /** When it is to begin. */
  at: momentSchema,
  people: z.array(accountIdSchema),
  by: accountIdSchema,
  /** Null until it begins; `revision`: what is read in it. */
  started: z.nullable(z.object({ at: momentSchema, by: accountIdSchema, revision: revisionSchema })),
});
export type Session = z.infer<typeof sessionSchema>;

/** Somebody stood for the content being right: by writing it, or by looking at it again. */
const verifiedSchema = z.object({
  at: momentSchema,
  by: accountIdSchema,
  revision: revisionSchema,
  /** How many issues the release had in Jira then; null where Jira didn't say. */
  issues: z.nullable(z.int()),
});

const signOffSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed'), at: momentSchema, by: accountIdSchema, revision: revisionSchema }),
  z.object({
    kind: z.literal('refused'),
    at: momentSchema,
    by: accountIdSchema,
    revision: revisionSchema,
    reason: z.string(),
  }),
]);

/** A release let through a closed gate by a named person, for a while and with a reason. */
export const waiverSchema = z.object({
  by: accountIdSchema,
  at: momentSchema,
  reason: z.string(),
  expiresAt: momentSchema,
});
export type Waiver = z.infer<typeof waiverSchema>;

/** `by`: null where Jira didn't say. */
export const releasedAnywaySchema = z.object({
  at: momentSchema,
  by: z.nullable(accountIdSchema),
  blockers: z.array(blockerSchema),
  /** PO and CS Lead were told through Jira. */
  told: z._default(z.boolean(), false),
});

/** Why a release has no place in Jira any more while its handoff stays. Moments are those of Jira's own events. */
export const endSchema = z.discriminatedUnion('kind', [
  /** `replacedBy`: the release that Jira put in its place on issues; a hint for who restores the handoff. */
  z.object({ kind: z.literal('deleted'), at: momentSchema, replacedBy: z.nullable(releaseIdSchema) }),
  z.object({ kind: z.literal('merged'), at: momentSchema, into: releaseIdSchema }),
  /** An admin moved the handoff to another release. */
  z.object({ kind: z.literal('moved'), at: momentSchema, into: releaseIdSchema }),
]);
export type End = z.infer<typeof endSchema>;

/** A handoff whose release was merged into another one that has its own. */
const mergedInSchema = z.object({
  handoffId: ownIdSchema,
  /** Where it was written and its head still is. */
  releaseId: releaseIdSchema,
  releaseName: z.string(),
  at: momentSchema,
});
export type MergedIn = z.infer<typeof mergedInSchema>;

/**
 * The head of a handoff: the facts that the gate, the lists and the ticket need, and nothing that is long.
 * It is stored under its release's id and so is also the pointer from a release to the handoff with an id of its own.
 */
export const headSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  releaseId: releaseIdSchema,
  projectId: projectIdSchema,
  /** Names as last seen in Jira, for people and moments that can't ask Jira. */
  projectKey: z.string(),
  releaseName: z.string(),
  releaseDate: z.nullable(daySchema),
  archived: z.boolean(),
  po: z.nullable(accountIdSchema),
  csLead: z.nullable(accountIdSchema),
  revision: revisionSchema,
  /** The last revision that wasn't marked minor: what a signature must cover. */
  materialRevision: revisionSchema,
  /** Counts writes of facts (questions, signatures ...), so that they never conflict with a save of the content. */
  facts: z.int(),
  missing: z.array(missingPartSchema),
  /** Everyone who wrote a part of the content; none of them may sign it. */
  authors: z.array(accountIdSchema),
  handedOver: z.nullable(handedOverSchema),
  walkthrough: z.nullable(walkthroughSchema),
  signOff: z.nullable(signOffSchema),
  openQuestions: z.int(),
  /**
   * Percent of users that the rollout has reached since `at`, or null before the first step. `stepId`: the step it stands at; null: all
   * that were entered are rolled back, and nobody has it; absent in older records, which kept no steps.
   */
  rollout: z.nullable(z.object({ percent: z.int(), at: momentSchema, stepId: z.optional(z.nullable(ownIdSchema)) })),
  done: z.nullable(z.object({ at: momentSchema, by: accountIdSchema })),
  /** True once an L3 bug carries the chain label: from then on it can't be edited. */
  labelFrozen: z.boolean(),
  updatedAt: momentSchema,
  // What came later than the first records has a default: such a record is upgraded as it is read.
  /** As last seen in Jira. */
  released: z._default(z.boolean(), false),
  /** The last one given, also when it is over; all of them are in the history. */
  waiver: z._default(z.nullable(waiverSchema), null),
  /** Released in Jira while the gate was closed, and by what. */
  releasedAnyway: z._default(z.nullable(releasedAnywaySchema), null),
  relatedWork: z._default(z.nullable(relatedWorkSchema), null),
  ended: z._default(z.nullable(endSchema), null),
  /** Handoffs of releases that were merged into this one, until the PO has chosen. */
  mergedIn: z._default(z.array(mergedInSchema), []),
  /** Who were its PO and gave that away themselves: handing on what one owes doesn't let one waive its gate. */
  formerPos: z._default(z.array(accountIdSchema), []),
  /** Ids under which more of what happened is on record: of handoffs that this one took the place of or was chosen over. */
  earlierRecords: z._default(z.array(ownIdSchema), []),
  /** The walkthrough that is planned or under way. */
  session: z._default(z.nullable(sessionSchema), null),
  /** When the oldest open question was asked; null where none is open. */
  openSince: z._default(z.nullable(momentSchema), null),
  /** The last time that its content was said to be right: by a save that wasn't minor, or by looking again. */
  verified: z._default(z.nullable(verifiedSchema), null),
  /** L3 bugs that were filed since then. */
  bugsSince: z._default(z.int(), 0),
  /** When customers first had the release: by its release in Jira, or by a rollout step beyond the own company; null: not yet. */
  reachedSince: z._default(z.nullable(momentSchema), null),
  /** The newest release (Jira's "Release") that the app was told of; absent before the first. */
  releaseTold: z.optional(z.object({ at: momentSchema, by: z.nullable(accountIdSchema) })),
  /** Where the handoff was before its release was merged or an admin moved it, and at which revision it came here; absent if never. */
  movedFrom: z.optional(z.object({ releaseId: releaseIdSchema, at: momentSchema, revision: revisionSchema })),
});
export type Head = z.infer<typeof headSchema>;

/** What the app knows of a release from Jira. */
export const releaseSchema = z.object({
  id: releaseIdSchema,
  projectId: projectIdSchema,
  name: z.string(),
  description: z.string(),
  releaseDate: z.nullable(daySchema),
  released: z.boolean(),
  archived: z.boolean(),
  /** How many issues have it as fix version; null where Jira didn't say. */
  issues: z.nullable(z.int()),
  /** The release's driver in Jira: the default PO. */
  driver: z.nullable(accountIdSchema),
});
export type Release = z.infer<typeof releaseSchema>;
