import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import { refuse } from '../../../src/api/results';
import type { Escalation } from '../../../src/domain/escalation';
import { EmptyState } from '../components/empty-state';
import { SelectField } from '../components/field';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import type { ScreenContext } from '../forge/context';
import { call } from '../forge/invoke';
import { FiledBefore } from './before';
import { BugForm } from './bug-form';
import { BugLink } from './bug-link';
import { mayNotFile } from './may-not-file';

type Filed = CallOutput<'fileBug'>;

/** The form "File L3 bug": says what stands in the way before anything is typed. */
export const FileBugScreen = ({
  context,
  initialReleaseId,
  close,
}: {
  context: ScreenContext;
  /** The handoff that was open beside the ticket; null: the best match. */
  initialReleaseId: string | null;
  close: () => void;
}) => {
  const { issue, project } = context.extension;
  const [releaseId, setReleaseId] = useState(initialReleaseId);
  const [filed, setFiled] = useState<Filed | null>(null);
  const read = useCallback(
    async () =>
      issue === undefined || project === undefined
        ? refuse('not-found')
        : call('prepareEscalation', { issueId: issue.id, projectId: project.id, releaseId }),
    [issue, project, releaseId],
  );
  const { value: prepared, refusal, reload } = useReading(read);

  if (filed !== null) return <Done filed={filed} siteUrl={context.siteUrl} close={close} />;
  if (refusal !== null) return <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  if (prepared === null || project === undefined) return <p role="status">Preparing the form …</p>;
  const { chosen, choices } = prepared;
  if (chosen === null)
    return (
      <EmptyState title="No handoff speaks to this ticket">
        An L3 bug takes its project and its chain label from a live handoff. Set the ticket’s fix or affects version, or
        ask the PO to hand over the release’s handoff.
      </EmptyState>
    );
  /** The newest bug that was filed from this ticket since the form was opened; null when there is none, or Jira can't tell. */
  const filedMeanwhile = async (): Promise<Escalation | null> => {
    const now = await read();
    const known = new Set(prepared.filed.map(({ id }) => id));
    return now.ok ? (now.value.filed.find(({ id }) => !known.has(id)) ?? null) : null;
  };
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
      <FiledBefore filed={prepared.filed} siteUrl={context.siteUrl} />
      {why === null ? (
        <BugForm
          key={chosen.releaseId}
          context={context}
          project={project}
          prepared={prepared}
          chosen={chosen}
          filed={setFiled}
          filedMeanwhile={filedMeanwhile}
        />
      ) : (
        <Message kind="warning" title="You can’t file this bug">
          <p>{why}</p>
        </Message>
      )}
    </>
  );
};

const Done = ({ filed, siteUrl, close }: { filed: Filed; siteUrl: string; close: () => void }) => (
  <Message
    kind="success"
    title="The bug is filed"
    actions={
      <Button appearance="primary" onClick={close}>
        Close
      </Button>
    }
  >
    <p>
      <BugLink siteUrl={siteUrl} bugKey={filed.bugKey} />{' '}
      {filed.noteFailed
        ? 'The internal note could not be left on the ticket: you may not comment there. Tell your team yourself.'
        : 'The ticket has an internal note about it. The customer doesn’t see it.'}
    </p>
  </Message>
);
