import type { Failure, FailureCode } from '../domain/failure';
import { JiraError } from '../jira/jira-error';
import { addFailure } from '../storage/failures';
import { StorageError } from '../storage/storage-error';
import { within } from './within';

/** In ms. A failed call mustn't become a slow one, and an outage mustn't become a flood of writes. */
const NOTED_WITHIN = 300;
const AT_MOST_EVERY = 60_000;

/** When each was last noted by this sandbox; another sandbox may note the same. */
const noted = new Map<string, number>();

/** Null: nobody's failure, but an answer to what a person asked for. */
const codeOf = (error: unknown, where: Failure['where']): FailureCode | null => {
  if (error instanceof StorageError) return error.kind === 'rate-limited' ? 'rate-limited' : 'storage-unavailable';
  if (!(error instanceof JiraError)) return 'unexpected';
  if (error.kind === 'unavailable') return 'jira-unavailable';
  if (error.kind === 'rate-limited') return 'rate-limited';
  return where === 'screen' ? null : 'app-sees-not';
};

/** Keeps a failure for the admin's page, by its code; whatever goes wrong with that is only logged. */
export const noteFailure = async (error: unknown, where: Failure['where'], now: number): Promise<void> => {
  const code = codeOf(error, where);
  if (code === null) return;
  const key = `${where} ${code}`;
  if (now - (noted.get(key) ?? -AT_MOST_EVERY) < AT_MOST_EVERY) return;
  noted.set(key, now);
  try {
    await within(NOTED_WITHIN, addFailure({ at: new Date(now).toISOString(), where, code }));
  } catch (problem) {
    console.warn('failure not noted', problem);
  }
};
