import { events } from '@forge/bridge';
import { useEffect } from 'react';

/** Told among the app's own frames on one page of Jira, such as the form in its dialog and the panel beneath it. */
const FILING_CHANGED = 'cs-handoff.filing-changed';

/** Something was filed, prepared or taken back on this ticket. */
export const tellFilingChanged = (): Promise<void> => events.emit(FILING_CHANGED);

/** Runs `changed` whenever another frame tells so. */
export const useFilingChanged = (changed: () => void): void => {
  useEffect(() => {
    const subscription = events.on(FILING_CHANGED, changed);
    return () => void subscription.then(({ unsubscribe }) => unsubscribe());
  }, [changed]);
};
