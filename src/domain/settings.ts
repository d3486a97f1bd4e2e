import * as z from 'zod/mini';
import { accountIdSchema, daySchema, projectIdSchema, roleIdSchema } from './ids';

/** A mapping is written on both sides in one transaction of at most 25 records: 1 + 12 removed + 12 added. */
export const MAX_SUPPORT_PROJECTS = 12;

/** Who may do something where the permission scheme can't say it (team-managed projects) or doesn't. */
const peopleSchema = z.array(accountIdSchema).check(z.maxLength(50));
/** The same by role of the project: whoever has one of these roles in it. */
const rolesSchema = z.array(roleIdSchema).check(z.maxLength(20));

/** Settings of one project, of either kind: a product project says who reads, a support project remembers whom it reads. */
export const settingsSchema = z.object({
  schema: z.literal(1),
  /** Support projects whose people may read this product project's live handoffs. */
  supportProjects: z.array(projectIdSchema).check(z.maxLength(MAX_SUPPORT_PROJECTS)),
  /** Product projects that are mapped to this support project; kept in step with their `supportProjects`. */
  productProjects: z.array(projectIdSchema),
  /** The product project is in Jira's trash or deleted: nobody reads its handoffs through a mapping, which stays for when it comes back. */
  gone: z.boolean(),
  /** Days before the release date by which the handoff is due. */
  dueDays: z.int().check(z.minimum(0), z.maximum(90)),
  /** Days that CS must have had the handoff when the gate is asked. */
  csDays: z.int().check(z.minimum(0), z.maximum(30)),
  /** CS Lead of a new handoff. */
  csLead: z.nullable(accountIdSchema),
  /** May people sign what they wrote a part of? */
  authorsMaySign: z.boolean(),
  /** May whoever edits the project's issues write its handoffs? Else only who holds the permission, is named, or is the PO. */
  editorsMayWrite: z.boolean(),
  writers: peopleSchema,
  writerRoles: rolesSchema,
  signers: peopleSchema,
  signerRoles: rolesSchema,
  waivers: peopleSchema,
  waiverRoles: rolesSchema,
  /** Who sets the chain level of an L3 bug. */
  triagers: peopleSchema,
  triagerRoles: rolesSchema,
  /** Of a support project: who of it may go to Support L3; nobody named: everybody who sees the ticket. */
  escalators: peopleSchema,
  escalatorRoles: rolesSchema,
  /** May the PO of a release waive its gate? */
  poMayWaive: z.boolean(),
  /** Where L3 bugs of new handoffs go. */
  l3Target: z.nullable(
    z.object({
      project: z.object({ id: projectIdSchema, name: z.string() }),
      issueType: z.object({ id: z.string(), name: z.string() }),
    }),
  ),
  /** Name of the link between an L3 bug and its ticket; null: Jira's "Relates". */
  linkType: z.nullable(z.string()),
  /** Who files prepared bugs of people who may not create them. */
  filer: z.nullable(accountIdSchema),
  /** As the target of L3 bugs: may the app file for people who may not create here? Their names go into the bug. */
  appMayFile: z.boolean(),
  /** IANA name of the zone in whose mornings reminders come. */
  timeZone: z.string().check(z.maxLength(64)),
  /** ISO weekdays, 1 = Monday. */
  workdays: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1), z.maxLength(7)),
  /** Days on which nobody works although it is a weekday. */
  holidays: z.array(daySchema).check(z.maxLength(100)),
  /** May reminders also go out by Jira's own notification? */
  notify: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Jira's stock link type, for where the settings name none. */
export const USUAL_LINK = 'Relates';

export const defaultSettings: Settings = {
  schema: 1,
  supportProjects: [],
  productProjects: [],
  gone: false,
  dueDays: 7,
  csDays: 2,
  csLead: null,
  authorsMaySign: false,
  editorsMayWrite: true,
  writers: [],
  writerRoles: [],
  signers: [],
  signerRoles: [],
  waivers: [],
  waiverRoles: [],
  triagers: [],
  triagerRoles: [],
  escalators: [],
  escalatorRoles: [],
  poMayWaive: false,
  l3Target: null,
  linkType: null,
  filer: null,
  appMayFile: false,
  timeZone: 'UTC',
  workdays: [1, 2, 3, 4, 5],
  holidays: [],
  notify: true,
};

/** The support projects whose people read the live handoffs now. */
export const readingProjects = ({ gone, supportProjects }: Settings): readonly string[] =>
  gone ? [] : supportProjects;
