import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { Head } from '../../../src/domain/head';
import { TextArea } from '../components/field';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { copyText } from '../forge/clipboard';
import { flag } from '../forge/flags';
import { call } from './call';
import { ProcessSection } from './process-section';
import styles from './project.module.css';
import type { PanelPart } from './screen';

/** What can be made of a handoff: a text for elsewhere, and what the project's next handoffs begin with. */
export const TakeAlong = ({ view, head }: PanelPart & { head: Head }) => {
  const { release, rights, document } = view;
  const { revision } = head;
  /** The text, where the browser doesn't let the page copy it. */
  const [toCopy, setToCopy] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    const { writeMarkdown } = await import('../markdown/write-markdown'); // for the few who press it
    const text = writeMarkdown(release.name, document);
    const isCopied = await copyText(text);
    setToCopy(isCopied ? null : text);
    setSaid(
      isCopied
        ? 'Copied, with its internal notes: it is for your own people.'
        : 'This browser doesn’t let the page copy. Select the text below and copy it by hand.',
    );
  };
  const keep = useAction(
    useCallback(() => call('keepAsTemplate', { releaseId: release.id, revision }), [release.id, revision]),
    useCallback(() => flag('Kept as the project’s template'), []),
  );
  return (
    <ProcessSection id="take-along" title="Take it along">
      <div className={styles.actions}>
        <Button onClick={() => void copy()}>Copy as Markdown</Button>
        <span role="status">{said}</span>
      </div>
      {toCopy !== null && (
        <TextArea label="The handoff as Markdown" rows={8} value={toCopy} onChange={() => undefined} />
      )}
      {rights.administer && (
        <div className={styles.actions}>
          <Button isLoading={keep.isRunning} onClick={() => void keep.run()}>
            Use as template
          </Button>
          <span>New handoffs of this project can then begin with revision {revision} of this one.</span>
        </div>
      )}
      {keep.refusal !== null && <RefusalMessage refusal={keep.refusal} onRetry={() => void keep.run()} />}
    </ProcessSection>
  );
};
