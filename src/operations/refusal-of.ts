import { refuse, type Refusal } from '../api/results';
import { JiraError } from '../jira/jira-error';
import { StorageError } from '../storage/storage-error';
import * as NEEDS from './needs';

/** The refusal that an error of an edge means to a person; null for an error that nobody foresaw. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof JiraError)
    switch (error.kind) {
      case 'not-found':
        return refuse('not-found');
      case 'forbidden':
        return refuse('not-allowed', {
          needs: NEEDS.jira(error.asked),
          ...(error.detail === '' ? {} : { detail: error.detail }),
        });
      case 'refused':
        return refuse('jira-refused', error.detail === '' ? {} : { detail: error.detail });
      case 'rate-limited':
        return refuse('rate-limited');
      case 'unavailable':
        return refuse('jira-unavailable');
    }
  if (error instanceof StorageError) return refuse(error.kind === 'rate-limited' ? 'busy' : 'storage-unavailable');
  return null;
};
