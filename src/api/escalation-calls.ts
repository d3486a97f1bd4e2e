import * as z from 'zod/mini';
import { carriedFileSchema, carrySchema } from '../domain/carried';
import { customerSchema } from '../domain/customer';
import { escalationFormSchema, inProgressSchema } from '../domain/escalation';
import { filedBugSchema } from '../domain/filed-bug';
import {
  accountIdSchema,
  issueIdSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';
import { ladderSchema, toL3Schema } from '../domain/ladder';
import { fieldValuesSchema, neededFieldSchema } from '../domain/needed-fields';
import { preparedSchema } from '../domain/prepared';

const release = { releaseId: releaseIdSchema };

/** So many bugs a person may have been told of. */
export const MOST_KNOWN = 200;

/** One escalation of one ticket by one handoff. */
const escalation = {
  escalationId: ownIdSchema,
  issueId: issueIdSchema,
  /** The screen's claim, checked against Jira. */
  projectId: projectIdSchema,
  ...release,
  handoffId: ownIdSchema,
  /** The handoff's project and the one that L3 bugs go to, as the screen knows them: left out or wrong, they cost one more call. */
  productId: z.optional(projectIdSchema),
  targetId: z.optional(projectIdSchema),
};
/** The rollout step of the ticket's customer; left out or null: unknown, which means 100 %. */
const customer = z.optional(z.nullable(customerSchema));
/** Address of the handoff's panel, from `router.getUrl`; the server takes it only for this site and app. */
export const panelUrlSchema = z.nullable(z.string().check(z.maxLength(2_000)));

export const filedSchema = z.object({
  /** Null for who may not see the bug. */
  bugKey: z.nullable(z.string()),
  noteFailed: z.boolean(),
  linkFailed: z.boolean(),
  /** The app created it for a person who may not. */
  byApp: z.boolean(),
});

/** One stage of the rollout, as a customer may be in it. */
const customerStepSchema = z.object({
  id: ownIdSchema,
  percent: z.int(),
  text: z.string(),
  isEntered: z.boolean(),
});
export type CustomerStep = z.infer<typeof customerStepSchema>;

/** Calls about a ticket that goes up to Support L3. */
export const escalationCalls = {
  /** All that the form shows before anything is typed: target, labels, what was filed before, and whether this person may file. */
  prepareEscalation: {
    input: z.object({ issueId: issueIdSchema, projectId: projectIdSchema, releaseId: z.nullable(releaseIdSchema) }),
    output: z.object({
      ticket: z.object({ id: issueIdSchema, key: z.string(), summary: z.string() }),
      /** The live handoffs to choose from, best first. */
      choices: z.array(z.object({ releaseId: releaseIdSchema, releaseName: z.string(), projectKey: z.string() })),
      chosen: z.nullable(
        z.object({
          ...release,
          handoffId: ownIdSchema,
          releaseName: z.string(),
          revision: revisionSchema,
          lookUp: z.string(),
          reproduce: z.string(),
          target: z.nullable(z.object({ id: projectIdSchema, name: z.string() })),
          issueType: z.nullable(z.object({ id: z.string(), name: z.string() })),
          labels: z.array(z.string()),
          /** Project of the handoff. */
          productId: projectIdSchema,
          /** The target's release that the bug names as affected; only who may file learns of it. */
          affects: z.nullable(z.object({ id: releaseIdSchema, name: z.string() })),
          /** Who files: this person, the app for them, a named person whom it is prepared for, or nobody. */
          way: z.discriminatedUnion('by', [
            z.object({ by: z.literal('self') }),
            z.object({ by: z.literal('app') }),
            z.object({ by: z.literal('filer'), accountId: accountIdSchema }),
            /** `target-gone`: Jira has no such issue type there any more; `filer-cannot-see`: not this ticket; `not-to-l3`: as `toL3` says. */
            z.object({
              by: z.literal('nobody'),
              why: z.enum(['no-target', 'target-gone', 'filer-cannot-see', 'not-allowed', 'not-to-l3']),
            }),
          ]),
          /** What the project requires beside the form's own fields; empty where it isn't this person's to fill in. */
          needed: z.array(neededFieldSchema),
          /** The project's priorities, to fill in Jira's own dialog. */
          priorities: z.array(z.object({ id: z.string(), name: z.string() })),
          /** Of the rollout, in their order: in one of them is the ticket's customer. */
          steps: z.array(customerStepSchema),
        }),
      ),
      filed: z.array(filedBugSchema),
      inProgress: z.nullable(inProgressSchema),
      /** Waits for a named person, by now `forAccount`, to file it. */
      prepared: z.nullable(preparedSchema),
      /** What was entered on the ticket's way up fills in the form. */
      ladder: z.nullable(ladderSchema),
      toL3: toL3Schema,
    }),
  },
  /** Exactly one bug per escalation id, however often it is called. */
  fileBug: {
    input: z.object({
      ...escalation,
      form: escalationFormSchema,
      customer,
      /** What the project requires beside the form. */
      values: z.optional(fieldValuesSchema),
      /** Comments of the ticket that the bug tells, by their ids. */
      comments: z.optional(carrySchema.shape.comments),
      /** Bugs that the person was told of, by their escalations: a newer one of this ticket, or of the same problem, is told before another is made. */
      knownBugs: z.optional(z.array(ownIdSchema).check(z.maxLength(MOST_KNOWN))),
      panelUrl: panelUrlSchema,
    }),
    output: filedSchema,
  },
  /** A bug that Jira's own dialog created becomes this escalation's: marked, linked, noted and on record, once. */
  recordFiledBug: {
    input: z.object({
      ...{ ...escalation, form: escalationFormSchema, customer },
      ...{ bugId: issueIdSchema, panelUrl: panelUrlSchema },
    }),
    output: filedSchema,
  },
  /** Keeps what was typed for the named filer of the product project, and tells them by an internal note. */
  prepareForFiler: {
    input: z.object({ ...escalation, form: escalationFormSchema, customer, carry: z.optional(carrySchema) }),
    output: z.object({ filer: accountIdSchema, noteFailed: z.boolean() }),
  },
  /**
   * Carries attachments of the ticket to its bug, each once, however often it is called: as many as fit into one call, the others are for `later`.
   * By who filed the bug, or added the ticket to it.
   */
  carryAttachments: {
    input: z.object({
      issueId: issueIdSchema,
      escalationId: ownIdSchema,
      attachments: carrySchema.shape.attachments.check(z.minLength(1)),
    }),
    output: z.object({ files: z.array(carriedFileSchema) }),
  },
} as const;
