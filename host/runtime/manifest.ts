import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { EntityDeclarations } from '../kvs/schema';

/** MB of memory of a function unless `app.runtime.memoryMB` says otherwise (Forge docs: limits-invocation). */
const DEFAULT_MEMORY_MB = 512;

const ATTRIBUTE = z.object({ type: z.enum(['string', 'integer', 'float', 'boolean', 'any']) });
const INDEX = z.union([
  z.string().transform((name) => ({ name, partition: [] as string[], range: [name] })),
  z.object({ name: z.string(), partition: z.array(z.string()).default([]), range: z.array(z.string()).length(1) }),
]);
/** Names, types and counts as Forge's manifest schema and storage-reference/entities-manifest have them; a manifest beyond them is not deployed. */
const ATTRIBUTE_NAME = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'Attribute names are letters, digits and _')
  .max(30);
const ENTITY_NAME = z
  .string()
  .regex(/^(?![_.-])(?!.*\.{2})[a-z0-9:\-_.]*(?<![.])$/, 'Not a name for an entity')
  .min(3)
  .max(60);
const ENTITY = z
  .object({
    name: ENTITY_NAME,
    attributes: z.record(ATTRIBUTE_NAME, ATTRIBUTE),
    indexes: z.array(INDEX).max(7).default([]),
  })
  .refine(
    ({ attributes, indexes }) =>
      indexes
        .flatMap(({ partition, range }) => [...partition, ...range])
        .every((name) => (attributes[name]?.type ?? 'any') !== 'any'),
    'An index needs declared attributes of a type other than any',
  );
const MODULE = z.looseObject({ key: z.string() });
const FUNCTION = MODULE.extend({
  handler: z.string().regex(/^.+\..+$/, 'A handler is file.export'),
  timeoutSeconds: z.number().optional(),
});
const RESOURCE = z.object({ key: z.string(), path: z.string(), entry: z.record(z.string(), z.string()).default({}) });

/** The parts of manifest.yml the host acts on; the Forge CLI's own linter checks the rest. */
const MANIFEST = z.object({
  app: z.object({
    id: z.string(),
    runtime: z.object({ memoryMB: z.number().optional() }),
    storage: z.object({ entities: z.array(ENTITY).max(20).default([]) }).default({ entities: [] }),
  }),
  modules: z.record(z.string(), z.array(MODULE)),
  resources: z.array(RESOURCE).default([]),
  permissions: z
    .object({
      scopes: z
        .union([
          z.array(z.string()).transform((list) => list.map((scope) => ({ scope, offline: false }))),
          z
            .record(z.string(), z.looseObject({ allowImpersonation: z.boolean().default(false) }).nullable())
            .transform((map) =>
              Object.entries(map).map(([scope, more]) => ({ scope, offline: more?.allowImpersonation ?? false })),
            ),
        ])
        .default([]),
      content: z
        .object({ scripts: z.array(z.string()).optional(), styles: z.array(z.string()).optional() })
        .default({}),
      external: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ scopes: [], content: {}, external: {} }),
});

export interface AppModule {
  /** E.g. `jira:projectPage`. */
  readonly type: string;
  readonly key: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

export interface AppFunction {
  readonly key: string;
  /** Its handler `file.export`: a file below src, without its extension, and what that exports. */
  readonly file: string;
  readonly exportName: string;
  /** What it declares; see time-limits.ts for what counts. */
  readonly timeoutSeconds: number | undefined;
}

export interface App {
  readonly dir: string;
  /** Bare UUID. */
  readonly appId: string;
  readonly memoryMb: number;
  readonly scopes: readonly string[];
  /** Those with `allowImpersonation`: what `asUser(accountId)` may do for somebody who isn't there. */
  readonly offlineScopes: readonly string[];
  readonly permissions: Readonly<Pick<z.infer<typeof MANIFEST>['permissions'], 'content' | 'external'>>;
  readonly modules: readonly AppModule[];
  readonly functions: ReadonlyMap<string, AppFunction>;
  /** Folder of each static resource, and its entry files by name. */
  readonly resources: ReadonlyMap<string, { readonly dir: string; readonly entry: Readonly<Record<string, string>> }>;
  readonly entities: EntityDeclarations;
}

/** Reads `dir`/manifest.yml. Throws with a readable list of what is wrong with it. */
export function loadApp(dir: string): App {
  const root = resolve(dir);
  const checked = MANIFEST.safeParse(parse(readFileSync(join(root, 'manifest.yml'), 'utf8')));
  if (!checked.success) throw new Error(`manifest.yml: ${z.prettifyError(checked.error)}`);
  const { app, modules, resources, permissions } = checked.data;
  const functions = (modules.function ?? []).map((module) => {
    const { key, handler, timeoutSeconds } = FUNCTION.parse(module);
    const dot = handler.lastIndexOf('.');
    return { key, file: handler.slice(0, dot), exportName: handler.slice(dot + 1), timeoutSeconds };
  });
  return {
    dir: root,
    appId: app.id.split('/').at(-1) ?? app.id,
    memoryMb: app.runtime.memoryMB ?? DEFAULT_MEMORY_MB,
    scopes: permissions.scopes.map(({ scope }) => scope),
    offlineScopes: permissions.scopes.filter(({ offline }) => offline).map(({ scope }) => scope),
    permissions,
    modules: Object.entries(modules).flatMap(([type, list]) =>
      type === 'function' ? [] : list.map((manifest) => ({ type, key: manifest.key, manifest })),
    ),
    functions: new Map(functions.map((item) => [item.key, item])),
    resources: new Map(resources.map(({ key, path, entry }) => [key, { dir: join(root, path), entry }])),
    entities: Object.fromEntries(
      app.storage.entities.map(({ name, attributes, indexes }) => [
        name,
        {
          attributes: Object.fromEntries(Object.entries(attributes).map(([attribute, { type }]) => [attribute, type])),
          indexes: Object.fromEntries(
            indexes.map((index) => [index.name, { partition: index.partition, range: index.range[0] ?? '' }]),
          ),
        },
      ]),
    ),
  };
}

/** Path of the page that `resource` (`key` or `key/entry`) names, on the app's own origin; undefined where there is none. */
export function entryPath(app: App, reference: unknown): string | undefined {
  if (typeof reference !== 'string') return undefined;
  const [key = '', entry] = reference.split('/');
  const resource = app.resources.get(key);
  const file = entry === undefined ? 'index.html' : resource?.entry[entry];
  if (!resource || file === undefined) throw new Error(`manifest.yml: there is no resource "${reference}".`);
  return `/${key}/${file}`;
}

/** Key of the function in `value` of `{function: key}` or of a plain key; undefined where there is none. */
export function functionKey(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const inner: unknown =
    typeof value === 'object' && value !== null && 'function' in value ? value.function : undefined;
  return typeof inner === 'string' ? inner : undefined;
}
