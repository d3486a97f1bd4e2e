import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import type { ReactNode } from 'react';
import { type Loaded, sentencesOfError } from './rest';
import styles from './site.module.css';

/** What went wrong, in Jira's own words and line breaks. */
export function Problem({ error }: { readonly error: unknown }) {
  return (
    <div role="alert">
      <SectionMessage appearance="error">
        {sentencesOfError(error).map((sentence) => (
          <p key={sentence} dir="auto" className={styles.sentence}>
            {sentence}
          </p>
        ))}
      </SectionMessage>
    </div>
  );
}

/** Shows what was loaded, or that it is still coming, or why it can't be shown. */
export function Await<T>({ loaded, children }: { readonly loaded: Loaded<T>; children: (value: T) => ReactNode }) {
  if (loaded.status === 'failed') return <Problem error={loaded.error} />;
  if (loaded.status === 'ready') return <>{children(loaded.value)}</>;
  return (
    <div className={styles.waiting}>
      <Spinner label="Loading" />
    </div>
  );
}
