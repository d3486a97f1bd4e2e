import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { ChosenPeople } from '../../components/chosen-people';
import { TextField } from '../../components/field';
import { localMoment, momentOf } from '../../components/moments';
import { NotKept } from '../../components/not-kept';
import { PeoplePicker } from '../../components/people-picker';
import { problemAt } from '../../components/refusal-copy';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { usePeople } from '../../forge/people';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

const draftSchema = z.object({ id: z.string(), when: z.string(), people: z.array(z.string()) });
type PlanDraft = z.infer<typeof draftSchema>;

/** When the walkthrough is to be held, and with whom. */
export const PlanWalkthrough = ({ screen, view, reload, close }: PanelPart & { close: () => void }) => {
  const releaseId = view.release.id;
  const { session, po, csLead } = view.head ?? { session: null, po: null, csLead: null };
  const [start] = useState<PlanDraft>(() => ({
    id: crypto.randomUUID(),
    when: session === null ? '' : localMoment(new Date(session.at)),
    people: session?.people ?? [po, csLead].filter((who) => who !== null),
  }));
  const draft = useDraft(draftKey(screen.accountId, 'plan', releaseId), draftSchema, start);
  const { value, set, clear } = draft;
  const nameOf = usePeople(value.people);
  const plan = useAction(
    useCallback(
      ({ id, when, people }: PlanDraft) => {
        const asked = { releaseId, sessionId: id, at: momentOf(when), people };
        const input = parseInput(panelCalls.planWalkthrough.input, asked);
        return input.ok ? call('planWalkthrough', input.value) : Promise.resolve(input);
      },
      [releaseId],
    ),
    useCallback(async () => {
      clear();
      flag('Walkthrough planned');
      await reload();
      close();
    }, [clear, reload, close]),
    `#${PLACES.walkthrough}`,
  );
  const fields = plan.refusal?.fields;
  return (
    <form
      className={styles.form}
      aria-label="Plan a walkthrough"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void plan.run(value);
      }}
    >
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={draft.restoredAt} discard={clear} />
      <TextField
        id="plan-when"
        label="Planned for"
        type="datetime-local"
        value={value.when}
        onChange={(when) => set({ ...value, when })}
        problem={problemAt(fields, ['at']) && 'Say when it will be held: a day and time to come.'}
      />
      <ChosenPeople
        label="Invited"
        people={value.people}
        nameOf={nameOf}
        onChange={(people) => set({ ...value, people: [...people] })}
      />
      <PeoplePicker
        label="Who takes part"
        projectKey={view.projectKey}
        anyone // who reads in a support project only
        taken={value.people}
        onPick={(person) => set({ ...value, people: [...value.people, person.accountId] })}
        problem={problemAt(fields, ['people']) && 'Name at least one person, and at most 30.'}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={plan.isRunning}>
          Plan it
        </Button>
        <Button appearance="subtle" onClick={close}>
          Not now
        </Button>
      </div>
      {plan.refusal !== null && <RefusalMessage refusal={plan.refusal} onRetry={() => void plan.run(value)} />}
    </form>
  );
};
