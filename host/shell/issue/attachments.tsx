import Heading from '@atlaskit/heading';
import { type ChangeEvent, useId, useState } from 'react';
import { addAttachments, type Attachment } from '../site/jira';
import { Problem } from '../site/messages';
import styles from '../site/site.module.css';

/** Names and sizes; who may, adds to them. */
export function Attachments({
  issueKey,
  attachments,
  mayAdd,
  onAdded,
}: {
  readonly issueKey: string;
  readonly attachments: readonly Attachment[];
  readonly mayAdd: boolean;
  readonly onAdded: () => void;
}) {
  const id = useId();
  const [error, setError] = useState<unknown>();
  const add = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    setError(undefined);
    addAttachments(issueKey, [...(input.files ?? [])]).then(() => {
      input.value = '';
      onAdded();
    }, setError);
  };
  if (attachments.length === 0 && !mayAdd) return null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <Heading size="xsmall" as="h2" id={`${id}-title`}>
        Attachments
      </Heading>
      <ul className={styles.links}>
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <bdi>{attachment.filename}</bdi> ({attachment.size.toLocaleString()} bytes)
          </li>
        ))}
      </ul>
      {mayAdd && (
        <div className={styles.field}>
          <label htmlFor={`${id}-files`}>Add attachments</label>
          <input id={`${id}-files`} type="file" multiple onChange={add} />
        </div>
      )}
      {error !== undefined && <Problem error={error} />}
    </section>
  );
}
