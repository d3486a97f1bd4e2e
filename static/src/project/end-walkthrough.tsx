import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../src/api/panel-calls';
import { parseInput } from '../../../src/api/parse-input';
import type { Session } from '../../../src/domain/head';
import { ChosenPeople } from '../components/chosen-people';
import { TextField } from '../components/field';
import { NotKept } from '../components/not-kept';
import { PeoplePicker } from '../components/people-picker';
import { problemAt } from '../components/refusal-copy';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { draftKey, useDraft } from '../components/use-draft';
import { flag } from '../forge/flags';
import { usePeople } from '../forge/people';
import { call } from './call';
import styles from './project.module.css';
import type { PanelPart } from './screen';

const draftSchema = z.object({ people: z.array(z.string()), minutes: z.string() });
type EndDraft = z.infer<typeof draftSchema>;

const MINUTE = 60_000;
const tookUntil = (session: Session, now: number): string =>
  String(Math.max(1, Math.round((now - Date.parse(session.started?.at ?? session.at)) / MINUTE)));

/** Who was there and how long it took; then it is on record. Or it wasn't held at all. */
export const EndWalkthrough = ({
  screen,
  view,
  session,
  askers,
  ended,
}: PanelPart & { session: Session; askers: readonly string[]; ended: () => Promise<void> }) => {
  const ids = { releaseId: view.release.id, sessionId: session.id };
  const [start] = useState<EndDraft>(() => ({
    people: [...new Set([...session.people, ...askers, screen.accountId])].slice(0, 30),
    minutes: tookUntil(session, Date.now()),
  }));
  const { value, set, clear, isKept } = useDraft(draftKey(screen.accountId, 'end', session.id), draftSchema, start);
  const nameOf = usePeople(value.people);
  const { releaseId, sessionId } = ids;
  const done = useCallback(async () => {
    clear();
    flag('The walkthrough is over');
    await ended();
  }, [clear, ended]);
  const end = useAction(
    useCallback(
      ({ people, minutes }: EndDraft) => {
        const asked = { releaseId, sessionId, people, minutes: minutes.trim() === '' ? null : Number(minutes) };
        const input = parseInput(panelCalls.endWalkthrough.input, asked);
        return input.ok ? call('endWalkthrough', input.value) : Promise.resolve(input);
      },
      [releaseId, sessionId],
    ),
    done,
  );
  const callOff = useAction(
    useCallback(() => call('callOffWalkthrough', { releaseId, sessionId }), [releaseId, sessionId]),
    done,
  );
  const fields = end.refusal?.fields;
  const refusal = end.refusal ?? callOff.refusal;
  return (
    <form
      className={styles.form}
      aria-label="End the walkthrough"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void end.run(value);
      }}
    >
      <NotKept isKept={isKept} />
      <ChosenPeople
        label="Took part"
        people={value.people}
        nameOf={nameOf}
        onChange={(people) => set({ ...value, people: [...people] })}
      />
      <PeoplePicker
        label="Who took part"
        projectKey={view.projectKey}
        taken={value.people}
        onPick={(person) => set({ ...value, people: [...value.people, person.accountId] })}
        problem={problemAt(fields, ['people']) && 'Name at least one person, and at most 30.'}
      />
      <TextField
        label="Minutes it took"
        type="number"
        value={value.minutes}
        onChange={(minutes) => set({ ...value, minutes })}
        problem={problemAt(fields, ['minutes']) && 'Whole minutes, at least 1 and at most a day.'}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={end.isRunning}>
          End and record it
        </Button>
        <Button appearance="subtle" isLoading={callOff.isRunning} onClick={() => void callOff.run()}>
          It was not held: record nothing
        </Button>
        <span className={styles.quiet}>Questions stay either way.</span>
      </div>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void end.run(value)} />}
    </form>
  );
};
