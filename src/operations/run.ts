import { JiraError } from '../jira/jira-error';
import { StorageError } from '../storage/storage-error';

/** The time that a run of a scheduled trigger has. `false`: it is to end before something new is begun. */
export type HasTime = () => boolean;

/** Jira or the storage asks to slow down: the run ends, and what isn't done is due with the next one. */
export const isTooMuch = (error: unknown): boolean =>
  (error instanceof JiraError || error instanceof StorageError) && error.kind === 'rate-limited';
