import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import TextArea from '@atlaskit/textarea';
import { useId, useState } from 'react';
import { addRequestComment } from '../site/jira';
import { Await, Problem } from '../site/messages';
import { request, useLoad } from '../site/rest';
import { useSession } from '../site/session';
import styles from '../site/site.module.css';
import thread from '../issue/comments.module.css';

interface CustomerRequest {
  readonly issueKey: string;
  readonly currentStatus: { readonly status: string };
  readonly reporter?: { readonly displayName: string };
  readonly requestFieldValues: readonly { readonly fieldId: string; readonly label: string; readonly value: unknown }[];
}
interface RequestComments {
  readonly values: readonly {
    readonly id: string;
    readonly body: string;
    readonly author: { readonly displayName: string };
    readonly created: { readonly iso8601: string };
  }[];
}

async function loadRequest(key: string) {
  const path = `/rest/servicedeskapi/request/${encodeURIComponent(key)}`;
  const [found, comments] = await Promise.all([
    request('GET', path) as Promise<CustomerRequest>,
    request('GET', `${path}/comment?public=true&internal=false&limit=100`) as Promise<RequestComments>,
  ]);
  return { found, comments: comments.values };
}

/** The ticket as its customer sees it in the portal: public comments only, nothing of the project around it. */
export function PortalPage({ issueKey }: { readonly issueKey: string }) {
  const { me } = useSession();
  const [loaded, reload] = useLoad(loadRequest, issueKey);
  return (
    <main id="content" className={styles.plain}>
      <p>
        <a href="/">Help center</a> / {issueKey}
        {me.accountType === 'atlassian' && (
          <>
            {' · '}
            <a href={`/browse/${issueKey}`}>Back to the issue</a>
          </>
        )}
      </p>
      <Await loaded={loaded}>
        {({ found, comments }) => {
          const value = (field: string) => {
            const given = found.requestFieldValues.find(({ fieldId }) => fieldId === field)?.value;
            return typeof given === 'string' ? given : '';
          };
          return (
            <>
              <div className={styles.titleLine}>
                <Heading size="large" as="h1">
                  <span dir="auto">{value('summary') || issueKey}</span>
                </Heading>
                <Lozenge>{found.currentStatus.status}</Lozenge>
              </div>
              <p>Raised by {found.reporter?.displayName ?? 'a customer'}</p>
              <p dir="auto" className={styles.sentence}>
                {value('description')}
              </p>
              <section aria-label="Activity">
                <Heading size="xsmall" as="h2">
                  Activity
                </Heading>
                <ul className={thread.comments}>
                  {comments.map(({ id, body, author, created }) => (
                    <li key={id}>
                      <div className={thread.commentBody}>
                        <div className={thread.byline}>
                          <strong dir="auto">{author.displayName}</strong>
                          <time dateTime={created.iso8601}>{new Date(created.iso8601).toLocaleString()}</time>
                        </div>
                        <p dir="auto" className={styles.sentence}>
                          {body}
                        </p>
                      </div>
                    </li>
                  ))}
                </ul>
              </section>
              {me.accountType === 'customer' && <ReplyBox issueKey={issueKey} onSent={reload} />}
            </>
          );
        }}
      </Await>
    </main>
  );
}

function ReplyBox({ issueKey, onSent }: { readonly issueKey: string; readonly onSent: () => void }) {
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const id = useId();
  const send = () => {
    addRequestComment(issueKey, text, true).then(() => {
      setText('');
      onSent();
    }, setError);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Reply</label>
      <TextArea id={id} dir="auto" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {error !== undefined && <Problem error={error} />}
      <div className={styles.buttons}>
        <Button appearance="primary" isDisabled={text.trim() === ''} onClick={send}>
          Send
        </Button>
      </div>
    </div>
  );
}
