import Button from '@atlaskit/button/new';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { HandoffDocument } from '../../../../src/domain/document';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { TextArea } from '../../components/field';
import { NotKept } from '../../components/not-kept';
import { useDraft } from '../../components/use-draft';
import styles from '../project.module.css';

const NOT_READ = {
  'too-long':
    'This is more than a handoff takes (232 KiB). Bring it in in parts: sections that a part doesn’t have stay.',
  unreadable:
    'This can’t be read: it is nested too deep. Take out the quotes and lists within lists, then read it again.',
} as const;

const HEADINGS = Object.values(SECTION_TITLES).join(', ');

/**
 * Takes in what a PO wrote elsewhere: sections by their headings. What it doesn't understand stays in the field.
 * @param draft name of what is typed here, so that a reload doesn't lose it
 */
export const MarkdownIn = ({
  document,
  set,
  draft,
}: {
  document: HandoffDocument;
  set: (document: HandoffDocument) => void;
  draft: string;
}) => {
  const text = useDraft(draft, z.string(), '');
  const [isOpen] = useState(text.restoredAt !== null); // then on it is the person's to open and close
  const [said, setSaid] = useState('');
  const [before, setBefore] = useState<HandoffDocument | null>(null);
  const read = async () => {
    const { readTyped } = await import('../../markdown/read-typed'); // for the few who press it
    const typed = readTyped(text.value, document, () => crypto.randomUUID());
    if (typeof typed === 'string') {
      setSaid(NOT_READ[typed]);
      return;
    }
    const { document: next, sections, left } = typed;
    if (sections.length === 0) {
      setSaid(`No section was found. Give each a heading: ${HEADINGS}.`);
      return;
    }
    setBefore(document);
    set(next);
    text.clear();
    if (left !== '') text.set(left);
    const found = sections.map((section) => SECTION_TITLES[section]).join(', ');
    const rest = left === '' ? '' : ' What stood under no known heading is still in the field.';
    setSaid(`Read into the form: ${found}.${rest} Nothing is saved yet.`);
  };
  return (
    <details className={styles.details} open={isOpen}>
      <summary>Written elsewhere? Bring it in as Markdown</summary>
      <NotKept isKept={text.isKept} />
      <TextArea
        label="Markdown"
        rows={8}
        help="Each section under its heading. A section that is in the text replaces the one in the form; the others stay."
        value={text.value}
        onChange={text.set}
      />
      <div className={styles.actions}>
        <Button isDisabled={text.value.trim() === ''} onClick={() => void read()}>
          Read into the form
        </Button>
        {before !== null && (
          <Button
            appearance="subtle"
            onClick={() => {
              set(before);
              setBefore(null);
              setSaid('The form is as it was before.');
            }}
          >
            Undo reading
          </Button>
        )}
      </div>
      <p role="status">{said}</p>
    </details>
  );
};
