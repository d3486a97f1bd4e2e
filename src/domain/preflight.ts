import * as z from 'zod/mini';
import { accountIdSchema, projectIdSchema } from './ids';
import { appObstacleSchema, neededThroughApp, type CreateField } from './needed-fields';
import { USUAL_LINK, type Settings } from './settings';

const people = { who: z.array(accountIdSchema) };

/** What is asked of Jira apart from the rest; Jira may say no to one of them. */
const partSchema = z.enum(['projects', 'agents', 'people', 'roles', 'link-types', 'app']);
export type Part = z.infer<typeof partSchema>;

/** One thing in a project's settings that can't work as Jira is now. The setting that it concerns follows from its code. */
export const findingSchema = z.discriminatedUnion('code', [
  /** Jira said no to this part of the check, so that nothing is known of it. */
  z.object({ code: z.literal('not-looked-at'), part: partSchema }),
  z.object({ code: z.literal('nothing-mapped') }),
  z.object({ code: z.literal('support-project-gone'), projectId: projectIdSchema }),
  z.object({ code: z.literal('target-gone'), project: z.string() }),
  z.object({ code: z.literal('issue-type-gone'), project: z.string(), issueType: z.string() }),
  /** `who` of the `looked` people of the mapped support projects that were looked at; `app`: why the app doesn't file for them. */
  z.object({
    code: z.literal('agents-cannot-create'),
    project: z.string(),
    issueType: z.string(),
    looked: z.int(),
    app: z.union([z.literal('off'), appObstacleSchema]),
    ...people,
  }),
  /** `instead`: the link type that is used meanwhile; null: bugs are filed unlinked. */
  z.object({ code: z.literal('link-type-missing'), name: z.string(), instead: z.nullable(z.string()) }),
  /** Nobody is named, and none of the `looked` people that were looked at holds the permission. */
  z.object({ code: z.literal('nobody-signs'), looked: z.int() }),
  z.object({ code: z.literal('cannot-see-project'), setting: z.enum(['writers', 'waivers', 'escalators']), ...people }),
  /** Neither in the project nor in one that is mapped to it: who signs may read in either. */
  z.object({ code: z.literal('cannot-read-handoffs'), setting: z.enum(['csLead', 'signers']), ...people }),
  z.object({ code: z.literal('triagers-cannot-see-target'), project: z.string(), ...people }),
  z.object({
    code: z.literal('role-gone'),
    setting: z.enum(['writers', 'signers', 'waivers', 'triagers', 'escalators']),
  }),
  z.object({ code: z.literal('filer-cannot-create'), who: accountIdSchema, project: z.string() }),
  z.object({ code: z.literal('filer-cannot-see-tickets'), who: accountIdSchema, projects: z.array(z.string()) }),
  z.object({ code: z.literal('app-cannot-create') }),
]);
export type Finding = z.infer<typeof findingSchema>;

/** What a person may do, as far as it was asked. */
export type Looked = {
  /** Projects that they may browse: of the product project, its mapped support projects and its L3 target. */
  readonly browses: ReadonlySet<string>;
  readonly signs: boolean;
  readonly createsInTarget: boolean;
};

/** What Jira says of what the settings name; null where it said no. */
type Facts = {
  readonly projectId: string;
  readonly settings: Settings;
  /** Names of the mapped projects and the L3 target, as far as the admin sees them. */
  readonly projects: ReadonlyMap<string, string> | null;
  /** The L3 target as Jira has it; null: none is set, or the admin can't see it. */
  readonly issueTypes: ReadonlySet<string> | null;
  /** The create screen of the L3 target as the app sees it, null where it may not create there; `off` where it doesn't file for others. */
  readonly appScreen: readonly CreateField[] | 'off' | null;
  readonly appMayCreateHere: boolean;
  readonly linkTypes: ReadonlySet<string> | null;
  readonly roles: ReadonlySet<string> | null;
  /** Some of the people who work in the mapped support projects. */
  readonly agents: readonly string[];
  /** By account id: those of the agents, and of who is named in the settings, who were looked at. */
  readonly people: ReadonlyMap<string, Looked>;
  readonly notLookedAt: readonly Part[];
};

const mappingFindings = ({ settings, projects }: Facts): Finding[] => {
  if (settings.supportProjects.length === 0)
    return settings.productProjects.length === 0 ? [{ code: 'nothing-mapped' }] : [];
  return settings.supportProjects
    .filter((projectId) => projects?.has(projectId) === false)
    .map((projectId) => ({ code: 'support-project-gone', projectId }));
};

