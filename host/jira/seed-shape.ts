import { z } from 'zod';

const transition = z.strictObject({
  name: z.string(),
  /** Names of statuses; without it, from any status. */
  from: z.array(z.string()).default([]),
  to: z.string(),
  /** Fields on its screen, such as `fixVersions`; without it, it has no screen. */
  screen: z.array(z.string()).optional(),
});

const workflow = z.strictObject({
  /** The first one is where issues begin. */
  statuses: z.array(z.strictObject({ name: z.string(), category: z.enum(['new', 'indeterminate', 'done']) })).min(1),
  transitions: z.array(transition),
});

const issueType = z.strictObject({
  name: z.string(),
  description: z.string().default(''),
  /** Name of one of the project's own workflows, or of a built-in one: `simple`, `release`, `support`. */
  workflow: z.string().optional(),
  /** Fields of its create and edit screen instead of the usual ones: Jira's ids, and names of `customFields`. */
  screen: z.array(z.string()).optional(),
  required: z.array(z.string()).default(['summary']),
});

const project = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
  name: z.string(),
  type: z.enum(['software', 'service_desk', 'business']).default('software'),
  style: z.enum(['classic', 'next-gen']).default('classic'),
  /** E-mail address. */
  lead: z.string().optional(),
  /** Usually Bug, Story, Release (with the workflow `release`); in a service project, Support request. A bare name takes all defaults. */
  issueTypes: z.array(z.union([z.string(), issueType])).optional(),
  /** Role -> e-mail addresses. The built-in roles are Administrators, Members, Viewers; others can be added. */
  roles: z.record(z.string(), z.array(z.string())).default({}),
  /** Permission -> further holders beside the roles' usual ones: e-mail addresses, names of roles, `anyone`, `reporter`. `app:<module key>` is an app's own permission. */
  permissions: z.record(z.string(), z.array(z.string())).default({}),
  workflows: z.record(z.string(), workflow).default({}),
  /** Names of its components. */
  components: z.array(z.string()).default([]),
  /** Permissions that the installed app lacks here. */
  appLacks: z.array(z.string()).default([]),
});

/** What `seed` takes; everything may be left out. */
export const siteSeed = z.strictObject({
  people: z
    .array(
      z.strictObject({
        email: z.string(),
        name: z.string(),
        /** Without it, made of the e-mail address. */
        accountId: z.string().optional(),
        /** Sees the portal only. */
        customer: z.boolean().default(false),
        /** Holds ADMINISTER and is an administrator of every project. */
        admin: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Highest first. */
  priorities: z.array(z.string()).default(['Highest', 'High', 'Medium', 'Low', 'Lowest']),
  linkTypes: z.array(z.strictObject({ name: z.string(), inward: z.string(), outward: z.string() })).default([
    { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
    { name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
    { name: 'Relates', inward: 'relates to', outward: 'relates to' },
  ]),
  /** Fields that admins added to the site. */
  customFields: z
    .array(
      z.strictObject({
        name: z.string(),
        type: z.enum(['text', 'textarea', 'number', 'date', 'user', 'select', 'multiselect', 'labels']),
        options: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  projects: z.array(project).default([]),
  /** Issue security: key of an issue -> whom it is kept from, by e-mail address or `app`. */
  hidden: z.record(z.string(), z.array(z.string())).default({}),
  searchLagMs: z.number().int().nonnegative().optional(),
});

/**
 * What a site has that Jira's REST API doesn't create, as one JSON document; everything may be left out:
 * `{people: [{email, name, customer?, admin?}], projects: [{key, name, type?, roles?, permissions?, issueTypes?, workflows?}], …}`.
 * Versions, issues, links and comments are made through the REST API afterwards.
 */
export type SiteSeed = z.input<typeof siteSeed>;

export type SeedProject = z.output<typeof project>;
export type SeedWorkflow = z.input<typeof workflow>;
export type SeedIssueType = z.input<typeof issueType>;
