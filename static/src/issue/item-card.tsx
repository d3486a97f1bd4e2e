import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { copyText } from '../forge/clipboard';
import styles from './issue.module.css';
import { sayable, type Item } from './items';
import { MatchButton } from './match-button';

const SAID = {
  copied: 'Copied: only what may be said to the customer. If it settles the ticket, say so with the button beside.',
  failed: 'This browser doesn’t let the page copy. Select the text above and copy it by hand.',
};

const COPY: Record<Item['kind'], string> = {
  answer: 'Copy answer',
  limitation: 'Copy limitation',
  step: 'Copy step',
};

/** One item, with the button that copies what may be said to the customer. */
export const ItemCard = ({ item }: { item: Item }) => {
  const [said, setSaid] = useState<keyof typeof SAID | null>(null);
  const lead = useId(); // tells buttons of the same name apart
  const copy = async () => setSaid((await copyText(sayable(item))) ? 'copied' : 'failed');
  return (
    <div className={styles.item}>
      <ItemText item={item} lead={lead} />
      <div className={styles.itemActions}>
        <Button spacing="compact" aria-describedby={lead} onClick={() => void copy()}>
          {COPY[item.kind]}
        </Button>
        <MatchButton item={item} lead={lead} />
      </div>
      <p role="status" className={styles.said}>
        {said === null ? null : SAID[said]}
      </p>
    </div>
  );
};

const ItemText = ({ item, lead }: { item: Item; lead: string }) => {
  switch (item.kind) {
    case 'answer':
      return (
        <>
          <p id={lead} dir="auto" className={styles.lead}>
            {item.answer.question}
          </p>
          <p dir="auto" className={styles.text}>
            {item.answer.answer}
          </p>
          {item.answer.internalNote !== '' && (
            <p className={styles.internal}>
              <strong>Internal note</strong> <bdi>{item.answer.internalNote}</bdi>
            </p>
          )}
        </>
      );
    case 'limitation':
      return (
        <>
          <p id={lead} dir="auto" className={styles.lead}>
            {item.limitation.limit}
          </p>
          <p className={styles.text}>
            Touches: <bdi>{item.limitation.whom}</bdi>
          </p>
          {item.limitation.workaround !== '' && (
            <p className={styles.text}>
              Workaround: <bdi>{item.limitation.workaround}</bdi>
            </p>
          )}
          {item.limitation.carriedFrom !== undefined && (
            <p className={styles.why}>
              Known since <bdi>{item.limitation.carriedFrom}</bdi>
            </p>
          )}
        </>
      );
    case 'step':
      return (
        <>
          <p id={lead} dir="auto" className={styles.lead}>
            {item.step.action}
          </p>
          <p dir="auto" className={styles.text}>
            {item.step.result}
          </p>
        </>
      );
  }
};
