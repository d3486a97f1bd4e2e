import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import type { TicketQuestion } from '../../../src/api/ticket-calls';
import { questionTextSchema } from '../../../src/domain/question';
import { TextArea } from '../components/field';
import { NotKept } from '../components/not-kept';
import { RefusalMessage } from '../components/refusal-message';
import { draftKey, useDraft } from '../components/use-draft';
import type { ScreenContext } from '../forge/context';
import { getJira, segment } from '../forge/jira';
import styles from './issue.module.css';
import { placeOf, type SaidHere } from './saying';

/** Where what is typed here is kept, in this browser. */
export const notInDraft = ({ accountId, extension }: ScreenContext): string =>
  draftKey(accountId ?? '', 'not-in-handoff', extension.issue?.id ?? '');

/** The id belongs to the words: sent again they are one question. `text`: null while nobody has typed. */
const draftSchema = z.object({ id: z.string(), text: z.nullable(z.string()) });
type NotInDraft = z.infer<typeof draftSchema>;

const WORD = { kind: 'not-in-handoff', itemId: null } as const;
const issueSchema = z.object({ fields: z.object({ summary: z.string() }) });

/** What the ticket is about, to begin with. */
const useSummary = (issueId: string): string => {
  const [summary, setSummary] = useState('');
  useEffect(() => {
    void getJira(`/rest/api/3/issue/${segment(issueId)}?fields=summary`, issueSchema).then((issue) =>
      setSummary(issue?.fields.summary ?? ''),
    );
  }, [issueId]);
  return summary;
};

/** The question to the PO that "not in the handoff" becomes. */
export const NotInHandoff = ({
  context,
  said,
  asked,
  close,
  reload,
}: {
  context: ScreenContext;
  said: SaidHere;
  /** What was asked from this ticket already, and is open. */
  asked: readonly TicketQuestion[];
  close: () => void;
  reload: () => Promise<void>;
}) => {
  const [empty] = useState<NotInDraft>(() => ({ id: crypto.randomUUID(), text: null }));
  const { value, set, clear, isKept } = useDraft(notInDraft(context), draftSchema, empty);
  const summary = useSummary(context.extension.issue?.id ?? '');
  const [sent, setSent] = useState<{ id: string; text: string } | null>(null);
  const [isWrong, setWrong] = useState(false);
  const text = value.text ?? summary;
  const refused = said.refusedAt(placeOf(WORD));
  const send = async (question: { id: string; text: string }) => {
    setSent(question);
    if (!(await said.say({ ...WORD, question }))) return;
    clear({ id: crypto.randomUUID(), text: null });
    close();
    await reload();
  };
  return (
    <form
      aria-label="Not in the handoff"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isRight = z.safeParse(questionTextSchema, text).success;
        setWrong(!isRight);
        if (!isRight) return;
        set({ id: value.id, text }); // sent again after a reload, it is the same question
        void send({ id: value.id, text });
      }}
    >
      <NotKept isKept={isKept} />
      {asked.map((question) => (
        <div key={question.id} className={styles.item}>
          <p dir="auto" className={styles.text}>
            {question.text}
          </p>
          <Button spacing="compact" onClick={() => void send({ id: question.id, text: question.text })}>
            It is this question, asked already
          </Button>
        </div>
      ))}
      <TextArea
        id="not-in-handoff"
        label="What does the handoff not say?"
        help={
          <>
            Goes to the PO of <bdi>{said.handoff.head.releaseName}</bdi> as a question. The answer appears below, for
            everybody on this ticket. Name no customer: all who read the product’s handoff see it.
          </>
        }
        value={text}
        onChange={(typed) => set({ id: crypto.randomUUID(), text: typed })}
        problem={isWrong ? 'Type a question of at most 2,000 characters.' : undefined}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={said.isRunning}>
          Say it and ask the PO
        </Button>
        <Button
          appearance="subtle"
          onClick={() => {
            clear({ id: crypto.randomUUID(), text: null });
            close();
          }}
        >
          Cancel
        </Button>
      </div>
      {refused !== null && sent !== null && (
        <RefusalMessage refusal={refused.refusal} onRetry={() => void send(sent)} />
      )}
    </form>
  );
};
