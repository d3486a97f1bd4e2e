import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import type { BugView } from '../../../src/api/bug-calls';
import { refuse } from '../../../src/api/results';
import { CHAIN_CAUSES, CHAIN_LEVELS } from '../../../src/domain/bug';
import { focusOn } from '../components/focus';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { NotKept } from '../components/not-kept';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import type { Draft } from '../components/use-draft';
import { flag } from '../forge/flags';
import { refreshView } from '../forge/router';
import styles from './bug.module.css';
import { call } from './call';
import { Choice } from './choice';
import { CAUSE_WORDS, LEVEL_WORDS } from './words';

export const chosenSchema = z.object({
  level: z.nullable(z.enum(CHAIN_LEVELS)),
  cause: z.nullable(z.enum(CHAIN_CAUSES)),
});
export type Chosen = z.infer<typeof chosenSchema>;

/** Where the keyboard goes once it is set. */
export const SET = 'chain-level-set';
export const LEVELS = 'chain-levels';
const CAUSES = 'chain-causes';

const SAID = {
  shown: 'The label of the bug says so too.',
  later: 'The label of the bug follows within minutes.',
  refused: '',
};

/** Level and cause, and the button that sets them. */
export const TriageForm = ({
  issueId,
  bug: { triage },
  draft: { value, set, clear, isKept, restoredAt },
  reload,
  told,
}: {
  issueId: string;
  bug: BugView;
  draft: Draft<Chosen>;
  reload: () => Promise<void>;
  /** Whether Jira let the app change the label. */
  told: (label: keyof typeof SAID) => void;
}) => {
  const [isIncomplete, setIncomplete] = useState(false);
  const { level, cause } = value;
  const save = useAction(
    useCallback(async () => {
      if (level === null || cause === null) return refuse('bad-input');
      const answer = await call('triageBug', { issueId, level, cause, expected: triage });
      // What was set meanwhile is shown above; what is chosen stays.
      if (!answer.ok && answer.code === 'triaged-meanwhile') await reload();
      return answer;
    }, [issueId, level, cause, triage, reload]),
    useCallback(
      async ({ label }) => {
        told(label);
        flag('Chain level set', SAID[label] === '' ? undefined : SAID[label]);
        // Jira's own view shows the labels.
        await Promise.allSettled([reload(), refreshView()]);
        clear({ level, cause });
      },
      [told, reload, clear, level, cause],
    ),
    `#${SET}`,
  );
  const change = (more: Partial<Chosen>) => set({ ...value, ...more });
  const missing = (part: unknown) => (isIncomplete && part === null ? 'Choose one.' : undefined);
  return (
    <form
      aria-label="Chain level of this bug"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIncomplete(true);
        if (level !== null && cause !== null) void save.run();
        else focusOn(level === null ? `#${LEVELS} input` : `#${CAUSES} input`);
      }}
    >
      <NotKept isKept={isKept} />
      {restoredAt !== null && (
        <Message
          kind="information"
          actions={
            <Button
              spacing="compact"
              onClick={() => {
                clear();
                focusOn(`#${LEVELS} input`);
              }}
            >
              Show what is on record
            </Button>
          }
        >
          <p>What you chose on {momentText(restoredAt)} and did not set is chosen below.</p>
        </Message>
      )}
      <Choice
        id={LEVELS}
        legend="Where in the chain does the cause lie?"
        problem={missing(level)}
        words={LEVEL_WORDS}
        options={CHAIN_LEVELS}
        value={level}
        onChange={(next) => change({ level: next })}
      />
      <Choice
        id={CAUSES}
        legend="What let it pass?"
        problem={missing(cause)}
        words={CAUSE_WORDS}
        options={CHAIN_CAUSES}
        value={cause}
        onChange={(next) => change({ cause: next })}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={save.isRunning}>
          {triage === null ? 'Set chain level' : 'Set it anew'}
        </Button>
      </div>
      {save.refusal !== null && <RefusalMessage refusal={save.refusal} onRetry={() => void save.run()} />}
    </form>
  );
};
