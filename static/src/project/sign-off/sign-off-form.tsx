import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { signOffIsCurrent } from '../../../../src/domain/gate';
import type { Head } from '../../../../src/domain/head';
import { maySign, type MaySign } from '../../../../src/domain/sign-off';
import { TextArea } from '../../components/field';
import { NotKept } from '../../components/not-kept';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

const LANDING = `#${PLACES.signOff}`;

const WHY_NOT: Record<Exclude<MaySign, 'yes'>, string> = {
  'no-right': 'Only the CS Lead signs or refuses.',
  'not-handed-over': 'It can’t be signed yet: the PO has not handed it over.',
  incomplete: 'It can’t be signed yet: sections are missing.',
  'wrote-a-part': 'You can’t sign it, because you wrote a part of it. Another CS Lead must sign.',
  outdated: 'There is a newer revision. Reload the page and read it first.',
};

export const SignOffForm = ({ screen, view, reload, nameOf, head }: PanelPart & { head: Head }) => {
  const releaseId = view.release.id;
  const { revision } = head;
  const done = useCallback(
    async (text: string) => {
      flag(text);
      await reload();
    },
    [reload],
  );
  const sign = useAction(
    useCallback(() => call('signHandoff', { releaseId, revision }), [releaseId, revision]),
    useCallback(() => done('Handoff signed'), [done]),
    LANDING,
  );
  const { value, set, clear, restoredAt, isKept } = useDraft(
    draftKey(screen.accountId, 'refuse', releaseId),
    z.string(),
    '',
  );
  const refuse = useAction(
    useCallback(
      (reason: string) => {
        const input = parseInput(panelCalls.refuseHandoff.input, { releaseId, revision, reason });
        return input.ok ? call('refuseHandoff', input.value) : Promise.resolve(input);
      },
      [releaseId, revision],
    ),
    useCallback(() => {
      clear();
      return done('Handoff refused');
    }, [clear, done]),
    LANDING,
  );

  const why = (act: 'sign' | 'refuse') =>
    maySign(head, view.settings, { accountId: screen.accountId, hasRight: view.rights.sign }, revision, act);
  const toSign = why('sign');
  const toRefuse = why('refuse');
  if (toSign === 'no-right')
    return (
      <p className={styles.quiet}>
        {WHY_NOT['no-right']}{' '}
        {head.csLead === null ? (
          'Nobody is named yet.'
        ) : (
          <>
            That is <PersonName accountId={head.csLead} nameOf={nameOf} />.
          </>
        )}{' '}
        Others need the permission “Sign off CS handoffs” in its project, which a Jira admin can grant.
      </p>
    );
  const isSigned = head.signOff?.kind === 'signed' && signOffIsCurrent(head);
  return (
    <>
      {!isSigned && (
        <div className={styles.actions}>
          <Button
            appearance="primary"
            isDisabled={toSign !== 'yes'}
            isLoading={sign.isRunning}
            onClick={() => void sign.run()}
            {...(toSign === 'yes' ? {} : { 'aria-describedby': 'why-not-sign' })}
          >
            Sign
          </Button>
          {toSign === 'yes' ? (
            <span>You sign revision {revision}, as it is shown above.</span>
          ) : (
            <span id="why-not-sign">{WHY_NOT[toSign]}</span>
          )}
        </div>
      )}
      {sign.refusal !== null && <RefusalMessage refusal={sign.refusal} onRetry={() => void sign.run()} />}
      {toRefuse === 'yes' && (
        <form
          className={styles.form}
          aria-label="Refuse the handoff"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void refuse.run(value);
          }}
        >
          <NotKept isKept={isKept} />
          <RestoredLine restoredAt={restoredAt} discard={clear} />
          <TextArea
            label="Reason for refusing"
            help="The PO reads it. Say what is missing or wrong."
            value={value}
            onChange={set}
            problem={refuse.refusal?.code === 'bad-input' ? 'Give a reason, in at most 1,000 characters.' : undefined}
          />
          <div className={styles.actions}>
            <Button type="submit" isLoading={refuse.isRunning}>
              Refuse
            </Button>
          </div>
          {refuse.refusal !== null && (
            <RefusalMessage refusal={refuse.refusal} onRetry={() => void refuse.run(value)} />
          )}
        </form>
      )}
    </>
  );
};
