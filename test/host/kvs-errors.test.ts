import { Filter, ForgeKvsAPIError, ForgeKvsError, kvs } from '@forge/kvs';
import { limit } from '../../host/limits';
import { installKvs, refusal, type KvsStore } from './kvs-store';

/** How refusals reach the app: the error classes of the real client, and what no client would send. */

let store: KvsStore;

beforeEach(() => {
  store = installKvs();
});

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const answered = (path: string, body: unknown) => {
  const { status, body: answer } = store.post(`/api/v1/${path}`, body);
  return [status, (answer as { code?: string } | undefined)?.code];
};

test('a refusal of the service is a ForgeKvsAPIError that says what was asked', async () => {
  const error = await caught(kvs.set('a/b', 1));
  expect(error).toBeInstanceOf(ForgeKvsAPIError);
  expect(error).toBeInstanceOf(ForgeKvsError);
  expect(error).toMatchObject({
    name: 'ForgeKvsError',
    code: 'INVALID_KEY',
    responseDetails: { status: 400, httpMethod: 'POST', httpPath: '/api/v1/set' },
  });
});

test('a refusal of the client itself is a ForgeKvsError only', async () => {
  const builder = kvs.transact();
  const check = () => builder.check('k', { entityName: 'head', conditions: new Filter<{ note: string }>() });
  const error = await caught(Promise.resolve().then(() => check().execute()));
  expect(error).toBeInstanceOf(ForgeKvsError);
  expect(error).not.toBeInstanceOf(ForgeKvsAPIError);
});

test('too many requests: 429, with a code of its own for transactions, and all is well a second later', async () => {
  for (let n = 0; n < limit('kvs.requestsPerSecond'); n += 1) await kvs.get('k');
  expect(await refusal(kvs.get('k'))).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  expect(await refusal(kvs.transact().set('k', 1).execute())).toEqual([429, 'TOO_MANY_REQUESTS']);
  store.pass(1000);
  expect(await refusal(kvs.transact().set('k', 1).execute())).toBeUndefined();
});

test('a batch and a transaction count their payload once, single writes each begun 10 KB', async () => {
  const small = Array.from({ length: limit('kvs.operations') }, (_, n) => ({ key: `k${n}`, value: n }));
  const batches = limit('kvs.writeUnitsPerMinute');
  for (let n = 0; n < batches; n += 1) {
    if (n % limit('kvs.requestsPerSecond') === 0) store.pass(1000);
    store.post(n % 2 ? '/api/v1/batch/set' : '/api/v1/transaction', n % 2 ? small : { set: small });
  }
  store.pass(1000);
  expect(await refusal(kvs.set('k', 1))).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  expect(await refusal(kvs.get('k1'))).toBeUndefined(); // reads have units of their own
  store.pass(60_000);
  expect(await refusal(kvs.set('k', 1))).toBeUndefined();
});

test('one item of a batch that is too much for its key fails alone', async () => {
  const large = 'x'.repeat(240_000);
  for (let n = 0; n < 4; n += 1) await kvs.set('hot', large);
  const { successfulKeys, failedKeys } = await kvs.batchSet<unknown>([
    { key: 'hot', value: large },
    { key: 'cold', value: 1 },
  ]);
  expect(successfulKeys).toEqual([{ key: 'cold' }]);
  expect(failedKeys).toMatchObject([{ key: 'hot', error: { code: 'RATE_LIMIT_EXCEEDED' } }]);
});

