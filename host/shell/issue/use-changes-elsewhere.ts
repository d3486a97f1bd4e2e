import { useEffect } from 'react';
import { getUpdated } from '../site/jira';

/** Forge says "a few seconds late" of JIRA_ISSUE_CHANGED (apis-reference/ui-api-bridge/events). In ms. */
const LOOK_EVERY = 3_000;

/**
 * Calls back when the issue was written by somebody else, by a REST client or by the app's functions, once for each time that is
 * seen. `shown`: the `updated` that the page shows.
 */
export function useChangesElsewhere(issueKey: string, shown: string, onChanged: () => void): void {
  useEffect(() => {
    let seen = shown;
    const timer = setInterval(() => {
      if (document.hidden) return;
      getUpdated(issueKey).then(
        (updated) => {
          if (updated === seen) return;
          seen = updated;
          onChanged();
        },
        () => undefined, // gone or out of reach: the next look tells, and the page says so when it is used
      );
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  });
}
