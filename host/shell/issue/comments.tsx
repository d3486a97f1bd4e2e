import Avatar from '@atlaskit/avatar';
import Button, { type ButtonProps } from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import TextArea from '@atlaskit/textarea';
import { useId, useState } from 'react';
import { addComment, addRequestComment, type Comment } from '../site/jira';
import { Problem } from '../site/messages';
import styles from '../site/site.module.css';
import thread from './comments.module.css';
import { Adf } from './adf';

interface CommentsProps {
  readonly issueKey: string;
  readonly comments: readonly Comment[];
  /** In a service project a comment is for the customer or for the team alone. */
  readonly service: boolean;
  readonly mayComment: boolean;
  readonly onAdded: () => void;
}

export function Comments({ issueKey, comments, service, mayComment, onAdded }: CommentsProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Heading size="xsmall" as="h2" id={headingId}>
        Comments
      </Heading>
      <ul className={thread.comments}>
        {comments.map(({ id, author, body, created, jsdPublic }) => {
          const name = author?.displayName ?? 'Somebody';
          return (
            <li key={id} className={jsdPublic === false ? thread.internal : undefined}>
              <Avatar size="small" name={name} />
              <div className={thread.commentBody}>
                <div className={thread.byline}>
                  <strong dir="auto">{name}</strong>
                  <time dateTime={created}>{new Date(created).toLocaleString()}</time>
                  {service && jsdPublic === false && <Lozenge appearance="moved">Internal note</Lozenge>}
                </div>
                <Adf node={body} />
              </div>
            </li>
          );
        })}
      </ul>
      {mayComment && <CommentBox {...{ issueKey, service, onAdded }} />}
    </section>
  );
}

function CommentBox({ issueKey, service, onAdded }: Pick<CommentsProps, 'issueKey' | 'service' | 'onAdded'>) {
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const id = useId();
  const add = (send: () => Promise<unknown>) => {
    setError(undefined);
    send().then(() => {
      setText('');
      onAdded();
    }, setError);
  };
  const button = (label: string, send: () => Promise<unknown>, appearance: ButtonProps['appearance'] = 'default') => (
    <Button appearance={appearance} isDisabled={text.trim() === ''} onClick={() => add(send)}>
      {label}
    </Button>
  );
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Add a comment</label>
      <TextArea id={id} dir="auto" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {error !== undefined && <Problem error={error} />}
      <div className={styles.buttons}>
        {service ? (
          <>
            {button('Add internal note', () => addRequestComment(issueKey, text, false))}
            {button('Reply to customer', () => addRequestComment(issueKey, text, true))}
          </>
        ) : (
          button('Save', () => addComment(issueKey, text), 'primary')
        )}
      </div>
    </div>
  );
}
