import type { DISPLAY_CONDITIONS, InstalledModule } from '../../contracts';
import { type Issue, may, type Project, propertyOf } from './jira';

/** Where a module may be shown. */
interface Here {
  /** Throws where the place belongs to none. */
  readonly project: () => Project;
  readonly issue: Issue | undefined;
}
type Condition = (expected: unknown, here: Here) => Promise<boolean>;
type Name = (typeof DISPLAY_CONDITIONS)[number] | 'and' | 'or' | 'not';
interface PropertyCondition {
  readonly entity: string;
  readonly propertyKey: string;
  readonly objectName?: string;
  readonly value?: unknown;
}

async function property(expected: unknown, here: Here): Promise<unknown> {
  const { entity, propertyKey, objectName } = expected as PropertyCondition;
  let value = await bearerProperty(entity, propertyKey, here);
  for (const step of objectName?.split('.') ?? []) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

/** Where there is no issue, nothing is known of its properties (Forge docs: entity-property-conditions, "entity"). */
async function bearerProperty(entity: string, propertyKey: string, { project, issue }: Here): Promise<unknown> {
  if (entity === 'project') return propertyOf('project', project().key, propertyKey);
  if (entity !== 'issue') throw new Error(`Display conditions on a property of ${entity} are not simulated.`);
  return issue && propertyOf('issue', issue.key, propertyKey);
}

const all = async (conditions: unknown, here: Here): Promise<boolean> => {
  const results = Object.entries(conditions as Record<string, unknown>).map(([name, expected]) => {
    if (!isSimulated(name)) throw new Error(`The display condition "${name}" is not simulated by the local host.`);
    return CONDITIONS[name](expected, here);
  });
  return (await Promise.all(results)).every(Boolean);
};
/** What an operator is given: a list, or the conditions of one object, each for itself. */
const each = (given: unknown, here: Here) => {
  const parts: readonly unknown[] = Array.isArray(given)
    ? given
    : Object.entries(given as Record<string, unknown>).map(([name, expected]) => ({ [name]: expected }));
  return Promise.all(parts.map((conditions) => all(conditions, here)));
};

async function negated(given: unknown, here: Here): Promise<boolean> {
  const [first, ...others] = await each(given, here);
  if (others.length > 0)
    throw new Error('The display condition "not" of several is not simulated: whether any or all.');
  return !first;
}

/** Forge docs: manifest-reference/display-conditions; of operators its example, and the readme of the package @atlassian/forge-conditions. */
const CONDITIONS: Readonly<Record<Name, Condition>> = {
  and: async (list, here) => (await each(list, here)).every(Boolean),
  or: async (list, here) => (await each(list, here)).some(Boolean),
  not: negated,
  isLoggedIn: (expected) => Promise.resolve(expected === true),
  isAdmin: async (expected) => (await may(['ADMINISTER'])).has('ADMINISTER') === expected,
  projectType: (expected, here) => Promise.resolve([expected].flat().includes(here.project().projectTypeKey)),
  hasProjectPermission: async (expected, here) =>
    (await may([String(expected)], `projectKey=${here.project().key}`)).has(String(expected)),
  entityPropertyExists: async (expected, here) => (await property(expected, here)) !== undefined,
  entityPropertyEqualTo: async (expected, here) =>
    String(await property(expected, here)) === String((expected as PropertyCondition).value),
};

const isSimulated = (name: string): name is Name => Object.hasOwn(CONDITIONS, name);

/**
 * The modules a person sees at a place of `project`, or of none, and on `issue`, if it is one's. They hide, they don't protect: a page is still there at its address, and the app's
 * functions check for themselves.
 */
export async function visible(
  modules: readonly InstalledModule[],
  project?: Project,
  issue?: Issue,
): Promise<readonly InstalledModule[]> {
  const here: Here = {
    project: () => {
      if (!project) throw new Error('A display condition asks for the project of a place that belongs to none.');
      return project;
    },
    issue,
  };
  const shown = await Promise.all(modules.map(({ manifest }) => all(manifest.displayConditions ?? {}, here)));
  return modules.filter((_, place) => shown[place]);
}
