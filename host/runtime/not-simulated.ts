import { DISPLAY_CONDITIONS } from '../contracts';
import { isRecord } from '../is-record';
import type { Manifest } from './manifest-shape';

/** Sections of a manifest, and types of modules, that the host acts on. */
const SECTIONS = ['app', 'modules', 'resources', 'permissions'];
const MODULES = [
  ...['trigger', 'scheduledTrigger', 'consumer', 'jira:workflowValidator'],
  ...['jira:projectPage', 'jira:projectSettingsPage', 'jira:globalPage', 'jira:adminPage'],
  ...[
    'jira:issueContext',
    'jira:issueAction',
    'jira:projectPermission',
    'jira:globalPermission',
    'jira:entityProperty',
  ],
];

const SUBPAGES = ['pages', 'sections'];

/** What modules of these types may say and the host does nothing about. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'jira:workflowValidator': ['expression', 'configurationDescription'],
  'jira:issueContext': ['dynamicProperties', 'status'],
  ...{ 'jira:projectPage': SUBPAGES, 'jira:projectSettingsPage': SUBPAGES },
  ...{ 'jira:globalPage': SUBPAGES, 'jira:adminPage': SUBPAGES },
};

/** What the manifest lets the functions reach beside the platform. */
export function backendEgress({ external }: Pick<Manifest['permissions'], 'external'>): readonly unknown[] {
  const { fetch } = external;
  return isRecord(fetch) && Array.isArray(fetch.backend) ? (fetch.backend as unknown[]) : [];
}

/** Names of the conditions in `conditions`, also inside operators. */
const namesIn = (conditions: unknown): readonly string[] =>
  [conditions]
    .flat()
    .filter(isRecord)
    .flatMap((part) => Object.entries(part))
    .flatMap(([name, value]) => (['and', 'or', 'not'].includes(name) ? namesIn(value) : [name]));

/** What Forge would do for the app and this host doesn't, e.g. `modules of type rovo:agent`. */
export function notSimulated({ modules, ...sections }: Manifest): readonly string[] {
  const declared = Object.entries(modules.others).flatMap(([type, list]) => list.map((module) => ({ type, module })));
  return [
    ...Object.keys(sections)
      .filter((name) => !SECTIONS.includes(name))
      .map((name) => `the section ${name}`),
    ...Object.keys(modules.others)
      .filter((type) => !MODULES.includes(type))
      .map((type) => `modules of type ${type}`),
    ...modules.functions.filter(({ runtime }) => runtime).map(({ key }) => `memory of its own for function ${key}`),
    ...declared.flatMap(({ type, module }) =>
      (PROPERTIES[type] ?? [])
        .filter((property) => module[property] !== undefined)
        .map((property) => `${property} of ${type} "${module.key}"`),
    ),
    ...declared
      .filter(({ type, module: { entityType = 'issue' } }) => type === 'jira:entityProperty' && entityType !== 'issue')
      .map(({ type, module }) => `entityType ${String(module.entityType)} of ${type} "${module.key}"`),
    ...declared.flatMap(({ type, module }) =>
      namesIn(module.displayConditions)
        .filter((name) => !(DISPLAY_CONDITIONS as readonly string[]).includes(name))
        .map((name) => `the display condition ${name} of ${type} "${module.key}"`),
    ),
    ...(backendEgress(sections.permissions).length > 0 ? ['egress of functions (permissions.external)'] : []),
  ];
}
