import { join } from 'node:path';
import { FullValidationProcessor, ProductTriggerValidationProcessor } from '@forge/manifest';
import mapping from '../../node_modules/@forge/manifest/out/mapping/product-event-to-scope-mapping.json';
import { isKnownEvent } from '../../host/runtime/event-scopes';
import { loadApp } from '../../host/runtime/manifest';
import { hostRefusal, withApp, type Manifest } from './manifest-app';

/**
 * One thing broken at a time: the host refuses to install the app and names it. Where Forge's own validation (package
 * @forge/manifest) sees it too, it is asked as well; the rest is in the documents, or in Forge's linter, only.
 */

const processors = [new FullValidationProcessor({}), new ProductTriggerValidationProcessor()];

/** Whether Forge's own validation would stop the deploy. */
const forgeRefuses = (change: (manifest: Manifest) => void): Promise<boolean> =>
  withApp(change, async (dir) => {
    const results = await Promise.all(processors.map((processor) => processor.process(join(dir, 'manifest.yml'))));
    return results.some(({ errors = [] }) => errors.some(({ level }) => level === 'error'));
  });

type Break = readonly [what: string, named: string, by: 'package' | 'documents', change: (manifest: Manifest) => void];

/** The first of a list that has one. */
const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('The list is empty.');
  return item;
};
const page = ({ modules }: Manifest) => first(modules['jira:projectPage']);
const rule = ({ modules }: Manifest) => first(modules['jira:workflowValidator']);
const entity = ({ app }: Manifest) => first(app.storage.entities);
const listen = ({ modules }: Manifest, event: unknown) => {
  first(modules.trigger).events = [event];
};
const addFunction = ({ modules }: Manifest, more: object) => {
  modules.function.push({ key: 'another', handler: 'index.another', ...more });
};
const put = (target: object, values: object) => void Object.assign(target, values);

const BROKEN: readonly Break[] = [
  ['a section that is none', 'colours', 'package', (m) => put(m, { colours: ['red'] })],
  ['no app', 'app', 'package', (m) => void Reflect.deleteProperty(m, 'app')],
  ['no runtime', 'runtime', 'package', ({ app }) => void Reflect.deleteProperty(app, 'runtime')],
  ['a runtime that is none', 'app.runtime.name', 'package', ({ app }) => put(app.runtime, { name: 'nodejs4.x' })],
  ['a runtime of the past', 'nodejs20.x', 'documents', ({ app }) => put(app.runtime, { name: 'nodejs20.x' })],
  ['a broken amount of memory', 'memoryMB 200.5', 'documents', ({ app }) => put(app.runtime, { memoryMB: 200.5 })],
  ['a huge function', 'memoryMB 2048', 'documents', (m) => addFunction(m, { runtime: { memoryMB: 2048 } })],

  ['an index on nothing declared', '"colour"', 'package', (m) => put(entity(m), { indexes: ['colour'] })],
  [
    'a partition by nothing declared',
    '"colour"',
    'package',
    (m) => put(entity(m), { indexes: [{ name: 'by-x', partition: ['colour'], range: ['at'] }] }),
  ],
  ['an index on any', '"body"', 'documents', (m) => put(entity(m), { indexes: ['body'] })],
  [
    'an index of two ranges',
    'exactly one',
    'documents',
    (m) => put(entity(m), { indexes: [{ name: 'by-x', range: ['at', 'project'] }] }),
  ],
  ['a range missing', 'range', 'package', (m) => put(entity(m), { indexes: [{ name: 'by-x', partition: ['at'] }] })],
  [
    "the automatic index's name",
    'by-key',
    'package',
    (m) => put(entity(m), { indexes: [{ name: 'by-key', range: ['at'] }] }),
  ],
  [
    'two indexes of a name',
    'two indexes "project"',
    'documents',
    (m) => put(entity(m), { indexes: ['project', 'project'] }),
  ],
  [
    'an index name with a blank',
    'by x',
    'documents',
    (m) => put(entity(m), { indexes: [{ name: 'by x', range: ['at'] }] }),
  ],
  [
    'two entities of a name',
    'two entities',
    'documents',
    ({ app }) => app.storage.entities.push(first(app.storage.entities)),
  ],
  ['an entity in capitals', 'name', 'package', (m) => put(entity(m), { name: 'rolloutStep' })],
  ['an attribute with a dash', 'a-b', 'package', (m) => put(entity(m).attributes, { 'a-b': { type: 'string' } })],
  ['an attribute of no type', 'type', 'package', (m) => put(entity(m).attributes, { when: { type: 'date' } })],

  [
    'a type of module that is none',
    'jira:releasePage',
    'package',
    ({ modules }) => put(modules, { 'jira:releasePage': [{ key: 'x' }] }),
  ],
  ['a property that is none', 'colour', 'package', (m) => addFunction(m, { colour: 'red' })],
  ['a page without a title', 'title', 'package', (m) => void Reflect.deleteProperty(page(m), 'title')],
  ['no module but functions', 'no module', 'package', (m) => put(m, { modules: { function: m.modules.function } })],
  ['a key of two modules', '"page"', 'package', (m) => put(rule(m), { key: 'page' })],
  ['a key of a module and a function', '"resolver"', 'package', (m) => put(page(m), { key: 'resolver' })],
  ['a key with a blank', 'key', 'package', (m) => put(page(m), { key: 'a page' })],
  [
    'two project pages',
    'only one jira:projectPage',
    'package',
    (m) => m.modules['jira:projectPage'].push({ ...page(m), key: 'page-2' }),
  ],
  ['a validator without a function', '"rule"', 'package', (m) => void Reflect.deleteProperty(rule(m), 'function')],
  ['a validator with both', '"rule"', 'package', (m) => put(rule(m), { expression: 'true' })],

  ['a function that is not declared', '"nobody"', 'package', (m) => put(page(m).resolver, { function: 'nobody' })],
  [
    'a function of a trigger that is not',
    '"nobody"',
    'package',
    ({ modules }) => put(first(modules.trigger), { function: 'nobody' }),
  ],
  ['a handler without an export', '"index"', 'package', (m) => addFunction(m, { handler: 'index' })],
  ['a handler above src', '../index.x', 'package', (m) => addFunction(m, { handler: '../index.x' })],
  ['a time limit of nothing', 'timeoutSeconds', 'package', (m) => addFunction(m, { timeoutSeconds: 0 })],
  [
    'a long resolver',
    '"another"',
    'documents',
    (m) => {
      addFunction(m, { timeoutSeconds: 56 });
      put(page(m).resolver, { function: 'another' });
    },
  ],
  ['a shared long function', '"clean"', 'documents', (m) => put(page(m).resolver, { function: 'clean' })],

  ['a resource that is not declared', '"web/main"', 'package', (m) => put(page(m), { resource: 'web/main' })],
  ['an entry that is not declared', '"ui/other"', 'package', (m) => put(page(m), { resource: 'ui/other' })],
  ["a rule's entry that is not", '"ui/other"', 'documents', (m) => put(rule(m), { create: { resource: 'ui/other' } })],
  [
    'an entry in a folder',
    'entry.main',
    'package',
    ({ resources }) => put(first(resources).entry, { main: 'pages/main.html' }),
  ],
  [
    'an entry that is not there',
    'static/dist/gone.html',
    'package',
    ({ resources }) => put(first(resources).entry, { main: 'gone.html' }),
  ],
  ['a folder without index.html', 'static/dist/index.html', 'package', (m) => put(page(m), { resource: 'ui' })],
  ['two resources of a key', 'two resources', 'package', ({ resources }) => resources.push(first(resources))],

  ['an unknown event', 'avi:jira:shipped:version', 'documents', (m) => listen(m, 'avi:jira:shipped:version')],
  ['an event without its scope', 'avi:jira:created:user', 'package', (m) => listen(m, 'avi:jira:created:user')],
  ['a trigger of nothing', 'events', 'package', (m) => listen(m, undefined)],
  [
    'ignoring oneself where nobody is',
    'ignoreSelf',
    'package',
    (m) => listen(m, { eventType: 'avi:forge:installed:app', filter: { ignoreSelf: true } }),
  ],
  [
    'an interval that is none',
    'interval',
    'package',
    ({ modules }) => put(first(modules.scheduledTrigger), { interval: 'minute' }),
  ],
  ['a queue with a blank', 'queue', 'package', ({ modules }) => put(first(modules.consumer), { queue: 'my work' })],
  ['no queue', 'queue', 'package', ({ modules }) => void Reflect.deleteProperty(first(modules.consumer), 'queue')],
  ['a scope that is none', 'read:jira-wrok', 'package', ({ permissions }) => permissions.scopes.push('read:jira-wrok')],
  [
    'an inline script by another name',
    'styles',
    'package',
    (m) => put(m.permissions, { content: { styles: ['inline'] } }),
  ],
];

