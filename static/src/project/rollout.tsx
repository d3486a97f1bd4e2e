import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import { panelCalls } from '../../../src/api/panel-calls';
import { parseInput } from '../../../src/api/parse-input';
import { TextField } from '../components/field';
import { momentText } from '../components/moments';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { flag } from '../forge/flags';
import { call } from './call';
import { ProcessSection } from './process-section';
import styles from './project.module.css';
import { PLACES, type PanelPart } from './screen';

/** How far the release has got, in percent of users; at 100 % the PO closes the handoff. */
export const Rollout = ({ view, reload }: PanelPart) => {
  const { head, rights, release } = view;
  const percent = head?.rollout?.percent ?? null;
  const [text, setText] = useState(percent === null ? '' : String(percent));
  const set = useAction(
    useCallback(
      (typed: string) => {
        const number = typed.trim() === '' ? undefined : Number(typed);
        const input = parseInput(panelCalls.setRollout.input, { releaseId: release.id, percent: number });
        return input.ok ? call('setRollout', input.value) : Promise.resolve(input);
      },
      [release.id],
    ),
    useCallback(async () => {
      flag('Rollout step recorded');
      await reload();
    }, [reload]),
  );
  const close = useAction(
    useCallback(() => call('closeHandoff', { releaseId: release.id }), [release.id]),
    useCallback(async () => {
      flag('Handoff closed');
      await reload();
    }, [reload]),
    `#${PLACES.rollout}`,
  );
  if (head === null) return null;
  const mayWrite = rights.write && head.done === null;
  return (
    <ProcessSection id={PLACES.rollout} title="Rollout">
      {percent === null ? (
        <p>The rollout has not begun.</p>
      ) : (
        <p>
          {percent === 100 ? 'Rollout complete: 100 % of users.' : `${percent} % of users have it.`}
          {head.rollout !== null && ` Since ${momentText(head.rollout.at)}.`}
        </p>
      )}
      {head.done !== null && <p>Closed {momentText(head.done.at)}.</p>}
      {mayWrite && (
        <form
          className={styles.form}
          aria-label="Rollout"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void set.run(text);
          }}
        >
          <TextField
            label="Percent of users"
            type="number"
            value={text}
            onChange={setText}
            problem={set.refusal?.code === 'bad-input' ? 'Give a whole number from 0 to 100.' : undefined}
          />
          <div className={styles.actions}>
            <Button type="submit" isLoading={set.isRunning}>
              Set
            </Button>
            {percent === 100 && (
              <Button isLoading={close.isRunning} onClick={() => void close.run()}>
                Close handoff
              </Button>
            )}
          </div>
          {set.refusal !== null && <RefusalMessage refusal={set.refusal} onRetry={() => void set.run(text)} />}
          {close.refusal !== null && <RefusalMessage refusal={close.refusal} onRetry={() => void close.run()} />}
        </form>
      )}
    </ProcessSection>
  );
};
