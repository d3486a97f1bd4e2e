import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { checkPages } from '../../host/runtime/app-files';
import { loadApp } from '../../host/runtime/manifest';

/** A small app that Forge would deploy, with one of each kind of module that the host runs. Tests break one thing of it. */
const aManifest = () => ({
  app: {
    id: 'ari:cloud:ecosystem::app/5b0f0d2e-6a52-4c39-9f0c-3f1f7f1f7a10',
    runtime: { name: 'nodejs24.x', memoryMB: 256 } as Record<string, unknown>,
    storage: {
      entities: [
        {
          name: 'note',
          attributes: { project: { type: 'string' }, at: { type: 'float' }, body: { type: 'any' } } as Attributes,
          indexes: ['project', { name: 'by-project', partition: ['project'], range: ['at'] }] as unknown[],
        },
      ],
    },
  },
  modules: {
    'jira:projectPage': [{ key: 'page', title: 'Page', resource: 'ui/main', resolver: { function: 'resolver' } }],
    'jira:workflowValidator': [
      { key: 'rule', name: 'Rule', description: 'A rule', function: 'validate', create: { resource: 'ui/rule' } },
    ] as Record<string, unknown>[],
    trigger: [{ key: 'heard', function: 'hear', events: ['avi:jira:released:version'] as unknown[] }],
    scheduledTrigger: [{ key: 'sweep', function: 'clean', interval: 'hour' }],
    consumer: [{ key: 'worker', queue: 'work', function: 'work' }],
    function: [
      { key: 'resolver', handler: 'index.resolver' },
      { key: 'validate', handler: 'index.validate' },
      { key: 'hear', handler: 'index.hear' },
      { key: 'clean', handler: 'index.clean', timeoutSeconds: 120 },
      { key: 'work', handler: 'index.work', timeoutSeconds: 900 },
    ] as Record<string, unknown>[],
  },
  resources: [{ key: 'ui', path: 'static/dist', entry: { main: 'main.html', rule: 'rule.html' } as Entries }],
  permissions: { scopes: ['storage:app', 'read:jira-work'] },
});

type Attributes = Record<string, { type: string }>;
type Entries = Record<string, string>;
export type Manifest = ReturnType<typeof aManifest>;

/** Writes the app with `change` made to its manifest, hands its folder to `use`, and clears it away. */
export async function withApp<T>(change: (manifest: Manifest) => void, use: (dir: string) => T): Promise<Awaited<T>> {
  const manifest = aManifest();
  change(manifest);
  const dir = mkdtempSync(join(tmpdir(), 'manifest-app-'));
  try {
    mkdirSync(join(dir, 'src'));
    mkdirSync(join(dir, 'static/dist'), { recursive: true });
    writeFileSync(join(dir, 'src/index.ts'), 'export {};\n');
    for (const page of ['main.html', 'rule.html']) writeFileSync(join(dir, 'static/dist', page), '<!doctype html>');
    writeFileSync(join(dir, 'manifest.yml'), stringify(manifest));
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What the host says against the changed manifest; undefined where it installs the app. */
export const hostRefusal = (change: (manifest: Manifest) => void): Promise<string | undefined> =>
  withApp(change, (dir) => {
    try {
      checkPages(loadApp(dir));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
