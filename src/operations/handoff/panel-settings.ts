import type { HandoffView } from '../../api/panel-calls';
import type { Settings } from '../../domain/settings';

/** What a reader's panel needs of the settings, and nothing else of them. */
export const forPanel = ({ csLead, authorsMaySign, poMayWaive }: Settings): HandoffView['settings'] => ({
  ...{ csLead, authorsMaySign, poMayWaive },
});