/** Who of the agents files neither themselves nor through the app, by the rule of the form "File L3 bug". */
const agentFindings = ({ settings, agents, people, appScreen }: Facts, l3Target: L3Target): Finding[] => {
  if (settings.filer !== null) return [];
  const obstacleOf = (agent: string) => {
    const looked = people.get(agent);
    if (looked === undefined || looked.createsInTarget) return null;
    if (appScreen === 'off') return 'off';
    const needed = neededThroughApp(appScreen, looked.browses.has(l3Target.project.id));
    return typeof needed === 'string' ? needed : null;
  };
  const who = agents.filter((agent) => obstacleOf(agent) !== null);
  const app = obstacleOf(who[0] ?? '');
  const names = { project: l3Target.project.name, issueType: l3Target.issueType.name };
  return app === null ? [] : [{ code: 'agents-cannot-create', ...names, looked: agents.length, app, who }];
};

type L3Target = NonNullable<Settings['l3Target']>;

const targetFindings = (facts: Facts): Finding[] => {
  const { settings, projects, issueTypes, people } = facts;
  const { l3Target, filer, triagers } = settings;
  if (l3Target === null || projects === null) return [];
  const { project, issueType } = l3Target;
  if (issueTypes === null || !projects.has(project.id)) return [{ code: 'target-gone', project: project.name }];
  if (!issueTypes.has(issueType.id))
    return [{ code: 'issue-type-gone', project: project.name, issueType: issueType.name }];
  const who = triagers.filter((person) => people.get(person)?.browses.has(project.id) === false);
  return [
    ...agentFindings(facts, l3Target),
    ...(who.length > 0 ? [{ code: 'triagers-cannot-see-target', project: project.name, who } as const] : []),
    ...(filer !== null && people.get(filer)?.createsInTarget === false
      ? [{ code: 'filer-cannot-create', who: filer, project: project.name } as const]
      : []),
  ];
};

const linkFindings = ({ settings, linkTypes }: Facts): Finding[] => {
  const name = settings.linkType ?? USUAL_LINK;
  if (linkTypes === null || linkTypes.has(name)) return [];
  return [{ code: 'link-type-missing', name, instead: linkTypes.has(USUAL_LINK) ? USUAL_LINK : null }];
};

const ROLES = {
  writers: 'writerRoles',
  signers: 'signerRoles',
  waivers: 'waiverRoles',
  triagers: 'triagerRoles',
  escalators: 'escalatorRoles',
} as const;

const roleFindings = ({ settings, roles }: Facts): Finding[] =>
  (Object.keys(ROLES) as (keyof typeof ROLES)[])
    .filter((setting) => settings[ROLES[setting]].some((role) => roles?.has(role) === false))
    .map((setting) => ({ code: 'role-gone', setting }));

const peopleFindings = ({ projectId, settings, projects, people }: Facts): Finding[] => {
  const { csLead, signers, signerRoles, supportProjects, filer } = settings;
  const nobodySigns =
    signers.length + signerRoles.length === 0 && csLead === null && ![...people.values()].some(({ signs }) => signs);
  const blindIn = (projectIds: readonly string[], among: readonly string[]): string[] =>
    among.filter((person) => {
      const looked = people.get(person);
      return looked !== undefined && !projectIds.some((id) => looked.browses.has(id));
    });
  const blind = (['writers', 'waivers', 'escalators'] as const).flatMap((setting): Finding[] => {
    const who = blindIn([projectId], settings[setting]);
    return who.length === 0 ? [] : [{ code: 'cannot-see-project', setting, who }];
  });
  // Where the admin doesn't see a mapped project, it isn't asked who does: people may well read there.
  const seen = supportProjects.filter((id) => projects?.has(id));
  const lists = { csLead: csLead === null ? [] : [csLead], signers };
  const unread = (['csLead', 'signers'] as const).flatMap((setting): Finding[] => {
    const who = blindIn([projectId, ...seen], lists[setting]);
    const isKnown = seen.length === supportProjects.length;
    return who.length === 0 || !isKnown ? [] : [{ code: 'cannot-read-handoffs', setting, who }];
  });
  const unseen = filer === null ? [] : seen.filter((id) => blindIn([id], [filer]).length > 0);
  return [
    ...(nobodySigns ? [{ code: 'nobody-signs', looked: people.size } as const] : []),
    ...unread,
    ...blind,
    ...(filer !== null && unseen.length > 0
      ? [
          {
            code: 'filer-cannot-see-tickets',
            who: filer,
            projects: unseen.map((id) => projects?.get(id) ?? id),
          } as const,
        ]
      : []),
  ];
};

/** Every finding, in the order of the settings. */
export const findingsOf = (facts: Facts): Finding[] => [
  ...facts.notLookedAt.map((part) => ({ code: 'not-looked-at', part }) as const),
  ...mappingFindings(facts),
  ...targetFindings(facts),
  ...linkFindings(facts),
  ...roleFindings(facts),
  ...peopleFindings(facts),
  ...(facts.settings.appMayFile && !facts.appMayCreateHere ? [{ code: 'app-cannot-create' } as const] : []),
];
