import { z } from 'zod';
import { KvsError } from './kvs-error';

/**
 * The bodies that @forge/kvs sends (package @forge/kvs, out/storage-api.js and out/types). Keys, values and conditions are `unknown`
 * here: their refusals have documented codes and are made where they are used.
 */

const ANYTHING = z.unknown().optional();
const METADATA = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
const TTL = z.strictObject({ unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']), value: z.number() });
const GET_OPTIONS = z.strictObject({ metadataFields: METADATA.optional() });
const SET_OPTIONS = z.strictObject({
  ttl: TTL.optional(),
  keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).optional(),
  returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
  returnMetadataFields: METADATA.optional(),
});
/** In batches and transactions a write takes no other option (types BatchSetItem and TransactionSetOptions). */
const TTL_OPTION = z.strictObject({ ttl: TTL.optional() });

const MAYBE_ENTITY = { entityName: z.string().optional() };
const ENTITY = { entityName: z.string() };
const KEY = { key: ANYTHING };
const GET = { ...KEY, options: GET_OPTIONS.optional() };
const SET = { ...KEY, value: ANYTHING, options: SET_OPTIONS.optional() };
const CONDITIONS = { conditions: ANYTHING };
const PAGE = { limit: ANYTHING, options: GET_OPTIONS.optional() };

export const REQUESTS = {
  get: z.strictObject({ ...GET }),
  set: z.strictObject({ ...SET }),
  delete: z.strictObject({ ...KEY }),
  query: z.strictObject({ ...PAGE, after: ANYTHING, where: ANYTHING }),
  entityGet: z.strictObject({ ...GET, ...ENTITY }),
  entitySet: z.strictObject({ ...SET, ...ENTITY }),
  entityDelete: z.strictObject({ ...KEY, ...ENTITY }),
  entityQuery: z.strictObject({
    ...PAGE,
    ...ENTITY,
    indexName: z.string(),
    partition: z.array(z.unknown()).optional(),
    range: ANYTHING,
    filters: ANYTHING,
    sort: z.enum(['ASC', 'DESC']).optional(),
    cursor: ANYTHING,
  }),
  batchGet: z.array(z.strictObject({ ...GET, ...MAYBE_ENTITY })),
  batchSet: z.array(z.strictObject({ ...SET, ...MAYBE_ENTITY, options: TTL_OPTION.optional() })),
  batchDelete: z.array(z.strictObject({ ...KEY, ...MAYBE_ENTITY })),
  transaction: z.strictObject({
    set: z
      .array(z.strictObject({ ...SET, ...MAYBE_ENTITY, ...CONDITIONS, options: TTL_OPTION.optional() }))
      .default([]),
    delete: z.array(z.strictObject({ ...KEY, ...MAYBE_ENTITY, ...CONDITIONS })).default([]),
    check: z.array(z.strictObject({ ...KEY, ...MAYBE_ENTITY, ...CONDITIONS })).default([]),
  }),
} as const;

export type Ttl = z.infer<typeof TTL>;
export type GetOptions = z.infer<typeof GET_OPTIONS>;
export type GetRequest = z.infer<(typeof REQUESTS)['get' | 'entityGet']>;
export type SetRequest = z.infer<(typeof REQUESTS)['set' | 'entitySet']>;
export type QueryRequest = z.infer<typeof REQUESTS.query>;
export type EntityQueryRequest = z.infer<typeof REQUESTS.entityQuery>;
export type TransactionRequest = z.infer<typeof REQUESTS.transaction>;
/** What every operation on one key has. */
export type KeyRequest = Readonly<{ key?: unknown; entityName?: string | undefined }>;

/** The body of a request; a field that the host doesn't know is refused aloud (501), a wrong type as a bad request (code undocumented). */
export function readRequest<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const unknown = read.error.issues.some(({ code }) => code === 'unrecognized_keys');
  throw new KvsError(unknown ? 501 : 400, unknown ? 'NOT_SIMULATED' : 'INVALID_REQUEST', z.prettifyError(read.error));
}
