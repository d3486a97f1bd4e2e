import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { copyText } from '../forge/clipboard';
import styles from './file-bug.module.css';

/** Hands on what was typed where the app can't: nothing typed is lost. */
export const CopyText = ({
  text,
  isPrimary = false,
  next = 'Paste it to somebody who may file it.',
}: {
  text: string;
  isPrimary?: boolean;
  /** What to do with it. */
  next?: string;
}) => {
  const [said, setSaid] = useState('');
  const copy = async () =>
    setSaid(
      (await copyText(text))
        ? `Copied. ${next}`
        : 'This browser doesn’t let the page copy. Select the texts above and copy them by hand.',
    );
  return (
    <>
      <Button appearance={isPrimary ? 'primary' : 'default'} onClick={() => void copy()}>
        Copy the text
      </Button>
      <p role="status" className={styles.said}>
        {said}
      </p>
    </>
  );
};
