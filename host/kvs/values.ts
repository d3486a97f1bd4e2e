import { isRecord } from '../is-record';
import { limit } from '../limits';
import { badRequest } from './kvs-error';
import type { AttributeType, EntityDeclaration } from './schema';

/** JSON as the store keeps it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

export const bytesOf = (value: unknown) => (value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value)));

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** limits-kvs-ce, "Key format". */
const KEY_PATTERN = /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/;

/** The key itself. `emptyCode` is the code for an empty one: plain keys and entities have different ones in their tables of errors. */
export function checkKey(key: unknown, emptyCode: 'KEY_TOO_SHORT' | 'EMPTY_KEY'): string {
  if (typeof key !== 'string' || key === '') throw badRequest(emptyCode, 'Key cannot be empty.');
  if (key.length > limit('kvs.keyLength'))
    throw badRequest('KEY_TOO_LONG', `The provided key has exceeded the maximum ${limit('kvs.keyLength')} characters.`);
  if (!KEY_PATTERN.test(key))
    throw badRequest('INVALID_KEY', `The provided key does not match the regex: ${String(KEY_PATTERN)}`);
  return key;
}

export function checkValue(value: unknown): Json {
  if (value === undefined || value === null) throw badRequest('INVALID_VALUE', 'A value cannot be null or missing.');
  if (bytesOf(value) > limit('kvs.valueBytes')) {
    throw badRequest('MAX_SIZE', 'The provided value has exceeded the maximum size limit.');
  }
  if (depthOf(value) > limit('kvs.valueDepth')) {
    throw badRequest('MAX_DEPTH', 'The provided value has exceeded the maximum object depth limit.');
  }
  return value as Json; // it came out of JSON.parse
}

const FITS: Readonly<Record<AttributeType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string' && value.trim() !== '',
  integer: (value) =>
    Number.isInteger(value) && Number(value) >= limit('kvs.integerMin') && Number(value) <= limit('kvs.integerMax'),
  float: (value) => {
    if (typeof value !== 'number') return false;
    const size = Math.abs(value);
    return size === 0 || (size >= limit('kvs.floatMin') && size <= limit('kvs.floatMax'));
  },
  boolean: (value) => typeof value === 'boolean',
  any: (value) => value !== null,
};

/** Whether `value` may stand in an attribute of that type (storage-reference/entities-manifest, "Values"). */
export const fits = (type: AttributeType, value: unknown) => FITS[type](value);

/** Refuses what the declaration doesn't allow: types are strictly enforced, and an index bounds the bytes of its attributes. */
export function checkEntityValue(entity: EntityDeclaration, entityName: string, raw: unknown): JsonObject {
  const value = checkValue(raw);
  if (!isRecord(value))
    throw badRequest('INVALID_ENTITY_VALUE', `A value of entity "${entityName}" must be an object.`);
  for (const [name, attribute] of Object.entries(value)) {
    const type = Object.hasOwn(entity.attributes, name) ? entity.attributes[name] : undefined;
    if (!type) throw badRequest('INVALID_ENTITY_ATTRIBUTE', `Entity "${entityName}" has no attribute "${name}".`);
    if (!fits(type, attribute)) {
      throw badRequest(
        'INVALID_ENTITY_VALUE',
        `Attribute "${name}" of entity "${entityName}" must be of type ${type}.`,
      );
    }
  }
  for (const [name, { partition, range }] of Object.entries(entity.indexes)) {
    const sizeOf = (attributes: readonly string[]) =>
      attributes.reduce((sum, attribute) => sum + Buffer.byteLength(indexText(value[attribute])), 0);
    if (sizeOf(partition) > limit('kvs.partitionBytes') || sizeOf([range]) > limit('kvs.rangeBytes')) {
      throw badRequest('INVALID_ENTITY_VALUE', `A value in index "${name}" of entity "${entityName}" is too long.`);
    }
  }
  return value;
}

const indexText = (value: Json | undefined) =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
