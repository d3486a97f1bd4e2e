import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { EntityDeclarations } from '../kvs/schema';
import { RULES } from './manifest-rules';
import { schemaProblems } from './manifest-schema';
import { MANIFEST } from './manifest-shape';
import type { Manifest } from './manifest-shape';
import { notSimulated } from './not-simulated';

/** MB of memory of a function unless `app.runtime.memoryMB` says otherwise (Forge docs: limits-invocation). */
const DEFAULT_MEMORY_MB = 512;

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
  readonly permissions: Readonly<Pick<Manifest['permissions'], 'content' | 'external'>>;
  readonly modules: readonly AppModule[];
  readonly functions: ReadonlyMap<string, AppFunction>;
  /** Folder of each static resource, and its entry files by name. */
  readonly resources: ReadonlyMap<string, { readonly dir: string; readonly entry: Readonly<Record<string, string>> }>;
  readonly entities: EntityDeclarations;
  /** What Forge would do for the app and this host doesn't, e.g. `modules of type rovo:agent`. */
  readonly notSimulated: readonly string[];
}

/** Throws with all that Forge would refuse, a line each. */
function readManifest(file: string): Manifest {
  const raw: unknown = parse(readFileSync(file, 'utf8'));
  const refuse = (problems: readonly string[]) => {
    if (problems.length > 0) throw new Error(['manifest.yml would not be deployed:', ...problems].join('\n- '));
  };
  refuse(schemaProblems(raw));
  const manifest = MANIFEST.parse(raw);
  refuse(RULES.flatMap((rule) => [...rule(manifest)]));
  return manifest;
}

/** Reads `dir`/manifest.yml. Throws with a readable list of what is wrong with it. */
export function loadApp(dir: string): App {
  const root = resolve(dir);
  const manifest = readManifest(join(root, 'manifest.yml'));
  const { app, modules, resources, permissions } = manifest;
  const functions = modules.functions.map(({ key, handler, timeoutSeconds }) => {
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
    modules: Object.entries(modules.others).flatMap(([type, list]) =>
      list.map((manifest) => ({ type, key: manifest.key, manifest })),
    ),
    notSimulated: notSimulated(manifest),
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
