import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { DECISIONS, type Decision, type RolloutStep } from '../../../../src/domain/rollout';
import { SelectField, TextArea } from '../../components/field';
import { NotKept } from '../../components/not-kept';
import { fieldProblemText, problemAt } from '../../components/refusal-copy';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';
import { endDraftSchema, endFrom, endOf, type EndDraft } from './step-draft';

const DECISION_LABELS: Record<Decision, string> = {
  advance: 'Advance: on to the next step',
  hold: 'Hold: it stays here for now',
  pause: 'Pause: it stays here until somebody decides anew',
  'roll-back': 'Roll back: whom it reached lose it again',
};
const DECISION_OPTIONS = DECISIONS.map((value) => ({ value, label: DECISION_LABELS[value] }));

/** As many revisions are offered as the one that came of a step. */
const MOST_REVISIONS = 20;

export const endField = (stepId: string): string => `end-${stepId}-decision`;
export const endKey = (accountId: string, stepId: string): string => draftKey(accountId, 'step-end', stepId);

/** What is decided at a step, why, and what was learned in it; also to say it anew. */
export const StepEndForm = ({
  screen,
  view,
  reload,
  step,
  close,
}: PanelPart & { step: RolloutStep; close: () => void }) => {
  const releaseId = view.release.id;
  const revision = view.head?.revision ?? 0;
  const [start] = useState(() => endOf(step));
  const draft = useDraft(endKey(screen.accountId, step.id), endDraftSchema, start);
  const { value, set, clear } = draft;
  const end = useAction(
    useCallback(
      async (typed: EndDraft) => {
        const input = parseInput(panelCalls.endStep.input, { releaseId, stepId: step.id, ...endFrom(typed) });
        if (!input.ok) return input;
        const result = await call('endStep', input.value);
        if (!result.ok && result.code === 'step-changed') await reload(); // shows theirs
        return result;
      },
      [releaseId, step.id, reload],
    ),
    useCallback(async () => {
      clear();
      flag('Decision recorded');
      close(); // before it is read anew: what is pressed after that stays open
      await reload();
    }, [clear, reload, close]),
  );
  const fields = end.refusal?.fields;
  const change = (part: Partial<EndDraft>) => set({ ...value, ...part });
  const revisions = Array.from({ length: Math.min(revision, MOST_REVISIONS) }, (_, nth) => String(revision - nth));
  return (
    <form
      className={styles.form}
      aria-label="End this step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void end.run(value);
      }}
    >
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={draft.restoredAt} discard={clear} />
      <SelectField
        id={endField(step.id)}
        label="Decision"
        empty="Choose what was decided"
        options={DECISION_OPTIONS}
        value={value.decision}
        onChange={(text) => change({ decision: DECISIONS.find((one) => one === text) ?? '' })}
        problem={problemAt(fields, ['decision']) && 'Choose what was decided.'}
      />
      <TextArea
        label="Because"
        help="The reason stays on record, also when the decision is changed later."
        value={value.reason}
        onChange={(reason) => change({ reason })}
        problem={fieldProblemText(problemAt(fields, ['reason']))}
      />
      <TextArea
        label="What came of the exit criteria"
        value={value.result}
        onChange={(result) => change({ result })}
        problem={fieldProblemText(problemAt(fields, ['result']))}
      />
      <TextArea
        label="What was learned"
        help="What surprised you? If agents should know it, write it into the handoff too."
        value={value.learned}
        onChange={(learned) => change({ learned })}
        problem={fieldProblemText(problemAt(fields, ['learned']))}
      />
      <SelectField
        label="Revision of the handoff that came of it"
        empty="None"
        options={revisions.map((text) => ({ value: text, label: `Revision ${text}` }))}
        value={value.revision}
        onChange={(text) => change({ revision: text })}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={end.isRunning}>
          Record the decision
        </Button>
        <Button appearance="subtle" onClick={close}>
          Close
        </Button>
      </div>
      {end.refusal !== null && <RefusalMessage refusal={end.refusal} onRetry={() => void end.run(value)} />}
      {end.refusal?.code === 'step-changed' && (
        <div className={styles.actions}>
          <Button
            onClick={() => {
              const mine = { ...value, seen: step.ended?.at ?? '' };
              set(mine);
              void end.run(mine);
            }}
          >
            Put mine in its place
          </Button>
        </div>
      )}
    </form>
  );
};
