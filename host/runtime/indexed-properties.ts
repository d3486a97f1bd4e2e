import { z } from 'zod';
import type { IndexedProperty } from '../contracts';
import type { App } from './manifest';
import type { DeclaredModule } from './manifest-shape';

const DECLARED = z.object({
  entityType: z.string().default('issue'),
  propertyKey: z.string(),
  values: z.array(
    z.object({
      path: z.string(),
      type: z.enum(['number', 'text', 'string', 'user', 'date']),
      searchAlias: z.string().optional(),
    }),
  ),
});

/** The fields that modules of type `jira:entityProperty` have indexed, each with the kind of thing that bears the property. */
export const indexedPropertiesIn = (
  modules: readonly Pick<DeclaredModule, string>[],
): (IndexedProperty & { readonly entityType: string })[] =>
  modules.flatMap((module) => {
    const { entityType, propertyKey, values } = DECLARED.parse(module);
    return values.map(({ path, type, searchAlias }) => ({ entityType, propertyKey, path, type, searchAlias }));
  });

/** What Jira indexes of issues; users and projects are named at the start as not simulated. */
export const indexedPropertiesOf = ({ modules }: Pick<App, 'modules'>): IndexedProperty[] =>
  indexedPropertiesIn(
    modules.filter(({ type }) => type === 'jira:entityProperty').map(({ manifest }) => ({ key: '', ...manifest })),
  ).filter(({ entityType }) => entityType === 'issue');
