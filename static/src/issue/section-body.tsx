import type { HandoffDocument } from '../../../src/domain/document';
import styles from './issue.module.css';
import { ItemCard } from './item-card';
import { itemsOf, type Item } from './items';

export const Items = ({ items }: { items: readonly Item[] }) =>
  items.map((item) => <ItemCard key={item.key} item={item} />);

const KINDS = { limitations: 'limitation', likelyQuestions: 'answer', happyPath: 'step' } as const;

/** The sections that answer a customer, in the order in which an agent looks. */
export const ANSWERING = ['whatsNew', 'limitations', 'likelyQuestions', 'happyPath'] as const;
type Answering = (typeof ANSWERING)[number];

/** What one of them says. */
export const SectionBody = ({ document, section }: { document: HandoffDocument; section: Answering }) => {
  if (section === 'whatsNew')
    return (
      <p dir="auto" className={styles.text}>
        {document.whatsNew}
      </p>
    );
  return (
    <>
      {section === 'limitations' && document.limitations.items.length === 0 && (
        <p className={styles.text}>
          None, because <bdi>{document.limitations.noneBecause}</bdi>
        </p>
      )}
      <Items items={itemsOf(document).filter(({ kind }) => kind === KINDS[section])} />
    </>
  );
};
