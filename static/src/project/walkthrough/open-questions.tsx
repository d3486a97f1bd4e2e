import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { Refusal } from '../../../../src/api/results';
import type { OpenQuestionRow } from '../../../../src/api/walkthrough-calls';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { CheckField } from '../../components/check-field';
import { EmptyState } from '../../components/empty-state';
import { agoText, momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { usePeople } from '../../forge/people';
import { call } from '../call';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import { placePath, questionPlace, type Screen } from '../screen';

type State = {
  readonly rows: readonly OpenQuestionRow[];
  /** Where the next ones begin; null: all are here. */
  readonly next: string | null;
  readonly isLoading: boolean;
  readonly refusal: Refusal | null;
};
const START: State = { rows: [], next: null, isLoading: true, refusal: null };

/** Every open question of the project's handoffs, the oldest first. */
export const OpenQuestions = ({ screen }: { screen: Screen }) => {
  const [{ rows, next, isLoading, refusal }, setState] = useState(START);
  const [isMine, setMine] = useState(false);
  const projectId = screen.project.id;
  const load = useCallback(
    async (cursor: string | null) => {
      const result = await call('listOpenQuestions', { projectId, cursor });
      setState((before) =>
        result.ok
          ? {
              rows: cursor === null ? result.value.rows : [...before.rows, ...result.value.rows],
              next: result.value.cursor,
              ...{ isLoading: false, refusal: null },
            }
          : { ...before, isLoading: false, refusal: result },
      );
    },
    [projectId],
  );
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the state is set after the answer, not in the effect
    void load(null);
  }, [load]);
  const nameOf = usePeople(rows.flatMap(({ owner, question }) => [owner, question.askedBy]));
  const shown = rows.filter(({ owner }) => !isMine || owner === screen.accountId);
  return (
    <div className={styles.tab} aria-busy={isLoading}>
      {rows.length > 0 && <CheckField label="Only those that I owe" isChecked={isMine} onChange={setMine} />}
      {shown.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table} aria-label="Open questions">
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col">Release</th>
                <th scope="col">About</th>
                <th scope="col">Owner</th>
                <th scope="col">Age</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ question, releaseId, releaseName, owner }) => (
                <tr key={question.id}>
                  <th scope="row" dir="auto" className={styles.written}>
                    <PageLink router={screen.router} to={placePath(releaseId, questionPlace(question.id))}>
                      {question.text}
                    </PageLink>
                  </th>
                  <td dir="auto">{releaseName}</td>
                  <td>{question.place === null ? 'The handoff as a whole' : SECTION_TITLES[question.place.section]}</td>
                  <td>
                    <PersonName accountId={owner} nameOf={nameOf} />
                  </td>
                  <td>
                    <time dateTime={question.askedAt} title={momentText(question.askedAt)}>
                      asked {agoText(question.askedAt, new Date())}
                    </time>
                    {' by '}
                    <PersonName accountId={question.askedBy} nameOf={nameOf} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isLoading && rows.length === 0 && <p role="status">Loading the questions …</p>}
      {shown.length === 0 && !isLoading && refusal === null && (
        <EmptyState title={rows.length === 0 ? 'No open questions' : 'You owe no answer'}>
          What CS asks at a walkthrough, in a release’s panel or from a ticket stays here until it is answered in the
          handoff or known as a gap in the release brief.
        </EmptyState>
      )}
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void load(next)} />}
      {next !== null && <Button onClick={() => void load(next)}>Show more</Button>}
    </div>
  );
};
