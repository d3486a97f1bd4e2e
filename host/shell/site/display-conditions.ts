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
const each = (list: unknown, here: Here) => Promise.all([list].flat().map((conditions) => all(conditions, here)));

/** Forge docs: manifest-reference/display-conditions. */
const CONDITIONS: Readonly<Record<Name, Condition>> = {
  and: async (list, here) => (await each(list, here)).every(Boolean),
  or: async (list, here) => (await each(list, here)).some(Boolean),
  not: async (list, here) => !(await each(list, here)).every(Boolean),
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
