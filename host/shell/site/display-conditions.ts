import type { DISPLAY_CONDITIONS, InstalledModule } from '../../contracts';
import { may, type Project, projectProperty } from './jira';

/** The project of the place where a module may be shown. Throws where the place belongs to none. */
type Here = () => Project;
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
  if (entity !== 'project') throw new Error(`Display conditions on a property of ${entity} are not simulated.`);
  let value = await projectProperty(here().key, propertyKey);
  for (const step of objectName?.split('.') ?? []) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
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
  projectType: (expected, here) => Promise.resolve([expected].flat().includes(here().projectTypeKey)),
  hasProjectPermission: async (expected, here) =>
    (await may([String(expected)], `projectKey=${here().key}`)).has(String(expected)),
  entityPropertyExists: async (expected, here) => (await property(expected, here)) !== undefined,
  entityPropertyEqualTo: async (expected, here) =>
    String(await property(expected, here)) === String((expected as PropertyCondition).value),
};

const isSimulated = (name: string): name is Name => Object.hasOwn(CONDITIONS, name);

/**
 * The modules a person sees at a place of `project`, or of none. They hide, they don't protect: a page is still there at its address, and the app's
 * functions check for themselves.
 */
export async function visible(
  modules: readonly InstalledModule[],
  project?: Project,
): Promise<readonly InstalledModule[]> {
  const here = () => {
    if (!project) throw new Error('A display condition asks for the project of a place that belongs to none.');
    return project;
  };
  const shown = await Promise.all(modules.map(({ manifest }) => all(manifest.displayConditions ?? {}, here)));
  return modules.filter((_, place) => shown[place]);
}
