import { Filter, FilterConditions, kvs, MetadataField, Sort, WhereConditions } from '@forge/kvs';
import { installKvs, refusal, type KvsStore } from './kvs-store';

/** The store through the real @forge/kvs client: what the app sees. Limits are held in limits/kvs.ts. */

let store: KvsStore;

beforeEach(() => {
  store = installKvs();
});

const heads = () => kvs.entity<Record<string, unknown>>('head');

test('plain keys: set, get, delete, and what is missing', async () => {
  expect(await kvs.get('a')).toBeUndefined();
  await kvs.set('a', { text: 'שלום' });
  expect(await kvs.get('a')).toEqual({ text: 'שלום' });
  store.pass(5);
  expect(await kvs.set('a', 2, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })).toEqual({
    key: 'a',
    value: { text: 'שלום' },
  });
  expect(await kvs.get('a', { metadataFields: [MetadataField.CREATED_AT, MetadataField.UPDATED_AT] })).toEqual({
    ...{ key: 'a', value: 2 },
    ...{ createdAt: store.now() - 5, updatedAt: store.now() },
  });
  expect(await refusal(kvs.set('a', 3, { keyPolicy: 'FAIL_IF_EXISTS' }))).toEqual([409, 'KEY_ALREADY_EXISTS']);
  await kvs.delete('a');
  await kvs.delete('a');
  expect(await kvs.get('a')).toBeUndefined();
});

test('a key like __proto__ is a key like any other', async () => {
  await kvs.set('__proto__', { polluted: true });
  expect(await kvs.get('__proto__')).toEqual({ polluted: true });
  expect('polluted' in JSON.parse(JSON.stringify(store.state.plain))).toBe(false);
  expect(await kvs.get('toString')).toBeUndefined();
});

test.each<[string, string, unknown, [number, string] | undefined]>([
  ['an empty key', '', 1, [400, 'KEY_TOO_SHORT']],
  ['a blank key', '  ', 1, [400, 'INVALID_KEY']],
  ['a key with a slash', 'a/b', 1, [400, 'INVALID_KEY']],
  ['every allowed sign', 'aZ0:._ -#', 1, undefined],
  ['240 KiB in letters of two bytes', 'k', 'ש'.repeat(120 * 1024), [400, 'MAX_SIZE']],
  ['null', 'k', null, [400, 'INVALID_VALUE']],
])('%s', async (_, key, value, expected) => {
  expect(await refusal(kvs.set(key, value))).toEqual(expected);
});

test.each<[string, Record<string, unknown>, string | undefined]>([
  ['all types', { project: 'p', due: 1.5, revision: 1, live: false, doc: [{ a: null }] }, undefined],
  ['a broken integer', { revision: 1.5 }, 'INVALID_ENTITY_VALUE'],
  ['a time in ms as float', { due: 1_790_000_000_000 }, undefined],
  ['an empty string', { note: '' }, 'INVALID_ENTITY_VALUE'],
  ['a blank string', { note: ' \n' }, 'INVALID_ENTITY_VALUE'],
  ['a number for a string', { note: 1 }, 'INVALID_ENTITY_VALUE'],
  ['null', { doc: null }, 'INVALID_ENTITY_VALUE'],
  ['an undeclared attribute', { other: 1 }, 'INVALID_ENTITY_ATTRIBUTE'],
  ['an inherited name', { constructor: 1 }, 'INVALID_ENTITY_ATTRIBUTE'],
])('attribute types: %s', async (_, value, code) => {
  expect(await refusal(heads().set('k', value))).toEqual(code && [400, code]);
  expect(await heads().get('k')).toEqual(code ? undefined : value);
});

test('only what the manifest declares exists', async () => {
  expect(await refusal(kvs.entity('nobody').set('k', {}))).toEqual([400, 'INVALID_ENTITY_TYPE']);
  expect(await refusal(kvs.entity('toString').get('k'))).toEqual([400, 'INVALID_ENTITY_TYPE']);
  expect(await refusal(kvs.entity('he').get('k'))).toEqual([400, 'ENTITY_TYPE_TOO_SHORT']);
  expect(await refusal(kvs.entity('h'.repeat(61)).get('k'))).toEqual([400, 'ENTITY_TYPE_TOO_LARGE']);
  expect(await refusal(heads().get(''))).toEqual([400, 'EMPTY_KEY']);
  expect(await refusal(heads().query().index('by-due').getMany())).toEqual([400, 'INVALID_ENTITY_INDEX']);
  installKvs({ scopes: ['read:jira-work'] });
  expect(await refusal(kvs.get('a'))).toEqual([403, 'FORBIDDEN']);
});

