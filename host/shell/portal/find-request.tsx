import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useId, useState } from 'react';
import styles from '../site/site.module.css';

/** A customer's way in: the portal's list of own requests is not simulated, the key is in every mail to them. */
export function FindRequest({ onFind }: { readonly onFind: (issueKey: string) => void }) {
  const [key, setKey] = useState('');
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim()) onFind(key.trim().toUpperCase());
  };
  return (
    <>
      <Heading size="large" as="h1">
        Help center
      </Heading>
      <form className={styles.field} onSubmit={submit}>
        <label htmlFor={id}>Key of your request, for example SUP-1</label>
        <Textfield id={id} value={key} onChange={(event) => setKey(event.currentTarget.value)} />
        <div className={styles.buttons}>
          <Button appearance="primary" type="submit">
            Open request
          </Button>
        </div>
      </form>
    </>
  );
}
