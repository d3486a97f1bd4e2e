import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { Question } from '../../../../src/domain/question';
import { PeoplePicker } from '../../components/people-picker';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { call } from '../call';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** Who owes the answer of an open question, and naming somebody. */
export const QuestionOwner = ({ view, nameOf, reload, question }: PanelPart & { question: Question }) => {
  const releaseId = view.release.id;
  const [isOpen, setOpen] = useState(false);
  const button = `owner-${question.id}`;
  const assign = useAction(
    useCallback(
      (owner: string | null) => call('assignQuestion', { releaseId, questionId: question.id, owner }),
      [releaseId, question.id],
    ),
    useCallback(async () => {
      setOpen(false);
      await reload();
    }, [reload]),
    `#${button}`,
  );
  const po = view.head?.po ?? null;
  return (
    <>
      <div className={styles.actions}>
        <span>
          Open:{' '}
          {question.owner === null ? (
            <>
              the PO{po !== null && ', '}
              {po !== null && <PersonName accountId={po} nameOf={nameOf} />}, owes the answer.
            </>
          ) : (
            <>
              <PersonName accountId={question.owner} nameOf={nameOf} /> owes the answer.
            </>
          )}
        </span>
        {(view.rights.write || view.rights.sign) && (
          <Button
            id={button}
            appearance="subtle"
            spacing="compact"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            Say who owes it
          </Button>
        )}
      </div>
      {isOpen && (
        <div>
          <PeoplePicker
            label="Who owes the answer"
            projectKey={view.projectKey}
            anyone
            taken={question.owner === null ? [] : [question.owner]}
            onPick={(person) => void assign.run(person.accountId)}
          />
          {question.owner !== null && (
            <Button spacing="compact" onClick={() => void assign.run(null)}>
              Leave it to the PO
            </Button>
          )}
          {assign.isRunning && <p role="status">Saving …</p>}
        </div>
      )}
      {assign.refusal !== null && <RefusalMessage refusal={assign.refusal} />}
    </>
  );
};
