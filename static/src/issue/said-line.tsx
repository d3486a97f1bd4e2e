import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { leadOf } from '../../../src/domain/item-lead';
import { OF_ITEMS, type Said } from '../../../src/domain/signal';
import { plural } from '../../../src/domain/wording';
import { focusOn } from '../components/focus';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';
import styles from './issue.module.css';
import { useSaidElsewhere, type SaidHere } from './saying';
import { WORDS } from './word-text';

/** Where the keyboard goes once something was said or taken back. */
export const SAID = 'said-of-ticket';

/** What is said of the ticket, by whom and when, with the way back; the earlier words on demand. */
export const SaidLine = ({ said: { signal, handoff, takeBack, isRunning } }: { said: SaidHere }) => {
  const [isOpen, setOpen] = useState(false);
  const { said, earlier, earlierInAll } = signal;
  const elsewhere = useSaidElsewhere();
  const nameOf = usePeople([
    said?.by,
    ...elsewhere.map((one) => one.said.by),
    ...earlier.flatMap(({ by, takenBack }) => [by, takenBack?.by]),
  ]);
  const text = (word: Said, { document } = handoff) => (
    <>
      {WORDS[word.kind]}
      {OF_ITEMS.includes(word.kind) && (
        <>
          {': '}
          <bdi>{leadOf(document, word) ?? 'an entry that isn’t in the handoff any more'}</bdi>
        </>
      )}
    </>
  );
  const byAndAt = ({ by, at }: Pick<Said, 'by' | 'at'>) => (
    <>
      <PersonName accountId={by} nameOf={nameOf} />, {momentText(at)}
    </>
  );
  const byThis = elsewhere.length === 0 ? '' : ' by this handoff';
  const before = earlier[0];
  const takenBack = said === null ? (before?.takenBack ?? null) : null;
  return (
    <div className={styles.item}>
      <div id={SAID} tabIndex={-1} role="status">
        {said !== null && (
          <>
            <p className={styles.lead}>{text(said)}</p>
            <p className={styles.why}>Said of this ticket by {byAndAt(said)}</p>
          </>
        )}
        {takenBack !== null && (
          <p className={styles.why}>
            Taken back by {byAndAt(takenBack)}. Nothing is said of this ticket{byThis} now.
            {before?.kind === 'not-in-handoff' && ' The question stays with the PO, who still owes an answer.'}
          </p>
        )}
        {said === null && takenBack === null && (
          <p className={styles.why}>
            Nothing is said of this ticket{byThis} yet. One click is enough: the PO sees what tickets say of this
            release.
          </p>
        )}
        {elsewhere.map((one) => (
          <p key={one.handoff.head.handoffId} className={styles.why}>
            By the handoff of <bdi>{one.handoff.head.releaseName}</bdi>: {text(one.said, one.handoff)}, said by{' '}
            {byAndAt(one.said)}
          </p>
        ))}
      </div>
      <div className={styles.itemActions}>
        {said !== null && (
          <Button
            spacing="compact"
            isDisabled={isRunning}
            onClick={() => {
              void takeBack('').then((isDone) => isDone && focusOn(`#${SAID}`));
            }}
          >
            Undo
          </Button>
        )}
        {earlierInAll > 0 && (
          <Button spacing="compact" appearance="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide what was said before' : plural(earlierInAll, 'earlier word', 'earlier words')}
          </Button>
        )}
      </div>
      {isOpen && (
        <ul aria-label="Said before" className={styles.earlier}>
          {earlier.map((word) => (
            <li key={`${word.at} ${word.by}`}>
              {text(word)}
              <p className={styles.why}>
                {byAndAt(word)}
                {word.takenBack !== null && <>; taken back by {byAndAt(word.takenBack)}</>}
              </p>
            </li>
          ))}
          {earlierInAll > earlier.length && <li>and {earlierInAll - earlier.length} before these</li>}
        </ul>
      )}
    </div>
  );
};
