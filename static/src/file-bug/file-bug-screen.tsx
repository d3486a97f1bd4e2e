import { useCallback, useState } from 'react';
import { refuse } from '../../../src/api/results';
import type { FiledBug } from '../../../src/domain/filed-bug';
import { EmptyState } from '../components/empty-state';
import { SelectField } from '../components/field';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import type { ScreenContext } from '../forge/context';
import { call } from './call';
import { FiledBefore } from './before';
import { BugForm } from './bug-form';
import { Carrying } from './carrying';
import { Done } from './done';
import type { Left } from './use-left';
import type { Outcome } from './use-submit';
import { WaitingHere } from './waiting-here';
import { WayMessage } from './way-message';

/** The form "File L3 bug": says what stands in the way before anything is typed. */
export const FileBugScreen = ({
  context,
  initialReleaseId,
  initialPreparedId,
  close,
}: {
  context: ScreenContext;
  /** The handoff that was open beside the ticket; null: the best match. */
  initialReleaseId: string | null;
  /** The prepared bug that is to be filed; null: a new one. */
  initialPreparedId: string | null;
  close: () => void;
}) => {
  const { issue, project } = context.extension;
  const [releaseId, setReleaseId] = useState(initialReleaseId);
  const [preparedId, setPreparedId] = useState(initialPreparedId);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const read = useCallback(
    async (of: string | null) =>
      issue === undefined || project === undefined
        ? refuse('not-found')
        : call('prepareEscalation', { issueId: issue.id, projectId: project.id, releaseId: of }),
    [issue, project],
  );
  const { value: prepared, refusal, reload } = useReading(useCallback(() => read(releaseId), [read, releaseId]));
  /** The newest bug that was filed from this ticket since the form was opened; null when there is none, or Jira can't tell. */
  const newestSince = useCallback(async (): Promise<FiledBug | null> => {
    const now = await read(prepared?.chosen?.releaseId ?? null);
    const known = new Set(prepared?.filed.map(({ id }) => id));
    return now.ok ? (now.value.filed.find(({ id }) => !known.has(id)) ?? null) : null;
  }, [read, prepared]);

  // Of its own key: what an earlier visit left and what is begun now are two.
  const carrying = (begun: Left | null) => (
    <Carrying
      key={begun?.escalationId ?? 'left'}
      accountId={context.accountId ?? ''}
      ticketId={issue?.id ?? ''}
      begun={begun}
    />
  );
  if (outcome !== null)
    return (
      <>
        <Done outcome={outcome} siteUrl={context.siteUrl} close={close} />
        {outcome.kind !== 'prepared' && outcome.left !== null && carrying(outcome.left)}
      </>
    );
  if (refusal !== null && prepared === null) return <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  if (prepared === null || project === undefined) return <p role="status">Preparing the form …</p>;
  const { chosen, choices, prepared: waiting } = prepared;
  if (chosen === null)
    return (
      <EmptyState title="No handoff speaks to this ticket">
        An L3 bug takes its project and its chain label from a live handoff. Set the ticket’s fix or affects version, or
        ask the PO to hand over the release’s handoff.
      </EmptyState>
    );
  const from = waiting?.id === preparedId && waiting.releaseId === chosen.releaseId ? waiting : null;
  // Who may file it, whom it is for, and who wrote it go on with it; the others know of it.
  const { accountId } = context;
  const files = chosen.way.by === 'self' || chosen.way.by === 'app';
  const mayFillIn = waiting !== null && (files || waiting.by === accountId || waiting.forAccount === accountId);
  const fillIn = () => {
    setPreparedId(waiting?.id ?? null);
    setReleaseId(waiting?.releaseId ?? null);
  };
  // A handoff that can't be had leaves the one before.
  const isChanging = refusal === null && releaseId !== null && releaseId !== chosen.releaseId;
  return (
    <>
      {choices.length > 1 && (
        <SelectField
          label="Handoff"
          value={isChanging ? releaseId : chosen.releaseId}
          options={choices.map((choice) => ({
            value: choice.releaseId,
            label: `${choice.releaseName} (${choice.projectKey})`,
          }))}
          onChange={setReleaseId}
        />
      )}
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      {isChanging ? (
        <p role="status">Preparing the form …</p>
      ) : (
        <>
          {carrying(null)}
          <FiledBefore filed={prepared.filed} siteUrl={context.siteUrl} />
          {waiting !== null && from === null && <WaitingHere waiting={waiting} fillIn={mayFillIn ? fillIn : null} />}
          {preparedId !== null && waiting?.id !== preparedId && (
            <Message kind="information" title="What was prepared waits no more">
              <p>It was filed, or taken back. You can write a bug of your own here.</p>
            </Message>
          )}
          <WayMessage chosen={chosen} toL3={prepared.toL3} />
          <BugForm
            key={`${chosen.releaseId} ${from?.id ?? ''}`}
            {...{ context, project, prepared, chosen, from, newestSince }}
            done={setOutcome}
          />
        </>
      )}
    </>
  );
};