test('an expired value can still be read; one written again without a TTL stays', async () => {
  await kvs.set('a', 1, { ttl: { value: 1, unit: 'HOURS' } });
  store.pass(24 * 3_600_000);
  expect(await kvs.get('a', { metadataFields: [MetadataField.EXPIRE_TIME] })).toEqual({
    ...{ key: 'a', value: 1 },
    expireTime: '2026-11-24T01:00:00.000Z',
  });
  await kvs.set('a', 2);
  store.pass(365 * 86_400_000);
  expect(await kvs.get('a')).toBe(2);
});

test('keys by prefix, page by page, also when a page is deleted meanwhile', async () => {
  for (let n = 0; n < 25; n += 1) await kvs.set(`q:${String(n).padStart(2, '0')}`, n);
  await kvs.set('r', 0);
  const query = () => kvs.query().where('key', WhereConditions.beginsWith('q:'));
  const first = await query().getMany<number>();
  expect(first.results.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { key } of first.results) await kvs.delete(key);
  const second = await query()
    .cursor(first.nextCursor ?? '')
    .limit(100)
    .getMany<number>();
  expect(second.results).toHaveLength(15);
  expect(second.nextCursor).toBeUndefined();
});

describe('index queries', () => {
  beforeEach(async () => {
    for (const n of [3, 1, 2, 20]) await heads().set(`k${n}`, { project: 'EXAM', due: n, live: n > 1, note: `n${n}` });
    await heads().set('other', { project: 'SUP', due: 1 });
    await heads().set('undated', { project: 'EXAM' });
  });
  const byProject = () =>
    heads()
      .query()
      .index('by-project', { partition: ['EXAM'] });
  const keys = (page: { results: { key: string }[] }) => page.results.map(({ key }) => key);

  test('partition, range and order; an item without the range attribute is not in the index', async () => {
    expect(keys(await byProject().getMany())).toEqual(['k1', 'k2', 'k3', 'k20']);
    expect(keys(await byProject().sort(Sort.DESC).getMany())).toEqual(['k20', 'k3', 'k2', 'k1']);
    expect(keys(await byProject().where(WhereConditions.between(2, 3)).getMany())).toEqual(['k2', 'k3']);
    expect(keys(await byProject().where(WhereConditions.greaterThan(3)).getMany())).toEqual(['k20']);
    expect(keys(await byProject().where(WhereConditions.lessThanEqualTo(1)).getMany())).toEqual(['k1']);
    const simple = heads().query().index('project').where(WhereConditions.beginsWith('EX'));
    expect(keys(await simple.getMany())).toEqual(['k1', 'k2', 'k20', 'k3', 'undated']);
    expect(keys(await heads().query().index('by-key').where(WhereConditions.beginsWith('k2')).getMany())).toEqual([
      ...['k2', 'k20'],
    ]);
  });

  test('pages follow each other in both directions', async () => {
    for (const sort of [Sort.ASC, Sort.DESC]) {
      const first = await byProject().sort(sort).limit(3).getMany();
      const rest = await byProject()
        .sort(sort)
        .limit(3)
        .cursor(first.nextCursor ?? '')
        .getMany();
      expect(new Set([...keys(first), ...keys(rest)])).toEqual(new Set(['k1', 'k2', 'k3', 'k20']));
      expect(rest.nextCursor).toBeUndefined();
    }
  });

  test('filters apply to the page that was read, so a page may be empty and not the last', async () => {
    const filter = new Filter<Record<string, unknown>>().and('note', FilterConditions.equalTo('n20'));
    const page = await byProject().filters(filter).limit(2).getMany();
    expect(page.results).toEqual([]);
    const next = await byProject()
      .filters(filter)
      .limit(2)
      .cursor(page.nextCursor ?? '')
      .getMany();
    expect(keys(next)).toEqual(['k20']);
    const either = new Filter<Record<string, unknown>>()
      .or('note', FilterConditions.contains('3'))
      .or('live', FilterConditions.equalTo(false));
    expect(keys(await byProject().filters(either).getMany())).toEqual(['k1', 'k3']);
  });

  test('what a query may not ask', async () => {
    const any = new Filter<Record<string, unknown>>().and('doc', FilterConditions.exists());
    expect(await refusal(byProject().filters(any).getMany())).toEqual([422, 'INVALID_FILTER_CONDITION']);
    expect(await refusal(byProject().where(WhereConditions.equalTo('1')).getMany())).toEqual([
      ...[400, 'INVALID_FILTER_VALUES'],
    ]);
    expect(await refusal(heads().query().index('by-project').getMany())).toEqual([400, 'INVALID_ENTITY_INDEX']);
    expect(await refusal(byProject().limit(101).getMany())).toEqual([400, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE']);
    expect(await refusal(byProject().cursor('%').getMany())).toEqual([400, 'INVALID_CURSOR']);
  });
});

describe('transactions', () => {
  interface Head {
    revision: number;
    note?: string;
  }
  const at = (revision: number) => ({
    entityName: 'head',
    conditions: new Filter<Head>().and('revision', FilterConditions.equalTo(revision)),
  });

  test('a met condition writes all, a failed one nothing', async () => {
    await heads().set('h', { revision: 1 });
    await kvs.transact().set<Head>('h', { revision: 2 }, at(1)).set('copy', 'one').execute();
    expect([await heads().get('h'), await kvs.get('copy')]).toEqual([{ revision: 2 }, 'one']);
    const stale = kvs.transact().set('copy', 'two').set<Head>('h', { revision: 3 }, at(1)).execute();
    expect(await refusal(stale)).toEqual([400, 'CONDITION_FAILED']);
    expect([await heads().get('h'), await kvs.get('copy')]).toEqual([{ revision: 2 }, 'one']);
  });

  test('a condition on a missing key fails; a bad value spoils the whole', async () => {
    expect(await refusal(kvs.transact().check('no', at(1)).delete('x').execute())).toEqual([400, 'CONDITION_FAILED']);
    const bad = kvs.transact().set('a', 1).set('h', { note: '' }, { entityName: 'head' }).execute();
    expect(await refusal(bad)).toEqual([400, 'INVALID_ENTITY_VALUE']);
    expect(await kvs.get('a')).toBeUndefined();
  });

  test('of two that expect the same revision, one wins', async () => {
    await heads().set('h', { revision: 1 });
    const save = (note: string) => refusal(kvs.transact().set<Head>('h', { revision: 2, note }, at(1)).execute());
    expect((await Promise.all([save('a'), save('b')])).filter((result) => result === undefined)).toHaveLength(1);
  });

  test('25 operations, each key once', async () => {
    const sets = (count: number) => {
      const builder = kvs.transact();
      for (let n = 0; n < count; n += 1) builder.set(`k${n}`, n);
      return refusal(builder.execute());
    };
    expect(await sets(25)).toBeUndefined();
    expect(await sets(26)).toEqual([400, 'MAX_OPERATIONS']);
    const twice = kvs.transact().set('a', 1).delete('a', { entityName: 'head' }).execute();
    expect(await refusal(twice)).toEqual([400, 'DUPLICATE_KEY']);
  });
});

test('a batch does what it can and names what failed', async () => {
  const done = await kvs.batchSet<unknown>([
    { key: 'a', value: 1 },
    { key: 'h', value: { note: '' }, entityName: 'head' },
    { key: 'h2', value: { note: 'x' }, entityName: 'head' },
  ]);
  expect(done.successfulKeys).toEqual([{ key: 'a' }, { key: 'h2', entityName: 'head' }]);
  expect(done.failedKeys.map(({ key, error }) => [key, error.code])).toEqual([['h', 'INVALID_ENTITY_VALUE']]);
  const read = await kvs.batchGet([{ key: 'a' }, { key: 'missing' }]);
  expect(read.successfulKeys).toEqual([{ key: 'a', value: 1 }]);
  expect(read.failedKeys.map(({ error }) => error.code)).toEqual(['KEY_NOT_FOUND']);
  const many = Array.from({ length: 26 }, (_, n) => ({ key: `k${n}` }));
  expect(await refusal(kvs.batchDelete(many))).toEqual([400, 'MAX_OPERATIONS']);
});
