import type { ReactNode } from 'react';
import styles from './project.module.css';

/** One step of a handoff's life below its six sections. `id` is where a blocker's link leads. */
export const ProcessSection = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className={styles.process} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>
      <span id={id} tabIndex={-1}>
        {title}
      </span>
    </h2>
    {children}
  </section>
);
