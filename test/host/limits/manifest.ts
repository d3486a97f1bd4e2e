import { limit, type LimitName } from '../../../host/limits';
import { hostRefusal, type Manifest } from '../manifest-app';
import type { LimitCase, LimitCases } from './limit-case';

/** `change` makes the manifest have `amount` of the thing. The limit itself is deployed; `step` more is refused by a sentence with `word`. */
const held = (
  name: LimitName,
  change: (manifest: Manifest, amount: number) => void,
  word: string,
  step = 1,
): Partial<Record<LimitName, LimitCase>> => ({
  [name]: {
    at: async () => expect(await hostRefusal((manifest) => change(manifest, limit(name)))).toBeUndefined(),
    beyond: async () => expect(await hostRefusal((manifest) => change(manifest, limit(name) + step))).toContain(word),
  },
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

export const manifestLimits: LimitCases = {
  ...held(
    'manifest.entities',
    (manifest, n) => {
      manifest.app.storage.entities = times(n, (nth) => ({ ...note(manifest), name: `note-${nth}` }));
    },
    'entities',
  ),
  ...held(
    'manifest.attributes',
    (manifest, n) => {
      const more = times(n - 3, (nth) => [`a${nth}`, { type: 'string' }] as const);
      Object.assign(note(manifest).attributes, Object.fromEntries(more));
    },
    'attributes',
  ),
  ...held(
    'manifest.indexes',
    (manifest, n) => {
      note(manifest).indexes = times(n, (nth) => ({ name: `by-${nth}`, range: ['at'] }));
    },
    'indexes',
  ),
  ...held(
    'manifest.attributeNameLength',
    (manifest, n) => {
      note(manifest).attributes['a'.repeat(n)] = { type: 'string' };
    },
    'attribute',
  ),
  ...held(
    'manifest.entityNameLength',
    (manifest, n) => {
      note(manifest).name = 'n'.repeat(n);
    },
    'name',
  ),
  ...held(
    'manifest.entityNameMinLength',
    (manifest, n) => {
      note(manifest).name = 'n'.repeat(n);
    },
    'name',
    -1,
  ),
  ...held(
    'manifest.indexNameLength',
    (manifest, n) => {
      note(manifest).indexes = [{ name: 'i'.repeat(n), range: ['at'] }];
    },
    'index',
  ),
  ...held(
    'manifest.indexNameMinLength',
    (manifest, n) => {
      note(manifest).indexes = [{ name: 'i'.repeat(n), range: ['at'] }];
    },
    'index',
    -1,
  ),
  ...held(
    'manifest.scheduledTriggers',
    ({ modules }, n) => {
      modules.scheduledTrigger = times(n, (nth) => ({ key: `sweep-${nth}`, function: 'clean', interval: 'day' }));
    },
    'scheduled triggers',
  ),
  ...held(
    'manifest.queueNameLength',
    (manifest, n) => {
      worker(manifest).queue = 'q'.repeat(n);
    },
    'queue',
  ),
  ...held(
    'manifest.functionKeyLength',
    ({ modules }, n) => {
      modules.function.push({ key: 'f'.repeat(n), handler: 'index.f' });
    },
    'function',
  ),
  ...held(
    'manifest.resources',
    (manifest, n) => {
      const [ui] = manifest.resources;
      manifest.resources = times(n, (nth) => ({ path: '', entry: {}, ...ui, key: nth === 0 ? 'ui' : `ui-${nth}` }));
    },
    'resources',
  ),
  ...held(
    'manifest.memoryMb',
    ({ app }, n) => {
      app.runtime.memoryMB = n;
    },
    'memoryMB',
  ),
  ...held(
    'manifest.memoryMinMb',
    ({ app }, n) => {
      app.runtime.memoryMB = n;
    },
    'memoryMB',
    -1,
  ),
  ...held(
    'manifest.timeoutSeconds',
    ({ modules }, n) => {
      modules.function.push({ key: 'slow', handler: 'index.slow', timeoutSeconds: n });
    },
    'timeoutSeconds',
  ),
};
