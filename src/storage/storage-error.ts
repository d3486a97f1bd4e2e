import { ForgeKvsAPIError } from '@forge/kvs';

/**
 * Why a call of the storage failed.
 * - `refused`: the service said no to what was sent, which includes a failed condition and an existing key. Their codes are
 *   undocumented (Forge docs: storage-api errors), so whoever cares reads the key again.
 * - `rate-limited`, `unavailable`: nothing is known to be written; trying again may help.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly kind: 'refused' | 'rate-limited' | 'unavailable',
    options?: ErrorOptions,
  ) {
    super(`storage ${kind}`, options);
  }
}

/** The service said no to what was sent: of a conditional write, that a condition failed. */
export const isRefused = (error: unknown): boolean => error instanceof StorageError && error.kind === 'refused';

const kindOf = (error: unknown): StorageError['kind'] => {
  if (!(error instanceof ForgeKvsAPIError)) return 'unavailable';
  const { status } = error.responseDetails;
  if (status === 429) return 'rate-limited';
  return status === 400 || status === 404 || status === 409 || status === 412 || status === 422
    ? 'refused'
    : 'unavailable';
};

/** The one place where errors of @forge/kvs become ours. */
export const storing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(kindOf(error), { cause: error });
  }
};
