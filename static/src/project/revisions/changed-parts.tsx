import { memo } from 'react';
import type { Change } from '../../../../src/domain/changes';
import styles from './changed-parts.module.css';
import { wordChanges, type Stretch } from './word-changes';

const KINDS: Record<Change['kind'], string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
};

/** Marked by a line and a colour, and by words for who hears the page (in the style sheet, so that nobody copies them). */
const Piece = ({ stretch: { kind, text } }: { stretch: Stretch }) => {
  if (kind === 'kept') return <>{text}</>;
  return kind === 'added' ? <ins className={styles.added}>{text}</ins> : <del className={styles.removed}>{text}</del>;
};

const Text = ({ change }: { change: Change }) => {
  if (change.kind === 'moved')
    return (
      <>
        <p>
          It was number {change.from} and is number {change.to} now.
        </p>
        <p dir="auto" className={styles.text}>
          {change.text}
        </p>
      </>
    );
  if (change.before === '' && change.after === '') return <p>It has no text.</p>;
  return (
    <p dir="auto" className={styles.text}>
      {wordChanges(change.before, change.after).map((stretch, at) => (
        // Stretches have no identity but their place, and nothing in them has a state.
        <Piece key={at} stretch={stretch} />
      ))}
    </p>
  );
};

/** What differs in a section, place by place and word by word; what stayed is left out. Texts may be long: compared once. */
export const ChangedParts = memo(({ changes }: { changes: readonly Change[] }) => (
  <dl className={styles.parts}>
    {changes.map((change) => (
      <div key={`${change.kind}:${change.key}`}>
        <dt>
          {change.label} <span className={styles.kind}>{KINDS[change.kind]}</span>
        </dt>
        <dd>
          <Text change={change} />
        </dd>
      </div>
    ))}
  </dl>
));
ChangedParts.displayName = 'ChangedParts';
