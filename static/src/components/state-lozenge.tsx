import type { HandoffState } from '../../../src/domain/state';
import { stateText } from '../../../src/domain/wording';
import { Lozenge } from './lozenge';

/** A handoff's state. */
export const StateLozenge = ({ state }: { state: HandoffState }) => (
  <Lozenge colour={state.colour}>{stateText(state)}</Lozenge>
);
