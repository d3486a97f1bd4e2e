/**
 * Limits of Forge's key-value and custom entity store. Sources, all on developer.atlassian.com/platform/forge:
 * limits-kvs-ce (1), storage-reference/entities-manifest (2), storage-reference/entities-batch (3),
 * storage-reference/entities-api-query (4), storage-reference/entities-api (5).
 */
export const KVS_LIMITS = {
  /** Characters (1). */
  keyLength: 500,
  /** (1) */
  keyPattern: /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/,
  /** Bytes of one value as UTF-8 JSON: 240 KiB (1). */
  valueBytes: 240 * 1024,
  /** Objects and arrays inside one another (1). */
  valueDepth: 31,
  /** Operations of a transaction, keys of a batch (1, 3). */
  operations: 25,
  /** Bytes of the request of a transaction or batch: 4 MB (1, 3). */
  requestBytes: 4 * 1024 * 1024,
  /** Results of a query's page when it names no limit, and at most (4). */
  pageDefault: 10,
  pageMax: 100,
  /** Conditions of one query (1). */
  conditions: 100,
  /** Bytes of an index's range and of all its partition attributes (1). */
  rangeBytes: 900,
  partitionBytes: 1700,
  /** An `integer` attribute is 32-bit and signed (2). */
  integerMin: -(2 ** 31),
  integerMax: 2 ** 31 - 1,
  /** Absolute value of a `float` attribute other than 0 (2). */
  floatMin: 1e-130,
  floatMax: 9.999999999999999e125,
  /** Days a TTL may be long, and hours for which an expired value may still be read (5). */
  ttlDays: 365,
  ttlLateHours: 48,
} as const;
