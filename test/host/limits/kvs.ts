import { kvs, MetadataField, WhereConditions } from '@forge/kvs';
import { limit } from '../../../host/limits';
import { conditions, installKvs, nested, refusal, type KvsStore } from '../kvs-store';
import type { LimitCase, LimitCases } from './limit-case';

type Ask = (store: KvsStore) => Promise<unknown>;

/** Both begin on an empty store: `at` is allowed, `beyond` is refused so. */
const held = (at: Ask, beyond: Ask, refused: readonly [status: number, code: string]): LimitCase => ({
  at: async () => expect(await refusal(at(installKvs()))).toBeUndefined(),
  beyond: async () => expect(await refusal(beyond(installKvs()))).toEqual(refused),
});

/** `ask` with as much as the limit allows, and with one more. */
const counted = (
  most: number,
  ask: (amount: number, store: KvsStore) => Promise<unknown>,
  refused: readonly [status: number, code: string],
): LimitCase =>
  held(
    (store) => ask(most, store),
    (store) => ask(most + 1, store),
    refused,
  );

const INVALID_VALUE = [400, 'INVALID_ENTITY_VALUE'] as const;
const TOO_MANY = [429, 'RATE_LIMIT_EXCEEDED'] as const;

const VALUE = limit('kvs.valueBytes');
/** How many units the largest value costs, read or written. */
const VALUE_UNITS = Math.ceil(VALUE / limit('kvs.unitBytes'));

const heads = () => kvs.entity<Record<string, unknown>>('head');
const setHead = (value: Record<string, unknown>) => heads().set('k', value);
const byProject = () =>
  heads()
    .query()
    .index('by-project', { partition: ['P'] });
const keys = (count: number) => Array.from({ length: count }, (_, n) => `k${n}`);
/** A string of so many bytes as JSON. */
const text = (bytes: number) => 'x'.repeat(bytes - '""'.length);
/** A value of entity `head` of so many bytes. */
const headOf = (bytes: number) => {
  const head = { project: 'P', due: 1, doc: '' };
  return { ...head, doc: 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(head))) };
};

async function batchOf(bytes: number) {
  const items = keys(limit('kvs.operations')).map((key) => ({ key, value: text(159_900) }));
  const missing = bytes - Buffer.byteLength(JSON.stringify(items));
  await kvs.batchSet(items.map((item, n) => (n === 0 ? { ...item, value: item.value + 'x'.repeat(missing) } : item)));
}

async function spendWriteUnits(units: number) {
  const large = Math.floor(units / VALUE_UNITS);
  for (const key of keys(large)) await kvs.set(key, text(VALUE));
  for (const key of keys(units - large * VALUE_UNITS)) await kvs.set(key, 1);
}

async function spendReadUnits(units: number, { pass }: KvsStore) {
  await kvs.set('large', text(VALUE));
  const large = Math.floor(units / VALUE_UNITS);
  for (let n = 0; n < large; n += 1) {
    if (n % 40 === 39) pass(1000); // a key has a rate of its own
    await kvs.get('large');
  }
  for (const key of keys(units - large * VALUE_UNITS)) await kvs.get(key);
}

const storedAndListed = async (count: number) => {
  installKvs();
  for (const key of keys(count)) await kvs.set(key, 1);
  return kvs.query().getMany();
};

const readAfterExpiry = async (hours: number, ms: number) => {
  const { pass } = installKvs();
  await kvs.set('k', 1, { ttl: { unit: 'SECONDS', value: 1 } });
  pass(1000 + hours * 3_600_000 + ms);
  return kvs.get('k', { metadataFields: [MetadataField.EXPIRE_TIME] });
};

