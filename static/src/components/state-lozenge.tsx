import type { HandoffState } from '../../../src/domain/state';
import { stateText } from '../../../src/domain/wording';
import styles from './components.module.css';

/** A handoff's state. House-made: Atlaskit's lozenge brings a style engine for its drop-down variant, 20 kB on every page. */
export const StateLozenge = ({ state }: { state: HandoffState }) => (
  <span className={styles.lozenge} data-colour={state.colour}>
    {stateText(state)}
  </span>
);
