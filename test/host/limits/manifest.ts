import { limit, type LimitName } from '../../../host/limits';
import { hostRefusal, type Manifest } from '../manifest-app';
import type { LimitCase, LimitCases } from './limit-case';

/** `change` makes the manifest have `amount` of the thing. The limit itself is deployed; `step` more is refused by a sentence with `word`. */
const held = (
  name: LimitName,
  change: (manifest: Manifest, amount: number) => void,
  word: string,
  step = 1,
): LimitCase => ({
  at: async () => expect(await hostRefusal((manifest) => change(manifest, limit(name)))).toBeUndefined(),
  beyond: async () => expect(await hostRefusal((manifest) => change(manifest, limit(name) + step))).toContain(word),
});

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const note = ({ app }: Manifest) => {
  const [entity] = app.storage.entities;
  if (!entity) throw new Error('The manifest has its entity.');
  return entity;
};
const worker = ({ modules }: Manifest) => {
  const [consumer] = modules.consumer;
  if (!consumer) throw new Error('The manifest has its consumer.');
  return consumer;
};

export const manifestLimits: LimitCases<'manifest'> = {
  'manifest.entities': held(
    'manifest.entities',
    (manifest, n) => {
      manifest.app.storage.entities = times(n, (nth) => ({ ...note(manifest), name: `note-${nth}` }));
    },
    'entities',
  ),
  'manifest.attributes': held(
    'manifest.attributes',
    (manifest, n) => {
      const more = times(n - 3, (nth) => [`a${nth}`, { type: 'string' }] as const);
      Object.assign(note(manifest).attributes, Object.fromEntries(more));
    },
    'attributes',
  ),
  'manifest.indexes': held(
    'manifest.indexes',
    (manifest, n) => {
      note(manifest).indexes = times(n, (nth) => ({ name: `by-${nth}`, range: ['at'] }));
    },
    'indexes',
  ),
  'manifest.attributeNameLength': held(
    'manifest.attributeNameLength',
    (manifest, n) => {
      note(manifest).attributes['a'.repeat(n)] = { type: 'string' };
    },
    'attribute',
  ),
  'manifest.entityNameLength': held(
    'manifest.entityNameLength',
    (manifest, n) => {
      note(manifest).name = 'n'.repeat(n);
    },
    'name',
  ),
  'manifest.entityNameMinLength': held(
    'manifest.entityNameMinLength',
    (manifest, n) => {
      note(manifest).name = 'n'.repeat(n);
    },
    'name',
    -1,
  ),
  'manifest.indexNameLength': held(
    'manifest.indexNameLength',
    (manifest, n) => {
      note(manifest).indexes = [{ name: 'i'.repeat(n), range: ['at'] }];
    },
    'index',
  ),
  'manifest.indexNameMinLength': held(
    'manifest.indexNameMinLength',
    (manifest, n) => {
      note(manifest).indexes = [{ name: 'i'.repeat(n), range: ['at'] }];
    },
    'index',
    -1,
  ),
  'manifest.scheduledTriggers': held(
    'manifest.scheduledTriggers',
    ({ modules }, n) => {
      modules.scheduledTrigger = times(n, (nth) => ({ key: `sweep-${nth}`, function: 'clean', interval: 'day' }));
    },
    'scheduled triggers',
  ),
  'manifest.propertyPaths': held(
    'manifest.propertyPaths',
    ({ modules }, n) => {
      const expression = times(n, (nth) => `event.runtime.issue.properties['key'].field${nth} == 1`).join(' || ');
      const filter = { ignoreSelf: true, expression };
      Object.assign(modules, {
        trigger: [{ key: 'heard', function: 'hear', events: ['avi:jira:updated:issue'], filter }],
      });
    },
    'property paths',
  ),
  'manifest.indexedValues': held(
    'manifest.indexedValues',
    ({ modules }, n) => {
      const values = times(n - 1, (nth) => ({ path: `field${nth}`, type: 'string' }));
      const property = (key: string, fields: unknown[]) => ({ key, propertyKey: key, values: fields });
      Object.assign(modules, {
        'jira:entityProperty': [property('one', values), property('other', values.slice(0, 1))],
      });
    },
    'indexed fields',
  ),
  'manifest.queueNameLength': held(
    'manifest.queueNameLength',
    (manifest, n) => {
      worker(manifest).queue = 'q'.repeat(n);
    },
    'queue',
  ),
  'manifest.functionKeyLength': held(
    'manifest.functionKeyLength',
    ({ modules }, n) => {
      modules.function.push({ key: 'f'.repeat(n), handler: 'index.f' });
    },
    'function',
  ),
  'manifest.resources': held(
    'manifest.resources',
    (manifest, n) => {
      const [ui] = manifest.resources;
      manifest.resources = times(n, (nth) => ({ path: '', entry: {}, ...ui, key: nth === 0 ? 'ui' : `ui-${nth}` }));
    },
    'resources',
  ),
  'manifest.memoryMb': held(
    'manifest.memoryMb',
    ({ app }, n) => {
      app.runtime.memoryMB = n;
    },
    'memoryMB',
  ),
  'manifest.memoryMinMb': held(
    'manifest.memoryMinMb',
    ({ app }, n) => {
      app.runtime.memoryMB = n;
    },
    'memoryMB',
    -1,
  ),
  'manifest.timeoutSeconds': held(
    'manifest.timeoutSeconds',
    ({ modules }, n) => {
      modules.function.push({ key: 'slow', handler: 'index.slow', timeoutSeconds: n });
    },
    'timeoutSeconds',
  ),
};