test.each<[string, string, unknown, [number, string | undefined]]>([
  ['an unknown route', 'increment', {}, [501, 'NOT_SIMULATED']],
  ['an unknown field', 'set', { key: 'k', value: 1, colour: 'red' }, [501, 'NOT_SIMULATED']],
  ['an unknown option', 'set', { key: 'k', value: 1, options: { keypolicy: 'OVERRIDE' } }, [501, 'NOT_SIMULATED']],
  ['an unknown policy', 'set', { key: 'k', value: 1, options: { keyPolicy: 'APPEND' } }, [400, 'INVALID_REQUEST']],
  [
    'a policy in a batch',
    'batch/set',
    [{ key: 'k', value: 1, options: { keyPolicy: 'OVERRIDE' } }],
    [501, 'NOT_SIMULATED'],
  ],
  [
    'an unknown unit of a TTL',
    'set',
    { key: 'k', value: 1, options: { ttl: { unit: 'WEEKS', value: 1 } } },
    [400, 'INVALID_REQUEST'],
  ],
  [
    'half a second',
    'set',
    { key: 'k', value: 1, options: { ttl: { unit: 'SECONDS', value: 0.5 } } },
    [400, 'INVALID_TTL'],
  ],
  ['no body', 'get', undefined, [400, 'INVALID_REQUEST']],
  ['a list where one is meant', 'get', [], [400, 'INVALID_REQUEST']],
  ['no key', 'get', {}, [400, 'KEY_TOO_SHORT']],
  ['a number for a key', 'get', { key: 1 }, [400, 'KEY_TOO_SHORT']],
  ['no value', 'set', { key: 'k' }, [400, 'INVALID_VALUE']],
  ['no entity', 'entity/get', { key: 'k' }, [400, 'INVALID_REQUEST']],
  ['a missing key', 'get', { key: 'k' }, [404, 'KEY_NOT_FOUND']],
  [
    'the previous value without overriding',
    'set',
    { key: 'k', value: 1, options: { keyPolicy: 'FAIL_IF_EXISTS', returnValue: 'LATEST' } },
    [400, 'INVALID_OPTIONS'],
  ],
  [
    'metadata without a value',
    'set',
    { key: 'k', value: 1, options: { returnMetadataFields: ['CREATED_AT'] } },
    [400, 'INVALID_OPTIONS'],
  ],
  ['two clauses', 'query', { where: [{}, {}] }, [400, 'QUERY_WHERE_INVALID']],
  [
    'a clause about the value',
    'query',
    { where: [{ property: 'value', condition: 'BEGINS_WITH', values: ['a'] }] },
    [400, 'QUERY_WHERE_FIELD_INVALID'],
  ],
  [
    'another condition on the key',
    'query',
    { where: [{ property: 'key', condition: 'EQUAL_TO', values: ['a'] }] },
    [400, 'INVALID_FILTER_CONDITION'],
  ],
  [
    'two prefixes',
    'query',
    { where: [{ property: 'key', condition: 'BEGINS_WITH', values: ['a', 'b'] }] },
    [400, 'INVALID_FILTER_VALUES'],
  ],
  [
    'and with or',
    'entity/query',
    { entityName: 'head', indexName: 'project', filters: { and: [], or: [] } },
    [400, 'INVALID_FILTER_OPERATORS_COMBINATION'],
  ],
  [
    'no conditions',
    'entity/query',
    { entityName: 'head', indexName: 'project', filters: { and: [] } },
    [400, 'EMPTY_FILTER_OPERATOR'],
  ],
  [
    'between one value',
    'entity/query',
    { entityName: 'head', indexName: 'project', range: { condition: 'BETWEEN', values: ['a'] } },
    [400, 'INSUFFICIENT_FILTER_VALUES'],
  ],
  [
    'an order that is none',
    'entity/query',
    { entityName: 'head', indexName: 'project', sort: 'UP' },
    [400, 'INVALID_REQUEST'],
  ],
  ['an empty batch', 'batch/get', [], [400, 'EMPTY_REQUEST']],
  ['the same key twice', 'batch/get', [{ key: 'k' }, { key: 'k' }], [400, 'DUPLICATE_KEY']],
  ['the same key in two rooms', 'batch/delete', [{ key: 'k' }, { key: 'k', entityName: 'head' }], [200, undefined]],
  ['an empty transaction', 'transaction', {}, [400, 'EMPTY_REQUEST']],
  ['a check of nothing', 'transaction', { check: [{ key: 'k', entityName: 'head' }] }, [400, 'EMPTY_FILTER_OPERATOR']],
  [
    'a condition on a plain key',
    'transaction',
    { delete: [{ key: 'k', conditions: { and: [] } }] },
    [400, 'INVALID_ENTITY_TYPE'],
  ],
])('%s', (_, path, body, expected) => {
  expect(answered(path, body)).toEqual(expected);
});

test('a cursor is taken by the query it came from only', async () => {
  for (const key of ['a', 'b', 'c']) await kvs.entity('head').set(key, { project: key, due: 1 });
  const query = () => kvs.entity('head').query().index('project').limit(1);
  const { nextCursor = '' } = await query().getMany();
  expect((await query().cursor(nextCursor).getMany()).results).toMatchObject([{ key: 'b' }]);
  const byKey = kvs.entity('head').query().index('by-key').cursor(nextCursor).getMany();
  expect(await refusal(byKey)).toEqual([400, 'INVALID_CURSOR']);
  expect(await refusal(kvs.query().cursor(nextCursor).getMany())).toEqual([400, 'INVALID_CURSOR']);
});

test('secrets are apart from plain keys and in no query', async () => {
  await kvs.setSecret('k', 'hush', { keyPolicy: 'FAIL_IF_EXISTS' });
  expect(await kvs.get('k')).toBeUndefined();
  expect((await kvs.query().getMany()).results).toEqual([]);
  expect(await refusal(kvs.setSecret('k', 'louder', { keyPolicy: 'FAIL_IF_EXISTS' }))).toEqual([
    409,
    'KEY_ALREADY_EXISTS',
  ]);
  expect(await kvs.getSecret('k')).toBe('hush');
  await kvs.deleteSecret('k');
  await kvs.deleteSecret('k');
  expect(await kvs.getSecret('k')).toBeUndefined();
});
