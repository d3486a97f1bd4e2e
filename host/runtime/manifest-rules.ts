// By its path, because the package exports only its entry, which takes seconds to load.
import SCOPES from '../../node_modules/@forge/manifest/out/scopes/shipyard-scopes.json';
import { isRecord } from '../is-record';
import { limit } from '../limits';
import { duplicates } from './duplicates';
import { pathsOf, readFilter } from './event-filters';
import { isKnownEvent, mayReceive } from './event-scopes';
import { storageProblems } from './manifest-entities';
import type { DeclaredModule, Manifest } from './manifest-shape';
import { indexedPropertiesIn } from './indexed-properties';
import { hasOwnTime } from './time-limits';

/** Of these an app has one at most (package @forge/manifest, validate-full-page). */
const SINGLE = ['jira:projectPage', 'jira:projectSettingsPage', 'jira:globalPage'];

/** `file.export`, the file below src (package @forge/manifest, modules-validator). */
const HANDLER = /^([\p{Alpha}\d_-]+(?:\/[\p{Alpha}\d_-]+)*)\.([\p{Alpha}\d_-]+)$/u;

/** Runtimes that the schema still knows, but whose deploys are refused (changelog CHANGE-3209). */
const ENDED_RUNTIMES = ['nodejs20.x'];

/** Every module but the functions, with its type. */
const modulesOf = ({ modules }: Manifest) =>
  Object.entries(modules.others).flatMap(([type, list]) => list.map((module) => ({ type, module })));

/** What stands under `property` in a module or one level below it, e.g. of `resolver: {function}`. */
const named = (module: DeclaredModule, property: string) =>
  [module, ...Object.values(module).filter(isRecord)]
    .map((part) => part[property])
    .filter((value) => typeof value === 'string');

function* moduleProblems({ modules: { functions, others } }: Manifest): Generator<string> {
  if (Object.keys(others).length === 0) yield 'the app has no module';
  const keys = [...functions, ...Object.values(others).flat()].map(({ key }) => key);
  for (const key of duplicates(keys)) yield `there are two modules "${key}"`;
  for (const type of SINGLE) if ((others[type] ?? []).length > 1) yield `there can be only one ${type}`;
  if ((others.scheduledTrigger ?? []).length > limit('manifest.scheduledTriggers'))
    yield `there are more than ${limit('manifest.scheduledTriggers')} scheduled triggers`;
  if (indexedPropertiesIn(others['jira:entityProperty'] ?? []).length > limit('manifest.indexedValues'))
    yield `there are more than ${limit('manifest.indexedValues')} indexed fields of entity properties`;
  for (const { key, ...validator } of others['jira:workflowValidator'] ?? [])
    if ((validator.function === undefined) === (validator.expression === undefined))
      yield `workflow validator "${key}" needs either a function or an expression`;
}

function* functionProblems(manifest: Manifest): Generator<string> {
  const { functions } = manifest.modules;
  const modules = modulesOf(manifest);
  for (const { type, module } of modules)
    for (const key of named(module, 'function'))
      if (!functions.some((item) => item.key === key))
        yield `${type} "${module.key}" names the function "${key}", which is not declared`;
  for (const { key, handler, timeoutSeconds } of functions) {
    if (key.length > limit('manifest.functionKeyLength'))
      yield `the key of function "${key}" has more than ${limit('manifest.functionKeyLength')} characters`;
    if (!HANDLER.test(handler)) yield `the handler "${handler}" of function "${key}" is not file.export`;
    if (timeoutSeconds === undefined) continue;
    const kinds = modules.filter(({ module }) => named(module, 'function').includes(key)).map(({ type }) => type);
    const [long, others] = [kinds.some(hasOwnTime), kinds.find((type) => !hasOwnTime(type))];
    if (others !== undefined && (long || timeoutSeconds > limit('invocation.longSeconds')))
      yield `function "${key}" with its timeoutSeconds is for consumers and scheduled triggers, not for ${others}`;
  }
}

function* resourceProblems(manifest: Manifest): Generator<string> {
  const { resources } = manifest;
  if (resources.length > limit('manifest.resources'))
    yield `there are more than ${limit('manifest.resources')} resources`;
  for (const key of duplicates(resources.map((resource) => resource.key))) yield `there are two resources "${key}"`;
  for (const { type, module } of modulesOf(manifest))
    for (const reference of named(module, 'resource')) {
      const [key, entry, ...more] = reference.split('/');
      const resource = resources.find((item) => item.key === key);
      if (!resource || more.length > 0 || (entry !== undefined && !Object.hasOwn(resource.entry, entry)))
        yield `${type} "${module.key}" names the resource "${reference}", which is not declared`;
    }
}

/** The events of a trigger: names, or objects with a name and a filter. */
const eventsOf = ({ events, filter }: DeclaredModule) =>
  (Array.isArray(events) ? (events as unknown[]) : []).map((event) => {
    const own = isRecord(event) ? event : { eventType: event, filter };
    return { name: String(own.eventType), ignoreSelf: isRecord(own.filter) && own.filter.ignoreSelf === true };
  });

/** A filter that is not simulated is refused when the triggers are loaded. */
const pathsOfFilter = (filter: unknown): readonly string[] =>
  isRecord(filter) && typeof filter.expression === 'string' ? pathsOf(readFilter(filter.expression) ?? []) : [];

function* triggerProblems({ modules: { others }, permissions }: Manifest): Generator<string> {
  const scopes = permissions.scopes.map(({ scope }) => scope);
  for (const trigger of others.trigger ?? [])
    for (const { name, ignoreSelf } of eventsOf(trigger)) {
      if (!isKnownEvent(name)) yield `trigger "${trigger.key}" listens to "${name}", which is no event of Jira's`;
      else if (!mayReceive(name, scopes)) yield `trigger "${trigger.key}" listens to "${name}" without its scopes`;
      if (ignoreSelf && !name.includes('jira')) yield `trigger "${trigger.key}": ignoreSelf is for Jira's events only`;
    }
  const most = limit('manifest.propertyPaths');
  const paths = (others.trigger ?? []).flatMap(({ filter }) => pathsOfFilter(filter));
  if (new Set(paths).size > most) yield `filters of triggers name more than ${most} property paths`;
}

function* permissionProblems({ permissions }: Manifest): Generator<string> {
  for (const { scope } of permissions.scopes) if (!SCOPES.includes(scope)) yield `there is no scope "${scope}"`;
}

function* runtimeProblems({ app: { runtime }, modules: { functions } }: Manifest): Generator<string> {
  const [least, most] = [limit('manifest.memoryMinMb'), limit('manifest.memoryMb')];
  if (ENDED_RUNTIMES.includes(runtime.name)) yield `the runtime ${runtime.name} is no longer deployed`;
  for (const { memoryMB = least } of [runtime, ...functions.map((item) => item.runtime ?? {})])
    if (!Number.isInteger(memoryMB) || memoryMB < least || memoryMB > most)
      yield `memoryMB ${memoryMB} is not between ${least} and ${most}`;
}

/** What Forge refuses to deploy although its schema has nothing against it: one generator of sentences per subject. */
export const RULES: readonly ((manifest: Manifest) => Iterable<string>)[] = [
  moduleProblems,
  functionProblems,
  resourceProblems,
  triggerProblems,
  permissionProblems,
  runtimeProblems,
  storageProblems,
];
