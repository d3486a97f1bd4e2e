import { z } from 'zod';

/** What the host reads of a manifest that Forge's schema has nothing against. */

const INDEX = z.union([
  z.string().transform((name) => ({ name, partition: [] as string[], range: [name] })),
  z.object({ name: z.string(), partition: z.array(z.string()).default([]), range: z.array(z.string()) }),
]);
const ENTITY = z.object({
  name: z.string(),
  attributes: z.record(z.string(), z.object({ type: z.enum(['string', 'integer', 'float', 'boolean', 'any']) })),
  indexes: z.array(INDEX).default([]),
});
const MODULE = z.looseObject({ key: z.string() });
const FUNCTION = MODULE.extend({
  handler: z.string(),
  timeoutSeconds: z.number().optional(),
  runtime: z.object({ memoryMB: z.number().optional() }).optional(),
});
const RESOURCE = z.object({ key: z.string(), path: z.string(), entry: z.record(z.string(), z.string()).default({}) });
const SCOPES = z.union([
  z.array(z.string()).transform((list) => list.map((scope) => ({ scope, offline: false }))),
  z
    .record(z.string(), z.looseObject({ allowImpersonation: z.boolean().default(false) }).nullable())
    .transform((map) =>
      Object.entries(map).map(([scope, more]) => ({ scope, offline: more?.allowImpersonation ?? false })),
    ),
]);

export const MANIFEST = z.looseObject({
  app: z.object({
    id: z.string(),
    runtime: z.object({ name: z.string(), memoryMB: z.number().optional() }),
    storage: z.object({ entities: z.array(ENTITY).default([]) }).default({ entities: [] }),
  }),
  modules: z.record(z.string(), z.array(MODULE)).transform(({ function: functions = [], ...others }) => ({
    functions: z.array(FUNCTION).parse(functions),
    others,
  })),
  resources: z.array(RESOURCE).default([]),
  permissions: z
    .object({
      scopes: SCOPES.default([]),
      content: z
        .object({ scripts: z.array(z.string()).optional(), styles: z.array(z.string()).optional() })
        .default({}),
      external: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ scopes: [], content: {}, external: {} }),
});

export type Manifest = z.output<typeof MANIFEST>;
export type DeclaredModule = z.output<typeof MODULE>;
export type DeclaredEntity = z.output<typeof ENTITY>;
