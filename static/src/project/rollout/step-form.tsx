import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { AUDIENCES, MOST_STEPS, namesItsUsers, type StepPlan } from '../../../../src/domain/rollout';
import { SelectField, TextArea, TextField } from '../../components/field';
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
import { draftOf, planDraftSchema, planFrom, type PlanDraft } from './step-draft';

const AUDIENCE_LABELS: Record<StepPlan['audience'], string> = {
  internal: 'Internal: our own company',
  pilot: 'A named pilot',
  customer: 'A customer',
  percent: 'A share of all users',
  segment: 'A segment of users',
};
const AUDIENCE_OPTIONS = AUDIENCES.map((value) => ({ value, label: AUDIENCE_LABELS[value] }));

/** Names of the form's fields, where something points at them. */
export const planField = (form: string, field: 'audience' | 'exitCriteria'): string => `plan-${form}-${field}`;
export const planKey = (accountId: string, form: string): string => draftKey(accountId, 'step', form);

/**
 * Plans a step, or changes its plan.
 * @param form the step's id; of a new one, something that stays the same until it is saved
 * @param now the plan as it is stored; null: there is none (any more)
 */
export const StepForm = ({
  screen,
  view,
  reload,
  form,
  now,
  start,
  submit,
  close,
}: PanelPart & {
  form: string;
  now: StepPlan | null;
  start: () => PlanDraft;
  submit: string;
  /** With the id of what was saved, if it was. */
  close: (saved?: string) => void;
}) => {
  const releaseId = view.release.id;
  const [empty] = useState(start);
  const draft = useDraft(planKey(screen.accountId, form), planDraftSchema, empty);
  const { value, set, clear } = draft;
  const save = useAction(
    useCallback(
      async (typed: PlanDraft) => {
        const seen = typed.seen === null ? [] : [typed.seen];
        const input = parseInput(panelCalls.saveSteps.input, { releaseId, steps: [planFrom(typed)], seen });
        if (!input.ok) return input;
        const result = await call('saveSteps', input.value);
        if (!result.ok && result.code === 'step-changed') await reload(); // shows theirs
        return result.ok ? { ok: true as const, value: typed.id } : result;
      },
      [releaseId, reload],
    ),
    useCallback(
      async (stepId: string) => {
        clear();
        flag('Step planned');
        close(stepId); // before it is read anew: what is pressed after that stays open
        await reload();
      },
      [clear, reload, close],
    ),
  );
  const fields = save.refusal?.fields;
  const problem = (...path: string[]) => problemAt(fields, ['steps', 0, ...path]);
  const change = (part: Partial<PlanDraft>) => set({ ...value, ...part });
  const isChanged = save.refusal?.code === 'step-changed';
  return (
    <form
      className={styles.form}
      aria-label={submit}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(value);
      }}
    >
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={draft.restoredAt} discard={clear} />
      <SelectField
        id={planField(form, 'audience')}
        label="Whom it reaches"
        options={AUDIENCE_OPTIONS}
        value={value.audience}
        onChange={(text) => {
          const audience = AUDIENCES.find((one) => one === text) ?? 'percent';
          change({ audience, percent: value.percent === '' && audience !== 'percent' ? '0' : value.percent });
        }}
      />
      {namesItsUsers(value) && (
        <TextField
          label="Who exactly"
          help="Agents read it on their tickets’ handoff: is it this customer? At most 500 characters."
          value={value.who}
          onChange={(who) => change({ who })}
          problem={fieldProblemText(problem('who'))}
        />
      )}
      <TextField
        label="Percent of all users who then have it"
        help={value.audience === 'percent' ? undefined : '0 where it is too few to count.'}
        type="number"
        value={value.percent}
        onChange={(percent) => change({ percent })}
        problem={problem('percent') && 'Give a whole number from 0 to 100.'}
      />
      <TextField
        label="Planned for"
        type="date"
        value={value.plannedFor}
        onChange={(plannedFor) => change({ plannedFor })}
        problem={fieldProblemText(problem('plannedFor'))}
      />
      <TextArea
        id={planField(form, 'exitCriteria')}
        label="Exit criteria"
        help="What has to hold before the rollout goes on from here, in numbers if you can. Written before the step is entered; they stay on record as they are then."
        value={value.exitCriteria}
        onChange={(exitCriteria) => change({ exitCriteria })}
        problem={fieldProblemText(problem('exitCriteria'))}
      />
      <TextField
        label="Key of the feature flag"
        help="Optional."
        value={value.flagKey}
        onChange={(flagKey) => change({ flagKey })}
        problem={fieldProblemText(problem('flag', 'key'))}
      />
      <TextField
        label="Address of the feature flag"
        help="Optional: its page in your flag tool."
        type="url"
        value={value.flagUrl}
        onChange={(flagUrl) => change({ flagUrl })}
        problem={problem('flag', 'url') && 'Give a web address that begins with https:// or http://, or none.'}
      />
      {problemAt(fields, ['steps']) === undefined ? null : (
        <p className={styles.lacks}>There can be at most {MOST_STEPS} steps. Take one back first.</p>
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={save.isRunning}>
          {submit}
        </Button>
        <Button appearance="subtle" onClick={() => close()}>
          Close
        </Button>
      </div>
      {save.refusal !== null && <RefusalMessage refusal={save.refusal} onRetry={() => void save.run(value)} />}
      {isChanged && (
        <div className={styles.actions}>
          <Button
            onClick={() => {
              const mine = { ...value, seen: now === null ? null : draftOf(now).seen };
              set(mine);
              void save.run(mine);
            }}
          >
            {now === null ? 'It was taken back: plan mine again' : 'Put mine in its place'}
          </Button>
        </div>
      )}
    </form>
  );
};
