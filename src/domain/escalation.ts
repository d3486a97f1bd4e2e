import * as z from 'zod/mini';
import { carriedSchema } from './carried';
import { customerSchema } from './customer';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema, releaseIdSchema, revisionSchema } from './ids';
import { toldSchema } from './told';

export const SEVERITIES = ['P0', 'P1', 'P2', 'P3'] as const;
export const IMPACTS = ['blocker', 'high', 'medium', 'low'] as const;
const REACHES = ['one', 'segment', 'everyone'] as const;
type Severity = (typeof SEVERITIES)[number];
export type Impact = (typeof IMPACTS)[number];

/** Jira's five default priorities, highest first. */
export const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Priority is derived from severity x impact and never typed in. The sum of both ranks (0 to 6) is spread evenly over Jira's five. */
export const priorityOf = (severity: Severity, impact: Impact): Priority => {
  const rank = SEVERITIES.indexOf(severity) + IMPACTS.indexOf(impact);
  return PRIORITIES[Math.round((rank * 4) / 6)] ?? 'Lowest';
};

const required = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

const optional = (max: number) => z._default(z.string().check(z.trim(), z.maxLength(max)), '');

/** The fields of the form. Jira's summary takes one line of at most 255 characters. */
export const escalationFields = z.object({
  summary: required(255).check(z.regex(/^[^\n\r]*$/)),
  userSees: required(4_000),
  steps: required(4_000),
  environment: optional(4_000),
  observed: required(4_000),
  expected: required(4_000),
  lookedUp: optional(4_000),
  reproduced: optional(4_000),
  severity: z.enum(SEVERITIES),
  impact: z.enum(IMPACTS),
  reach: z.enum(REACHES),
  /** Why the ladder is skipped; it counts with a P0 only. */
  bypass: optional(1_000),
});
export type EscalationForm = z.infer<typeof escalationFields>;

/** What Support L1 and Support L2 found out, which Support L3 asks for. */
const EVIDENCE = ['lookedUp', 'reproduced'] as const;

/** Why the ladder was skipped, which a P0 may; null: it wasn't. */
export const bypassOf = ({ severity, bypass }: Pick<EscalationForm, 'severity' | 'bypass'>): string | null =>
  severity === 'P0' && bypass !== '' ? bypass : null;

/** Is the form complete in this field, as far as the ladder is concerned? */
const isThere = (form: EscalationForm, name: (typeof EVIDENCE)[number] | 'bypass'): boolean => {
  if (bypassOf(form) !== null) return true;
  if (name !== 'bypass') return form[name] !== '';
  return form.severity !== 'P0' || EVIDENCE.every((one) => form[one] !== '');
};

/** What the agent types: with what was looked up and reproduced, or as a P0 with a reason for going without. */
export const escalationFormSchema = escalationFields.check(
  ...[...EVIDENCE, 'bypass' as const].map((name) =>
    z.refine<EscalationForm>((form) => isThere(form, name), {
      path: [name],
      params: { missing: true },
      // Also where other fields are wrong, so that everything is said at once.
      when: ({ value }) => typeof value === 'object' && value !== null,
    }),
  ),
);

/** One ticket and its L3 bug, filed from it or joined: the fact that stays. */
export const escalationSchema = z.object({
  schema: z.literal(1),
  id: ownIdSchema,
  handoffId: ownIdSchema,
  releaseId: releaseIdSchema,
  revision: revisionSchema,
  ticketId: issueIdSchema,
  ticketKey: z.string(),
  bugId: issueIdSchema,
  bugKey: z.string(),
  by: accountIdSchema,
  at: momentSchema,
  /** The app created it for `by`, who may not. */
  byApp: z._default(z.boolean(), false),
  /** Who wrote it for `by` to file; null: they did themselves. */
  preparedBy: z._default(z.nullable(accountIdSchema), null),
  /** The ticket was added to a bug that was there. */
  joined: z._default(z.boolean(), false),
  /** As it was typed; of a ticket that was added, empty. */
  summary: z._default(z.string(), ''),
  /** Why the ladder was skipped; null: it wasn't. */
  bypass: z._default(z.nullable(z.string()), null),
  /** The rollout step that the ticket's customer is in; null: unknown, which means 100 %. */
  customer: z._default(z.nullable(customerSchema), null),
  /** What the ticket was told of the bug; absent: nothing yet. */
  told: z.optional(toldSchema),
  /** Attachments of the ticket that came along; absent: none yet. */
  carried: z.optional(carriedSchema),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** A filing in progress: stands in the way of a second bug for one ticket until the first one's outcome is known. */
export const claimSchema = z.object({
  schema: z.literal(1),
  ticketId: issueIdSchema,
  escalationId: ownIdSchema,
  by: accountIdSchema,
  /** Whose filing it is, where `by` clears up what they left; absent: theirs. */
  of: z.optional(accountIdSchema),
  startedAt: momentSchema,
  /**
   * `working`: an invocation is at it since `startedAt`. At rest: `nothing-sent` (Jira has nothing of it), `unknown` (a reply was
   * lost), `created` (the bug is there, a later step is not), `closed` (all done).
   */
  step: z.enum(['working', 'nothing-sent', 'unknown', 'created', 'closed']),
  bugId: z.nullable(issueIdSchema),
  bugKey: z.nullable(z.string()),
  /** The escalation of the ticket's newest bug before this filing: a claim that takes another one's place must not hide it. */
  newestFiled: z._default(z.nullable(ownIdSchema), null),
  /** False once a bug may have been created without its link: then only Jira's search can find it. */
  linked: z._default(z.boolean(), true),
  /** What the record of the bug names: who takes the place of a claim left at `created` writes that record first. */
  filing: z.object({
    handoffId: ownIdSchema,
    releaseId: releaseIdSchema,
    revision: revisionSchema,
    ticketKey: z.string(),
    byApp: z._default(z.boolean(), false),
    preparedBy: z._default(z.nullable(accountIdSchema), null),
    /** The project of the bug; empty in claims of before it was kept. */
    targetId: z._default(z.string(), ''),
    summary: z._default(z.string(), ''),
    bypass: z._default(z.nullable(z.string()), null),
    customer: z._default(z.nullable(customerSchema), null),
    /** The ticket is being added to a bug that is there. */
    joined: z._default(z.boolean(), false),
  }),
});
export type Claim = z.infer<typeof claimSchema>;

/** What everybody who sees the ticket is told of a filing in progress. */
export const inProgressSchema = z.pick(claimSchema, { escalationId: true, by: true, startedAt: true });
export type InProgress = z.infer<typeof inProgressSchema>;
