import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { ReleaseRow } from '../../../../src/api/panel-calls';
import type { Refusal } from '../../../../src/api/results';
import { EmptyState } from '../../components/empty-state';
import { today } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { call } from '../call';
import styles from '../project.module.css';
import { GoneReleases } from './gone-releases';
import { ReleaseTable } from './release-table';
import type { Screen } from '../screen';

type Status = 'unreleased' | 'released' | 'archived';

const EMPTY: Record<Status, readonly [title: string, text: string]> = {
  unreleased: [
    'No unreleased releases',
    'A handoff belongs to a release. Create one under Releases in Jira; it then appears here, and its handoff can be written.',
  ],
  released: [
    'Nothing is released yet',
    'Releases move here once they are released in Jira; their handoffs stay readable.',
  ],
  archived: ['Nothing is archived', 'Releases that are archived in Jira move here. Their handoffs are kept.'],
};

type State = {
  readonly rows: readonly ReleaseRow[];
  readonly mapped: readonly ReleaseRow[];
  /** Where the next 50 begin; null: all are here. */
  readonly next: number | null;
  readonly total: number;
  readonly isLoading: boolean;
  readonly refusal: Refusal | null;
};
const START: State = { rows: [], mapped: [], next: 0, total: 0, isLoading: true, refusal: null };

/** One tab of the list, 50 releases at a time. */
export const ReleasesTab = ({ screen, status }: { screen: Screen; status: Status }) => {
  const [state, setState] = useState(START);
  const projectId = screen.project.id;
  const load = useCallback(
    async (startAt: number) => {
      const result = await call('listReleases', { projectId, status, startAt, today: today() });
      setState((before) => {
        if (!result.ok) return { ...before, isLoading: false, refusal: result };
        const { rows, mapped, nextStartAt, total } = result.value;
        const first = startAt === 0;
        return {
          rows: first ? rows : [...before.rows, ...rows],
          mapped: first ? mapped : before.mapped,
          next: nextStartAt,
          total,
          isLoading: false,
          refusal: null,
        };
      });
    },
    [projectId, status],
  );
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the state is set after the answer, not in the effect
    void load(0);
  }, [load]);
  const more = (startAt: number) => {
    setState((before) => ({ ...before, isLoading: true, refusal: null }));
    void load(startAt);
  };

  const [emptyTitle, emptyText] = EMPTY[status];
  const started = state.rows.length > 0 || state.mapped.length > 0;
  return (
    <div className={styles.tab} aria-busy={state.isLoading}>
      {state.mapped.length > 0 && (
        <section aria-labelledby="mapped-title">
          <h2 id="mapped-title">Handoffs your team answers for</h2>
          <ReleaseTable screen={screen} rows={state.mapped} label="Handoffs your team answers for" />
          <h2>Releases of this project</h2>
        </section>
      )}
      {state.rows.length > 0 && <ReleaseTable screen={screen} rows={state.rows} label="Releases" />}
      {state.rows.length === 0 && !state.isLoading && state.refusal === null && (
        <EmptyState title={emptyTitle}>{emptyText}</EmptyState>
      )}
      {state.refusal !== null && <RefusalMessage refusal={state.refusal} onRetry={() => more(state.next ?? 0)} />}
      {state.isLoading && !started && <p role="status">Loading the releases …</p>}
      {status === 'archived' && <GoneReleases screen={screen} />}
      {started && state.next !== null && (
        <Button isLoading={state.isLoading} onClick={() => more(state.next ?? 0)}>
          Show more ({state.rows.length} of {state.total})
        </Button>
      )}
    </div>
  );
};
