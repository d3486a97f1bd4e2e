import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { blockerSchema } from '../domain/gate';
import { headSchema, releaseSchema, releasedAnywaySchema, waiverSchema } from '../domain/head';
import { historyEntrySchema } from '../domain/history';
import {
  accountIdSchema,
  daySchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';
import { questionSchema } from '../domain/question';
import { readingSchema } from '../domain/reading';
import { rolloutStepSchema } from '../domain/rollout';
import { settingsSchema } from '../domain/settings';
import { stalenessSchema } from '../domain/staleness';
import { dueSchema, stateSchema } from '../domain/state';
import { readingCalls } from './reading-calls';
import { inboxCalls } from './inbox-calls';
import { releaseLifeCalls } from './release-life-calls';
import { reportCalls } from './report-calls';
import { revisionCalls, savedSchema } from './revision-calls';
import { startCalls } from './start-calls';
import { walkthroughCalls } from './walkthrough-calls';
import { rolloutCalls } from './rollout-calls';

const release = { releaseId: releaseIdSchema };
const note = z.string().check(z.trim(), z.maxLength(500));
const nothing = z.object({});

/** One line of the list of releases. */
const releaseRowSchema = z.object({
  release: releaseSchema,
  projectKey: z.string(),
  state: stateSchema,
  due: z.nullable(dueSchema),
  blockers: z.int(),
  /** Released in Jira with its gate closed. */
  wentAnyway: z.boolean(),
  /** Why it may be out of date. */
  staleness: z.array(stalenessSchema),
  po: z.nullable(accountIdSchema),
  csLead: z.nullable(accountIdSchema),
});
export type ReleaseRow = z.infer<typeof releaseRowSchema>;

/** What this person may do; the server checks again in every call. */
const rightsSchema = z.object({ write: z.boolean(), sign: z.boolean(), waive: z.boolean(), administer: z.boolean() });
export type Rights = z.infer<typeof rightsSchema>;

/** What the panel needs of a project's settings; the rest is for its admins. */
const panelSettingsSchema = z.pick(settingsSchema, { csLead: true, authorsMaySign: true, poMayWaive: true });

const handoffViewSchema = z.object({
  release: releaseSchema,
  projectKey: z.string(),
  /**
   * Null: nothing was written yet. Who reads through a support project finds these texts of people empty, here and below: why it was
   * refused or waived, where a gap is taken up, and what a rollout step waits for and came to. They may name issues that the reader may
   * not see.
   */
  head: z.nullable(headSchema),
  /** The current content; before the first save the empty document with the proposed chain label. */
  document: documentSchema,
  /** Texts of releases that were merged into this one: one is to be chosen. */
  mergedTexts: z.array(z.object({ handoffId: ownIdSchema, releaseName: z.string(), document: documentSchema })),
  steps: z.array(rolloutStepSchema),
  /** What this person has confirmed to have read; null: nothing yet. */
  reading: z.nullable(readingSchema),
  /** Released in Jira with its gate closed; also where nothing was written. */
  releasedAnyway: z.nullable(releasedAnywaySchema),
  state: stateSchema,
  /** Why it may be out of date. */
  staleness: z.array(stalenessSchema),
  due: z.nullable(dueSchema),
  blockers: z.array(blockerSchema),
  /** The waiver that lets the release pass just now. */
  waiver: z.nullable(waiverSchema),
  questions: z.array(questionSchema),
  /** Newest first; saves (`saved`, `saved-minor`, detail = note) are the revisions. */
  history: z.array(historyEntrySchema),
  /** Questions or history still lack what was just written: read again in a moment. */
  behind: z.boolean(),
  /** The line on the release's page in Jira is missing or out of date. */
  relatedWorkDue: z.boolean(),
  settings: panelSettingsSchema,
  rights: rightsSchema,
});
export type HandoffView = z.infer<typeof handoffViewSchema>;

/** Calls of the project page: the list of releases, and a release's panel. A business outcome that a screen must treat apart (a conflict) is part of the value. */
export const panelCalls = {
  /** 50 releases of a project with their handoffs' state, and, in a support project, the live handoffs mapped to it. */
  listReleases: {
    input: z.object({
      projectId: projectIdSchema,
      status: z.enum(['unreleased', 'released', 'archived']),
      startAt: z.int().check(z.nonnegative()),
      today: daySchema,
    }),
    output: z.object({
      rows: z.array(releaseRowSchema),
      mapped: z.array(releaseRowSchema),
      nextStartAt: z.nullable(z.int()),
      total: z.int(),
    }),
  },
  /** A release's handoff. `throughProjectId`: the support project in whose page it is read. */
  openHandoff: {
    input: z.object({ ...release, throughProjectId: z.nullable(projectIdSchema), today: daySchema }),
    output: handoffViewSchema,
  },
  /** Save = revision. `conflict` carries the text that came in between; nothing was written then. */
  saveHandoff: {
    input: z.object({
      ...release,
      expectedRevision: revisionSchema,
      document: documentSchema,
      note,
      minor: z.boolean(),
    }),
    output: savedSchema,
  },
  handOver: { input: z.object({ ...release, revision: revisionSchema }), output: nothing },
  signHandoff: { input: z.object({ ...release, revision: revisionSchema }), output: nothing },
  refuseHandoff: {
    input: z.object({
      ...release,
      revision: revisionSchema,
      reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(1_000)),
    }),
    output: nothing,
  },
  /** Lets the release pass its closed gate until a moment at most 30 days away. A gate that is open has nothing to waive: nothing is recorded. */
  waiveGate: {
    input: z.object({
      ...release,
      reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
      expiresAt: momentSchema,
    }),
    output: nothing,
  },
  endWaiver: { input: z.object(release), output: nothing },
  /** Changes whom it names and leaves the other; null: nobody. */
  setPeople: {
    input: z.object({
      ...release,
      po: z.optional(z.nullable(accountIdSchema)),
      csLead: z.optional(z.nullable(accountIdSchema)),
    }),
    output: nothing,
  },
  /** Brings the line on the release's page in Jira up to date; asked by the panel, with its own address, when the view says it is due. */
  showOnRelease: {
    input: z.object({ ...release, panelUrl: z.string().check(z.maxLength(2_000)) }),
    output: nothing,
  },
  /** The PO closes the handoff; only at 100 %. */
  closeHandoff: { input: z.object(release), output: nothing },
  ...startCalls,
  ...walkthroughCalls,
  ...rolloutCalls,
  ...inboxCalls,
  ...releaseLifeCalls,
  ...revisionCalls,
  ...readingCalls,
  ...reportCalls,
} as const;
