import type { InstalledModule } from '../../contracts';
import { may, type Project, projectProperty } from './jira';

type Condition = (expected: unknown, project: Project) => Promise<boolean>;
interface PropertyCondition {
  readonly entity: string;
  readonly propertyKey: string;
  readonly objectName?: string;
  readonly value?: unknown;
}

async function property(expected: unknown, { key }: Project): Promise<unknown> {
  const { entity, propertyKey, objectName } = expected as PropertyCondition;
  if (entity !== 'project') throw new Error(`Display conditions on a property of ${entity} are not simulated.`);
  let value = await projectProperty(key, propertyKey);
  for (const step of objectName?.split('.') ?? []) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

const all = async (conditions: unknown, project: Project): Promise<boolean> => {
  const results = Object.entries(conditions as Record<string, unknown>).map(([name, expected]) => {
    const condition = Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name] : undefined;
    if (!condition) throw new Error(`The display condition "${name}" is not simulated by the local host.`);
    return condition(expected, project);
  });
  return (await Promise.all(results)).every(Boolean);
};
const each = (list: unknown, project: Project) =>
  Promise.all([list].flat().map((conditions) => all(conditions, project)));

/** Forge docs: manifest-reference/display-conditions; what an issue or a project page can ask. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  and: async (list, project) => (await each(list, project)).every(Boolean),
  or: async (list, project) => (await each(list, project)).some(Boolean),
  not: async (list, project) => !(await each(list, project)).every(Boolean),
  isLoggedIn: (expected) => Promise.resolve(expected === true),
  isAdmin: async (expected) => (await may(['ADMINISTER'])).has('ADMINISTER') === expected,
  projectType: (expected, { projectTypeKey }) => Promise.resolve([expected].flat().includes(projectTypeKey)),
  hasProjectPermission: async (expected, { key }) =>
    (await may([String(expected)], `projectKey=${key}`)).has(String(expected)),
  entityPropertyExists: async (expected, project) => (await property(expected, project)) !== undefined,
  entityPropertyEqualTo: async (expected, project) =>
    String(await property(expected, project)) === String((expected as PropertyCondition).value),
};

/** The modules a person sees here. They hide, they don't protect: the app's functions check for themselves. */
export async function visible(
  modules: readonly InstalledModule[],
  project: Project,
): Promise<readonly InstalledModule[]> {
  const shown = await Promise.all(modules.map(({ manifest }) => all(manifest.displayConditions ?? {}, project)));
  return modules.filter((_, place) => shown[place]);
}
