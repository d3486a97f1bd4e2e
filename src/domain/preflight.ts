import * as z from 'zod/mini';
import { accountIdSchema, projectIdSchema } from './ids';
import type { Settings } from './settings';

const people = { who: z.array(accountIdSchema) };

/** One thing in a project's settings that can't work as Jira is now. The setting that it concerns follows from its code. */
export const findingSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('nothing-mapped') }),
  z.object({ code: z.literal('support-project-gone'), projectId: projectIdSchema }),
  z.object({ code: z.literal('target-gone'), project: z.string() }),
  z.object({ code: z.literal('issue-type-gone'), project: z.string(), issueType: z.string() }),
  /** `who` of the `looked` people of the mapped support projects that were looked at. */
  z.object({
    code: z.literal('agents-cannot-create'),
    project: z.string(),
    issueType: z.string(),
    looked: z.int(),
    ...people,
  }),
  /** `instead`: the link type that is used meanwhile; null: bugs are filed unlinked. */
  z.object({ code: z.literal('link-type-missing'), name: z.string(), instead: z.nullable(z.string()) }),
  /** Nobody is named, and none of the `looked` people that were looked at holds the permission. */
  z.object({ code: z.literal('nobody-signs'), looked: z.int() }),
  z.object({ code: z.literal('cannot-see-project'), setting: z.enum(['writers', 'signers', 'waivers']), ...people }),
  z.object({ code: z.literal('filer-cannot-create'), who: accountIdSchema, project: z.string() }),
  z.object({ code: z.literal('app-cannot-create') }),
]);
export type Finding = z.infer<typeof findingSchema>;

/** Jira's stock link type, for where the settings name none. */
export const USUAL_LINK = 'Relates';

/** What Jira says of what the settings name. */
export type Facts = {
  readonly settings: Settings;
  /** Projects that the admin sees. */
  readonly seen: ReadonlySet<string>;
  /** The L3 target as Jira has it; null: none is set, or the admin can't see it. */
  readonly issueTypes: ReadonlySet<string> | null;
  /** In the L3 target's own settings: may the app file there for others? */
  readonly appFilesThere: boolean;
  readonly appMayCreateHere: boolean;
  readonly linkTypes: ReadonlySet<string>;
  /** Some of the people who work in the mapped support projects. */
  readonly agents: readonly string[];
  /** By account id: those of the agents, and of who is named in the settings, who were looked at. */
  readonly people: ReadonlyMap<
    string,
    { readonly sees: boolean; readonly signs: boolean; readonly createsThere: boolean }
  >;
};

const mappingFindings = ({ settings, seen }: Facts): Finding[] => {
  if (settings.supportProjects.length === 0)
    return settings.productProjects.length === 0 ? [{ code: 'nothing-mapped' }] : [];
  return settings.supportProjects
    .filter((projectId) => !seen.has(projectId))
    .map((projectId) => ({ code: 'support-project-gone', projectId }));
};

const targetFindings = ({ settings, seen, issueTypes, agents, people, appFilesThere }: Facts): Finding[] => {
  const { l3Target, filer } = settings;
  if (l3Target === null) return [];
  const { project, issueType } = l3Target;
  const names = { project: project.name, issueType: issueType.name };
  if (issueTypes === null || !seen.has(project.id)) return [{ code: 'target-gone', project: project.name }];
  if (!issueTypes.has(issueType.id)) return [{ code: 'issue-type-gone', ...names }];
  const cannot = (who: string): boolean => people.get(who)?.createsThere === false;
  const who = agents.filter(cannot);
  const findings: Finding[] = [];
  if (who.length > 0 && filer === null && !appFilesThere)
    findings.push({ code: 'agents-cannot-create', ...names, looked: agents.length, who });
  if (filer !== null && cannot(filer))
    findings.push({ code: 'filer-cannot-create', who: filer, project: project.name });
  return findings;
};

const linkFindings = ({ settings, linkTypes }: Facts): Finding[] => {
  const name = settings.linkType ?? USUAL_LINK;
  if (linkTypes.has(name)) return [];
  return [{ code: 'link-type-missing', name, instead: linkTypes.has(USUAL_LINK) ? USUAL_LINK : null }];
};

const peopleFindings = ({ settings, people }: Facts): Finding[] => {
  const nobodySigns =
    settings.signers.length === 0 && settings.csLead === null && ![...people.values()].some(({ signs }) => signs);
  const blind = (['writers', 'signers', 'waivers'] as const).flatMap((setting): Finding[] => {
    const who = settings[setting].filter((person) => people.get(person)?.sees === false);
    return who.length === 0 ? [] : [{ code: 'cannot-see-project', setting, who }];
  });
  return [...(nobodySigns ? [{ code: 'nobody-signs', looked: people.size } as const] : []), ...blind];
};

/** Every finding, in the order of the settings. */
export const findingsOf = (facts: Facts): Finding[] => [
  ...mappingFindings(facts),
  ...targetFindings(facts),
  ...linkFindings(facts),
  ...peopleFindings(facts),
  ...(facts.settings.appMayFile && !facts.appMayCreateHere ? [{ code: 'app-cannot-create' } as const] : []),
];
