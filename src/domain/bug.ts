import * as z from 'zod/mini';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema, projectIdSchema, releaseIdSchema } from './ids';

/** Where in the chain the cause of a bug lies; a bug starts untriaged. */
export const CHAIN_LEVELS = ['strategy', 'discovery', 'scope', 'execution', 'operation'] as const;
export type ChainLevel = (typeof CHAIN_LEVELS)[number];

/** Why the chain let it through. */
export const CHAIN_CAUSES = ['scenario-gap', 'adr-drift', 'integration-gap', 'observation-mismatch', 'n/a'] as const;
export type ChainCause = (typeof CHAIN_CAUSES)[number];

export const triageSchema = z.object({
  level: z.enum(CHAIN_LEVELS),
  cause: z.enum(CHAIN_CAUSES),
  by: accountIdSchema,
  at: momentSchema,
});
export type Triage = z.infer<typeof triageSchema>;

/** `closed`: ended without a fix; `gone`: deleted. Whether a fix has reached a customer depends on the customer: see `fix`. */
export const BUG_STAGES = ['open', 'fixed', 'closed', 'duplicate', 'gone'] as const;
export type BugStage = (typeof BUG_STAGES)[number];

/** What the app knows of an L3 bug: one record per bug, brought in line with Jira each time the app looks. */
export const bugSchema = z.object({
  schema: z.literal(1),
  bugId: issueIdSchema,
  /** Key and project as last seen; the project is empty until the app looks, where an old claim didn't keep it. */
  bugKey: z.string(),
  projectId: z.string(),
  /** The handoff under which it was first filed, with its release and product project. */
  handoffId: ownIdSchema,
  releaseId: releaseIdSchema,
  productId: projectIdSchema,
  filedAt: momentSchema,
  filedBy: accountIdSchema,
  stage: z.enum(BUG_STAGES),
  triage: z.nullable(triageSchema),
  /** What it was triaged as before, the oldest first. */
  earlier: z._default(z.array(triageSchema), []),
  /**
   * The release that its fix is in, as far as Jira says; null: no fix version. `percent`: how far its rollout has got; null where it has none of the
   * app's, and then released means everybody.
   */
  fix: z.nullable(
    z.object({
      releaseId: releaseIdSchema,
      name: z.string(),
      released: z.boolean(),
      percent: z.nullable(z.int()),
      /** Whether anybody but the own company has it. */
      toCustomers: z.optional(z.boolean()),
      /** Steps of named users (a pilot, a customer, a segment) who don't have it, however far the rollout is: not entered, or rolled back. */
      without: z.optional(z.array(ownIdSchema)),
    }),
  ),
  /** Its fix versions as last seen, to each of which a record leads back; as many as are followed. */
  fixVersions: z.optional(z.array(releaseIdSchema)),
  /** Jira's resolution by name; empty: none. */
  resolution: z.optional(z.string()),
  /** The bug that it was closed as a duplicate of, as far as Jira names one. */
  duplicateOf: z.optional(z.nullable(z.object({ id: issueIdSchema, key: z.string() }))),
  /** Since when Jira doesn't show it to the app; `isDeleted`: Jira's event said so. Absent: it does. */
  missing: z.optional(z.object({ since: momentSchema, isDeleted: z.boolean() })),
  /** How many tickets hang on it, as last counted. */
  tickets: z.int(),
  /** When the app last saw something new of it in Jira. */
  lookedAt: momentSchema,
});
export type Bug = z.infer<typeof bugSchema>;

/** Leads from a release to a bug whose fix may be in it. */
export const fixSchema = z.object({ bugId: issueIdSchema });
