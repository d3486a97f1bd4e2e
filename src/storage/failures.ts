import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { MOST_FAILURES, failureSchema, type Failure } from '../domain/failure';
import { storing } from './storage-error';

const KEY = 'failures';
const storedSchema = z.object({ last: z.array(failureSchema) });

/** The last failures, newest first. What an older app wrote in another shape counts as none. */
export const readFailures = async (): Promise<Failure[]> => {
  const { data } = z.safeParse(storedSchema, await storing(() => kvs.get<unknown>(KEY)));
  return data?.last ?? [];
};

/** Two at once may keep one of them: it is advice, and no decision depends on it. */
export const addFailure = async (failure: Failure): Promise<void> => {
  const last = [failure, ...(await readFailures())].slice(0, MOST_FAILURES);
  await storing(() => kvs.set(KEY, { last }));
};
