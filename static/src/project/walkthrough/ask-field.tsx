import Button from '@atlaskit/button/new';
import { useState, type KeyboardEvent } from 'react';
import * as z from 'zod/mini';
import { questionTextSchema } from '../../../../src/domain/question';
import { LabelledField, SelectField } from '../../components/field';
import type { Option } from '../../components/option';
import { NotKept } from '../../components/not-kept';
import { placeOf } from '../../components/place-text';
import { RefusalMessage } from '../../components/refusal-message';
import { draftKey, useDraft } from '../../components/use-draft';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';
import type { useOutbox } from './use-outbox';

const draftSchema = z.object({ text: z.string(), about: z.string() });
const EMPTY = { text: '', about: '' };

/**
 * Where a question is typed: Enter adds it and the field stays for the next one. What is typed is kept, and so is what is on its way.
 * @param places what it can be about; the first one where nothing else was chosen
 */
export const AskField = ({
  screen,
  view,
  outbox,
  places,
  isFirst = false,
}: PanelPart & { outbox: ReturnType<typeof useOutbox>; places: readonly Option[]; isFirst?: boolean }) => {
  const releaseId = view.release.id;
  const { value, set, clear, isKept } = useDraft(draftKey(screen.accountId, 'ask', releaseId), draftSchema, EMPTY);
  const [problem, setProblem] = useState<string>();
  const about = places.some((place) => place.value === value.about) ? value.about : (places[0]?.value ?? '');
  const ask = () => {
    const text = z.safeParse(questionTextSchema, value.text);
    if (!text.success) {
      setProblem(value.text.trim() === '' ? 'Type the question first.' : 'Shorten it to 2,000 characters at most.');
      return;
    }
    setProblem(undefined);
    const revision = view.head?.revision ?? 0;
    outbox.add({ id: crypto.randomUUID(), text: text.data, place: placeOf(about), revision }, Date.now());
    clear({ text: '', about });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends what an input method composes.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  };
  const takeBack = (id: string, text: string) => {
    set({ text: [value.text, text].filter((each) => each.trim() !== '').join('\n'), about });
    outbox.remove(id);
  };
  return (
    <form
      className={styles.form}
      aria-label="Ask a question"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <NotKept isKept={isKept && outbox.isKept} />
      <LabelledField label="Question" help="Enter adds it, Shift+Enter begins a new line." problem={problem}>
        {(control) => (
          <textarea
            {...control}
            dir="auto"
            rows={2}
            autoFocus={isFirst}
            value={value.text}
            onChange={(event) => set({ text: event.target.value, about })}
            onKeyDown={onKeyDown}
          />
        )}
      </LabelledField>
      <SelectField
        label="It is about"
        options={places}
        value={about}
        onChange={(chosen) => set({ ...value, about: chosen })}
      />
      <div className={styles.actions}>
        <Button type="submit">Ask</Button>
      </div>
      {outbox.unsent.length > 0 && (
        <ul className={styles.plainList} aria-label="Not sent yet">
          {outbox.unsent.map(({ id, text }) => (
            <li key={id} className={styles.item}>
              <p dir="auto" className={styles.written}>
                {text}
              </p>
              <p className={styles.quiet}>Not sent yet. It is kept in this browser and sent as soon as it can be.</p>
              {outbox.refusal !== null && (
                <Button spacing="compact" onClick={() => takeBack(id, text)}>
                  Take it back into the field
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {outbox.refusal !== null && <RefusalMessage refusal={outbox.refusal} onRetry={() => void outbox.flush()} />}
    </form>
  );
};
