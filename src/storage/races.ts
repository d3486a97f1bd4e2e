import { isRefused, StorageError } from './storage-error';

/** How often a write that lost a race starts again from what is newest: a walkthrough has many people typing at once. */
export const TRIES = 12;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** In ms: more each time, to a second at most, and never the same for two who lost to each other. */
export const beforeNextTry = (attempt: number): Promise<void> =>
  pause(Math.random() * Math.min(1_000, 20 * 2 ** attempt));

/** False where a condition failed: somebody else wrote meanwhile, and nothing is written. */
export const unlessRaced = async (written: Promise<void>): Promise<boolean> => {
  try {
    await written;
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
};

export const RACED = Symbol('somebody else wrote meanwhile');

/**
 * Does it over what is newest, again for as long as it answers `RACED`.
 * @param lost the kind of what is thrown after several lost races
 * @throws StorageError; nothing is written then
 */
export const untilWritten = async <T>(
  attempt: () => Promise<T | typeof RACED>,
  lost: StorageError['kind'] = 'rate-limited',
): Promise<T> => {
  for (let nth = 1; nth <= TRIES; nth += 1) {
    const outcome = await attempt();
    if (outcome !== RACED) return outcome;
    await beforeNextTry(nth);
  }
  throw new StorageError(lost);
};
