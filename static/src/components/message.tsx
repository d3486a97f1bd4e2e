import type { ReactNode } from 'react';
import styles from './components.module.css';

/**
 * A message in its place on the page. House-made: Atlaskit's section message brings tooltips and pop-ups for its dismiss button, 35 kB
 * on every page.
 */
export const Message = ({
  kind,
  title,
  children,
  actions,
}: {
  kind: 'error' | 'warning' | 'information' | 'success';
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
}) => (
  <div className={styles.message} data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
    {title !== undefined && <p className={styles.messageTitle}>{title}</p>}
    {children}
    {actions !== undefined && <div className={styles.messageActions}>{actions}</div>}
  </div>
);
