import { kvs, WhereConditions } from '@forge/kvs';
import type { KvsState } from '../../host/kvs/records';
import { installKvs, type KvsStore } from './kvs-store';

/** Queries are eventually consistent, `get` is strictly so. */

const LAG_MS = 200;
let store: KvsStore;

beforeEach(() => {
  store = installKvs({ indexLagMs: LAG_MS });
});

const heads = () => kvs.entity<Record<string, unknown>>('head');
const byProject = async () => {
  const { results } = await heads().query().index('project').getMany();
  return results.map(({ key, value }) => [key, value.project, value.revision]);
};
const plain = async () => {
  const { results } = await kvs.query().where('key', WhereConditions.beginsWith('p')).getMany();
  return results.map(({ key, value }) => [key, value]);
};
/** What a query shows within the lag, and after it. */
const nowAndLater = async (query: () => Promise<unknown[][]>) => {
  store.pass(LAG_MS - 1);
  const within = await query();
  store.pass(1);
  return [within, await query()];
};

test('a new record is not there yet, a change shows the old value, a deleted one is still there', async () => {
  await heads().set('a', { project: 'P', revision: 1 });
  expect(await heads().get('a')).toEqual({ project: 'P', revision: 1 });
  expect(await nowAndLater(byProject)).toEqual([[], [['a', 'P', 1]]]);

  await heads().set('a', { project: 'Q', revision: 2 });
  expect(await nowAndLater(byProject)).toEqual([[['a', 'P', 1]], [['a', 'Q', 2]]]);

  await heads().delete('a');
  expect(await heads().get('a')).toBeUndefined();
  expect(await nowAndLater(byProject)).toEqual([[['a', 'Q', 2]], []]);
});

test('plain keys too, and what batches and transactions write', async () => {
  await kvs.set('p1', 1);
  await kvs.batchSet([{ key: 'p2', value: 2 }]);
  await kvs.transact().set('p3', 3).set('h', { project: 'P', revision: 1 }, { entityName: 'head' }).execute();
  expect([await plain(), await byProject()]).toEqual([[], []]);
  store.pass(LAG_MS);
  expect([await plain(), await byProject()]).toEqual([
    [
      ['p1', 1],
      ['p2', 2],
      ['p3', 3],
    ],
    [['h', 'P', 1]],
  ]);
});

test('each write becomes visible in its turn', async () => {
  await heads().set('a', { project: 'P', revision: 1 });
  store.pass(LAG_MS / 2);
  await heads().set('a', { project: 'P', revision: 2 });
  expect(await byProject()).toEqual([]);
  store.pass(LAG_MS / 2);
  expect(await byProject()).toEqual([['a', 'P', 1]]);
  store.pass(LAG_MS / 2);
  expect(await byProject()).toEqual([['a', 'P', 2]]);
});

test('a clock that was moved back hides nothing for ever', async () => {
  await heads().set('a', { project: 'P', revision: 1 });
  store.pass(-86_400_000);
  expect(await byProject()).toEqual([['a', 'P', 1]]);
});

test('a transaction checks what is stored, not what the index shows', async () => {
  await kvs.set('p1', 1, { keyPolicy: 'FAIL_IF_EXISTS' });
  await expect(kvs.set('p1', 2, { keyPolicy: 'FAIL_IF_EXISTS' })).rejects.toMatchObject({
    responseDetails: { status: 409 },
  });
});

test('a restored snapshot is what the store answers from', async () => {
  await kvs.set('p1', 1);
  await heads().set('a', { project: 'P', revision: 1 });
  store.pass(LAG_MS);
  const snapshot = structuredClone(store.state);
  await kvs.set('p1', 2);
  await kvs.setSecret('s', 'x');
  await heads().delete('a');
  Object.assign(store.state, structuredClone(snapshot));
  expect([await kvs.get('p1'), await kvs.getSecret('s')]).toEqual([1, undefined]);
  expect([await plain(), await byProject()]).toEqual([[['p1', 1]], [['a', 'P', 1]]]);
  await kvs.set('p2', 2);
  expect(Object.keys(store.state.plain)).toEqual(['p1', 'p2']);
});

test('a state that an older host kept lacks the newer parts, and goes on', async () => {
  const kept = JSON.parse(
    '{"plain":{"p1":{"value":1,"createdAt":0,"updatedAt":0}},"secret":{},"entities":{}}',
  ) as KvsState;
  installKvs({ state: kept });
  await kvs.set('p2', 2);
  expect(await plain()).toEqual([
    ['p1', 1],
    ['p2', 2],
  ]);
});
