import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { TicketQuestion } from '../../../src/api/ticket-calls';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import { hasDraft } from '../components/use-draft';
import type { ScreenContext } from '../forge/context';
import styles from './issue.module.css';
import { NotInHandoff, notInDraft } from './not-in-handoff';
import { SaidLine, SAID } from './said-line';
import { placeOf, useSaid } from './saying';
import { WORDS } from './word-text';

const NONE = { kind: 'not-in-handoff', itemId: null } as const;

/** For a ticket that no item matches; and what was said of it. */
export const WordBar = ({
  context,
  questions,
  reload,
}: {
  context: ScreenContext;
  questions: readonly TicketQuestion[];
  reload: () => Promise<void>;
}) => {
  const said = useSaid();
  const [isOpen, setOpen] = useState(() => hasDraft(notInDraft(context)));
  if (said === null) return null;
  const { signal, handoff } = said;
  const { escalation } = handoff.document;
  const isSaid = (kind: string) => signal.said?.kind === kind;
  const outcomes = [
    { kind: 'working-as-intended', means: escalation.workingAsIntended.means },
    { kind: 'feature-request', means: escalation.featureRequest.means },
  ] as const;
  const refused = said.refusedAt('');
  return (
    <section aria-labelledby="none-of-these">
      <h2 id="none-of-these">None of these?</h2>
      {outcomes.map(({ kind, means }) => {
        const word = { kind, itemId: null };
        const refusedHere = said.refusedAt(placeOf(word));
        return (
          <div key={kind} className={styles.word}>
            <Button
              spacing="compact"
              isSelected={isSaid(kind)}
              aria-pressed={isSaid(kind)}
              onClick={() => void (isSaid(kind) ? said.takeBack(placeOf(word)) : said.say(word))}
            >
              {WORDS[kind]}
            </Button>
            {means.trim() !== '' && (
              <p dir="auto" className={styles.said}>
                {means}
              </p>
            )}
            {refusedHere !== null && <RefusalMessage refusal={refusedHere.refusal} onRetry={refusedHere.retry} />}
          </div>
        );
      })}
      <div className={styles.word}>
        <Button
          spacing="compact"
          isSelected={isSaid(NONE.kind)}
          aria-pressed={isSaid(NONE.kind)}
          onClick={() => {
            if (isSaid(NONE.kind)) void said.takeBack('');
            else {
              setOpen(true);
              focusOn('#not-in-handoff');
            }
          }}
        >
          {WORDS[NONE.kind]}
        </Button>
        <p className={styles.said}>Becomes a question to the PO, whose answer comes back to this ticket.</p>
      </div>
      {isOpen && !isSaid(NONE.kind) && (
        <NotInHandoff
          {...{ context, said }}
          asked={questions.filter(({ handoffId, ended }) => handoffId === handoff.head.handoffId && ended === null)}
          close={() => {
            setOpen(false);
            focusOn(`#${SAID}`);
          }}
          reload={reload}
        />
      )}
      {refused !== null && <RefusalMessage refusal={refused.refusal} onRetry={refused.retry} />}
      <SaidLine said={said} />
    </section>
  );
};
