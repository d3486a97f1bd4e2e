import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import type { Session } from '../../../../src/domain/head';
import { ChosenPeople } from '../../components/chosen-people';
import { TextField } from '../../components/field';
import { NotKept } from '../../components/not-kept';
import { PeoplePicker } from '../../components/people-picker';
import { problemAt } from '../../components/refusal-copy';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { usePeople } from '../../forge/people';
import { call } from '../call';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** `minutes`: as typed; null until somebody does, since they pass meanwhile. */
const draftSchema = z.object({ people: z.array(z.string()), minutes: z.nullable(z.string()) });
type EndDraft = z.infer<typeof draftSchema>;

const MINUTE = 60_000;
const tookUntil = (session: Session, now: number): string =>
  String(Math.max(1, Math.round((now - Date.parse(session.started?.at ?? session.at)) / MINUTE)));

/** The field with which the form begins. */
export const MINUTES = 'end-minutes';

/** Where what is typed at the end of one walkthrough is kept. */
export const endDraft = (accountId: string, sessionId: string): string => draftKey(accountId, 'end', sessionId);

/** Who was there and how long it took; then it is on record. Or it wasn't held at all. */
export const EndWalkthrough = ({
  screen,
  view,
  session,
  askers,
  ended,
  goOn,
}: PanelPart & {
  session: Session;
  askers: readonly string[];
  ended: () => Promise<void>;
  /** Back to the questions: it isn't over yet. */
  goOn: () => void;
}) => {
  const ids = { releaseId: view.release.id, sessionId: session.id };
  const [start] = useState<EndDraft>(() => ({
    people: [...new Set([...session.people, ...askers, screen.accountId])].slice(0, 30),
    minutes: null,
  }));
  const [took] = useState(() => tookUntil(session, Date.now()));
  const { value, set, clear, isKept } = useDraft(endDraft(screen.accountId, session.id), draftSchema, start);
  const nameOf = usePeople(value.people);
  const { releaseId, sessionId } = ids;
  const done = useCallback(async () => {
    clear();
    await ended();
  }, [clear, ended]);
  const end = useAction(
    useCallback(
      ({ people, minutes: typed }: EndDraft) => {
        const minutes = typed ?? took;
        const asked = { releaseId, sessionId, people, minutes: minutes.trim() === '' ? null : Number(minutes) };
        const input = parseInput(panelCalls.endWalkthrough.input, asked);
        return input.ok ? call('endWalkthrough', input.value) : Promise.resolve(input);
      },
      [releaseId, sessionId, took],
    ),
    done,
  );
  const callOff = useAction(
    useCallback(() => call('callOffWalkthrough', { releaseId, sessionId }), [releaseId, sessionId]),
    done,
  );
  const fields = end.refusal?.fields;
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
      <TextField
        id={MINUTES}
        label="Minutes it took"
        type="number"
        value={value.minutes ?? took}
        onChange={(minutes) => set({ ...value, minutes })}
        problem={problemAt(fields, ['minutes']) && 'Whole minutes, at least 1 and at most a day.'}
      />
      <ChosenPeople
        label="Took part"
        people={value.people}
        nameOf={nameOf}
        onChange={(people) => set({ ...value, people: [...people] })}
      />
      <PeoplePicker
        label="Who took part"
        projectKey={view.projectKey}
        anyone // who reads in a support project only
        taken={value.people}
        onPick={(person) => set({ ...value, people: [...value.people, person.accountId] })}
        problem={problemAt(fields, ['people']) && 'Name at least one person, and at most 30.'}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={end.isRunning}>
          End and record it
        </Button>
        <Button appearance="subtle" isLoading={callOff.isRunning} onClick={() => void callOff.run()}>
          It was not held: record nothing
        </Button>
        <Button appearance="subtle" onClick={goOn}>
          Go on with it
        </Button>
        <span className={styles.quiet}>Questions stay either way.</span>
      </div>
      {end.refusal !== null && <RefusalMessage refusal={end.refusal} onRetry={() => void end.run(value)} />}
      {callOff.refusal !== null && <RefusalMessage refusal={callOff.refusal} onRetry={() => void callOff.run()} />}
    </form>
  );
};