test('the unbroken app is deployed', async () => {
  const nothing = () => undefined;
  expect(await hostRefusal(nothing)).toBeUndefined();
  expect(await forgeRefuses(nothing)).toBe(false);
});

test.each(BROKEN)('%s is refused', async (_, named, by, change) => {
  expect(await hostRefusal(change)).toContain(named);
  expect(await forgeRefuses(change)).toBe(by === 'package');
});

test('all that is wrong is said at once', async () => {
  const refused = await hostRefusal((manifest) => {
    put(page(manifest), { resource: 'ui/other' });
    listen(manifest, 'avi:jira:shipped:version');
  });
  expect(refused?.split('\n- ')).toHaveLength(3);
});

test('what Forge would do and the host does not is installed and named', async () => {
  const app = await withApp((manifest) => {
    put(manifest, { remotes: [{ key: 'far', baseUrl: 'https://example.test' }] });
    put(manifest.modules, {
      'jira:personalSettingsPage': [{ key: 'x', title: 'X', resource: 'ui/main' }],
    });
    addFunction(manifest, { runtime: { memoryMB: 512 } });
    put(rule(manifest), { function: undefined, expression: 'true' });
    const beside = { key: 'beside', title: 'Beside', label: 'Beside', resource: 'ui/main' };
    const status = { type: 'lozenge', value: { label: 'New', type: 'new' } };
    put(manifest.modules, { 'jira:issueContext': [{ ...beside, status, dynamicProperties: { function: 'hear' } }] });
    put(page(manifest), { displayConditions: { isAdmin: true, or: { projectKey: 'A', not: { issueType: 'Bug' } } } });
    put(manifest.permissions, { external: { fetch: { backend: ['https://example.test'] } } });
  }, loadApp);
  expect(app.notSimulated).toEqual([
    'the section remotes',
    'modules of type jira:personalSettingsPage',
    'memory of its own for function another',
    'expression of jira:workflowValidator "rule"',
    'dynamicProperties of jira:issueContext "beside"',
    'status of jira:issueContext "beside"',
    'the display condition projectKey of jira:projectPage "page"',
    'the display condition issueType of jira:projectPage "page"',
    'egress of functions (permissions.external)',
  ]);
});

test('every event of Jira that Forge knows is known', () => {
  const events = mapping.mapping.map(({ productEvent }) => productEvent).filter((name) => name.startsWith('avi:jira:'));
  expect(events.filter((name) => !isKnownEvent(name))).toEqual([]);
});
