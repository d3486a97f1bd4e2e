import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { DAY } from '../../../../src/domain/day';
import { MOST_WAIVER_DAYS, mayLastUntil } from '../../../../src/domain/waiver';
import { refuse } from '../../../../src/api/results';
import { TextArea, TextField } from '../../components/field';
import { focusOn } from '../../components/focus';
import { localMoment, momentOf } from '../../components/moments';
import { NotKept } from '../../components/not-kept';
import { fieldProblemText, problemAt } from '../../components/refusal-copy';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

const draftSchema = z.object({ reason: z.string(), until: z.string() });
type WaiverDraft = z.infer<typeof draftSchema>;

const OPENER = 'waive-gate';
const REASON = 'waiver-reason';

/** A waiver lasts a day unless its giver says otherwise. */

/** Asks for the reason and the end of a waiver; opens by itself when typing of an earlier visit came back. */
export const WaiverForm = ({ screen, view, reload }: PanelPart) => {
  const releaseId = view.release.id;
  const [empty] = useState<WaiverDraft>(() => ({ reason: '', until: localMoment(new Date(Date.now() + DAY)) }));
  const draft = useDraft(draftKey(screen.accountId, 'waive', releaseId), draftSchema, empty);
  const { value, set, clear } = draft;
  const [isOpen, setOpen] = useState(draft.restoredAt !== null);
  const waive = useAction(
    useCallback(
      async ({ reason, until }: WaiverDraft) => {
        const input = parseInput(panelCalls.waiveGate.input, { releaseId, reason, expiresAt: momentOf(until) });
        if (input.ok && !mayLastUntil(input.value.expiresAt, Date.now()))
          return refuse('bad-input', { fields: [{ path: ['expiresAt'], problem: 'not-valid' }] });
        return input.ok ? call('waiveGate', input.value) : input;
      },
      [releaseId],
    ),
    useCallback(async () => {
      clear();
      setOpen(false);
      flag('Gate waived');
      await reload();
    }, [clear, reload]),
    `#${PLACES.waiver}`,
  );
  const fields = waive.refusal?.fields;

  if (!isOpen)
    return (
      <div className={styles.actions}>
        <Button
          id={OPENER}
          onClick={() => {
            setOpen(true);
            focusOn(`#${REASON}`);
          }}
        >
          {view.waiver === null ? 'Waive the gate …' : 'Change the waiver …'}
        </Button>
      </div>
    );
  return (
    <form
      className={styles.form}
      aria-label="Waive the gate"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void waive.run(value);
      }}
    >
      <p>The release may pass although the handoff is not ready. Everyone sees who allowed it, why, and until when.</p>
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={draft.restoredAt} discard={clear} />
      <TextArea
        id={REASON}
        label="Why it may pass without"
        value={value.reason}
        onChange={(reason) => set({ ...value, reason })}
        problem={fieldProblemText(problemAt(fields, ['reason']))}
        help="At most 500 characters. It stays on record."
      />
      <TextField
        label="Until"
        type="datetime-local"
        value={value.until}
        onChange={(until) => set({ ...value, until })}
        problem={
          problemAt(fields, ['expiresAt']) &&
          `Choose a day and time to come, at most ${MOST_WAIVER_DAYS} days from now.`
        }
        help="The gate closes again by itself then."
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="warning" isLoading={waive.isRunning}>
          Waive the gate
        </Button>
        <Button
          appearance="subtle"
          onClick={() => {
            setOpen(false);
            focusOn(`#${OPENER}`);
          }}
        >
          Not now
        </Button>
      </div>
      {waive.refusal !== null && <RefusalMessage refusal={waive.refusal} onRetry={() => void waive.run(value)} />}
    </form>
  );
};
