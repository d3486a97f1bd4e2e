import { plural } from '../../../src/domain/wording';
import styles from './file-bug.module.css';
import type { Join } from './use-join';

/** What is sent with the ticket when it is added to a bug, said where it is added. */
export const ComesAlong = ({ id, join: { customer, carry } }: { id: string; join: Join }) => {
  const [comments, attachments] = [carry.comments.length, carry.attachments.length];
  const parts = [
    ...(customer === null
      ? []
      : [
          <>
            the customer’s rollout step “<bdi>{customer.name}</bdi>”
          </>,
        ]),
    ...(comments > 0 ? [plural(comments, 'comment', 'comments')] : []),
    ...(attachments > 0 ? [plural(attachments, 'attachment', 'attachments')] : []),
  ];
  return (
    <p id={id} className={styles.about}>
      {parts.length === 0 ? (
        'Choose below what comes along with your ticket: the customer’s rollout step, comments, attachments.'
      ) : (
        <>
          Along with your ticket, as you chose below:{' '}
          {parts.map((part, nth) => (
            <span key={nth}>
              {nth > 0 && ', '}
              {part}
            </span>
          ))}
          .
        </>
      )}{' '}
      Your words are for a new bug: they stay here.
    </p>
  );
};

/** Of a bug that isn't theirs to see, before they add to it. */
export const NotAlong = ({ id }: { id: string }) => (
  <p id={id} className={styles.about}>
    You may not see this bug: your ticket and the customer’s rollout step can be added, comments and attachments can’t.
  </p>
);