export const kvsLimits: LimitCases<'kvs'> = {
  'kvs.keyLength': counted(limit('kvs.keyLength'), (n) => kvs.set('k'.repeat(n), 1), [400, 'KEY_TOO_LONG']),
  'kvs.valueBytes': counted(VALUE, (n) => kvs.set('k', text(n)), [400, 'MAX_SIZE']),
  'kvs.valueDepth': counted(limit('kvs.valueDepth'), (n) => kvs.set('k', nested(n)), [400, 'MAX_DEPTH']),
  'kvs.operations': counted(limit('kvs.operations'), (n) => kvs.batchDelete(keys(n).map((key) => ({ key }))), [
    400,
    'MAX_OPERATIONS',
  ]),
  'kvs.requestBytes': counted(limit('kvs.requestBytes'), batchOf, [400, 'MAX_SIZE']),

  'kvs.pageDefault': {
    at: async () =>
      expect(await storedAndListed(limit('kvs.pageDefault'))).not.toHaveProperty('nextCursor', expect.anything()),
    beyond: async () => {
      const page = await storedAndListed(limit('kvs.pageDefault') + 1);
      expect([page.results.length, page.nextCursor]).toEqual([limit('kvs.pageDefault'), expect.anything()]);
    },
  },
  'kvs.pageMax': counted(limit('kvs.pageMax'), (n) => kvs.query().limit(n).getMany(), [
    400,
    'LIST_QUERY_LIMIT_EXCEEDED',
  ]),
  'kvs.conditions': counted(
    limit('kvs.conditions') - 1,
    (n) => byProject().where(WhereConditions.greaterThan(0)).filters(conditions(n)).getMany(),
    [400, 'INVALID_FILTER_VALUES'],
  ),
  'kvs.rangeBytes': counted(limit('kvs.rangeBytes'), (n) => setHead({ project: 'p'.repeat(n) }), INVALID_VALUE),
  'kvs.partitionBytes': counted(limit('kvs.partitionBytes'), (n) => setHead({ note: 'n'.repeat(n) }), INVALID_VALUE),

  'kvs.integerMax': counted(limit('kvs.integerMax'), (revision) => setHead({ revision }), INVALID_VALUE),
  'kvs.integerMin': held(
    () => setHead({ revision: limit('kvs.integerMin') }),
    () => setHead({ revision: limit('kvs.integerMin') - 1 }),
    INVALID_VALUE,
  ),
  'kvs.floatMax': held(
    () => setHead({ due: -limit('kvs.floatMax') }),
    () => setHead({ due: -1e126 }),
    INVALID_VALUE,
  ),
  'kvs.floatMin': held(
    () => setHead({ due: limit('kvs.floatMin') }),
    () => setHead({ due: 9.999999999999999e-131 }),
    INVALID_VALUE,
  ),

  'kvs.ttlDays': counted(limit('kvs.ttlDays'), (value) => kvs.set('k', 1, { ttl: { unit: 'DAYS', value } }), [
    400,
    'INVALID_TTL',
  ]),
  'kvs.ttlLateHours': {
    at: async () => expect(await readAfterExpiry(limit('kvs.ttlLateHours'), 0)).toMatchObject({ value: 1 }),
    beyond: async () => expect(await readAfterExpiry(limit('kvs.ttlLateHours'), 1)).toBeUndefined(),
  },

  'kvs.requestsPerSecond': counted(
    limit('kvs.requestsPerSecond'),
    (n) => Promise.all(keys(n).map((key) => kvs.get(key))),
    TOO_MANY,
  ),
  'kvs.unitBytes': counted(
    limit('kvs.unitBytes'),
    async (n) => {
      await spendWriteUnits(limit('kvs.writeUnitsPerMinute') - 1);
      await kvs.set('k', text(n - '{"key":"k","value":}'.length));
    },
    TOO_MANY,
  ),
  'kvs.writeUnitsPerMinute': counted(limit('kvs.writeUnitsPerMinute'), spendWriteUnits, TOO_MANY),
  'kvs.readUnitsPerMinute': counted(limit('kvs.readUnitsPerMinute'), spendReadUnits, TOO_MANY),
  'kvs.keyWriteBytesPerSecond': counted(
    limit('kvs.keyWriteBytesPerSecond'),
    async (bytes) => {
      for (let left = bytes; left > 0; left -= VALUE) await kvs.set('k', text(Math.min(left, VALUE)));
    },
    TOO_MANY,
  ),
  'kvs.keyReadBytesPerSecond': counted(
    limit('kvs.keyReadBytesPerSecond'),
    async (bytes) => {
      const whole = Math.floor(bytes / VALUE);
      await kvs.set('k', text(VALUE));
      for (let n = 0; n < whole; n += 1) await kvs.get('k');
      await kvs.set('k', text(bytes - whole * VALUE));
      await kvs.get('k');
    },
    TOO_MANY,
  ),
  'kvs.indexReadBytesPerSecond': counted(
    limit('kvs.indexReadBytesPerSecond'),
    async (bytes) => {
      const size = 240_000;
      const whole = Math.floor(bytes / size) - 1;
      await setHead(headOf(size));
      for (let n = 0; n < whole; n += 1) await byProject().getMany();
      await setHead(headOf(bytes - size * whole));
      await byProject().getMany();
    },
    TOO_MANY,
  ),
};
