import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import { refuse } from '../../../src/api/results';
import { EmptyState } from '../components/empty-state';
import { SelectField } from '../components/field';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import type { ScreenContext } from '../forge/context';
import { call } from '../forge/invoke';
import { handedRelease } from '../forge/modal';
import { closeView, openIssue, refreshView } from '../forge/router';
import { BugForm } from './bug-form';
import { mayNotFile } from './may-not-file';

type Prepared = CallOutput<'prepareEscalation'>;
type Filed = CallOutput<'fileBug'>;

/** The form "File L3 bug": says what stands in the way before anything is typed. */
export const FileBugScreen = ({ context }: { context: ScreenContext }) => {
  const { issue, project } = context.extension;
  const [releaseId, setReleaseId] = useState<string | null>(() => handedRelease(context));
  const [filed, setFiled] = useState<Filed | null>(null);
  const {
    value: prepared,
    refusal,
    reload: load,
  } = useReading(
    useCallback(
      async () =>
        issue === undefined || project === undefined
          ? refuse('not-found')
          : call('prepareEscalation', { issueId: issue.id, projectId: project.id, releaseId }),
      [issue, project, releaseId],
    ),
  );

  if (filed !== null) return <Done filed={filed} />;
  if (refusal !== null) return <RefusalMessage refusal={refusal} onRetry={() => void load()} />;
  if (prepared === null || project === undefined) return <p role="status">Preparing the form …</p>;
  const { chosen, choices } = prepared;
  if (chosen === null)
    return (
      <EmptyState title="No handoff speaks to this ticket">
        An L3 bug takes its project and its chain label from a live handoff. Set the ticket’s fix or affects version, or
        ask the PO to hand over the release’s handoff.
      </EmptyState>
    );
  const why = mayNotFile(chosen);
  return (
    <>
      {choices.length > 1 && (
        <SelectField
          label="Handoff"
          value={chosen.releaseId}
          options={choices.map((choice) => ({
            value: choice.releaseId,
            label: `${choice.releaseName} (${choice.projectKey})`,
          }))}
          onChange={setReleaseId}
        />
      )}
      <Before prepared={prepared} />
      {why === null ? (
        <BugForm
          key={chosen.releaseId}
          context={context}
          projectId={project.id}
          projectKey={project.key}
          ticket={prepared.ticket}
          chosen={chosen}
          filed={setFiled}
        />
      ) : (
        <Message kind="warning" title="You can’t file this bug">
          <p>{why}</p>
        </Message>
      )}
    </>
  );
};

/** What happened to this ticket before: bugs that were filed, a filing that isn't done. */
const Before = ({ prepared }: { prepared: Prepared }) => (
  <>
    {prepared.filed.length > 0 && (
      <Message kind="information" title="Filed from this ticket before">
        <ul>
          {prepared.filed.map((escalation) => (
            <li key={escalation.id}>
              {escalation.bugKey}, {momentText(escalation.at)}
            </li>
          ))}
        </ul>
      </Message>
    )}
    {prepared.inProgress !== null && (
      <Message kind="information" title="A bug is being filed for this ticket">
        <p>
          It was started {momentText(prepared.inProgress.startedAt)} and is not done. If it was you, press File bug
          again: there will be exactly one bug.
        </p>
      </Message>
    )}
  </>
);

const Done = ({ filed }: { filed: Filed }) => {
  const close = async () => {
    await refreshView();
    await closeView();
  };
  return (
    <Message
      kind="success"
      title="The bug is filed"
      actions={
        <Button appearance="primary" onClick={() => void close()}>
          Close
        </Button>
      }
    >
      <p>
        <a
          href={`/browse/${filed.bugKey}`}
          onClick={(event) => {
            event.preventDefault();
            void openIssue(filed.bugKey);
          }}
        >
          {filed.bugKey}
        </a>{' '}
        {filed.noteFailed
          ? 'The internal note could not be left on the ticket: you may not comment there. Tell your team yourself.'
          : 'The ticket has an internal note about it. The customer doesn’t see it.'}
      </p>
    </Message>
  );
};
