import type { ReactNode } from 'react';
import styles from './components.module.css';

/** An empty place that teaches: what belongs here, and how it comes to be. */
export const EmptyState = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className={styles.empty}>
    <p className={styles.emptyTitle}>{title}</p>
    <p>{children}</p>
  </div>
);
