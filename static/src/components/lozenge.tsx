import type { ReactNode } from 'react';
import styles from './components.module.css';

/** A state in one or two words. House-made: Atlaskit's lozenge brings a style engine for its drop-down variant, 20 kB on every page. */
export const Lozenge = ({
  colour,
  children,
}: {
  colour: 'grey' | 'blue' | 'yellow' | 'red' | 'green';
  children: ReactNode;
}) => (
  <span className={styles.lozenge} data-colour={colour}>
    {children}
  </span>
);
