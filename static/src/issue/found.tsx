import { useMemo } from 'react';
import type { HandoffDocument } from '../../../src/domain/document';
import { plural } from '../../../src/domain/wording';
import styles from './issue.module.css';
import { searchIn } from './search';
import { Items } from './section-body';

/** What of a handoff is found by these words. */
export const Found = ({ document, query }: { document: HandoffDocument; query: string }) => {
  const search = useMemo(() => searchIn(document), [document]);
  const items = search(query);
  return (
    <section aria-label="Found">
      <p role="status" className={styles.why}>
        {items.length === 0
          ? 'Nothing found. Try other words, or clear the search to read all of it.'
          : `${plural(items.length, 'entry', 'entries')} found, the best first`}
      </p>
      <Items items={items} />
    </section>
  );
};
