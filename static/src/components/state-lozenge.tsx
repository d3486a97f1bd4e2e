import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import type { HandoffState } from '../../../src/domain/state';
import { stateText } from '../../../src/domain/wording';

const APPEARANCES: Record<HandoffState['colour'], ThemeAppearance> = {
  grey: 'default',
  blue: 'inprogress',
  yellow: 'moved',
  red: 'removed',
  green: 'success',
};

export const StateLozenge = ({ state }: { state: HandoffState }) => (
  <Lozenge appearance={APPEARANCES[state.colour]}>{stateText(state)}</Lozenge>
);
