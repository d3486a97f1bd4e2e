import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { ReleaseRow } from '../../../../src/api/panel-calls';
import { ok, type Result } from '../../../../src/api/results';
import type { End } from '../../../../src/domain/head';
import { SelectField } from '../../components/field';
import { Message } from '../../components/message';
import { momentText, today } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { useReading } from '../../components/use-reading';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { releasePath } from '../../forge/router';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

const WHAT: Record<End['kind'], string> = {
  deleted: 'Its release was deleted in Jira',
  merged: 'Its release was merged into another one',
  moved: 'It has moved to another release',
};

/** The handoff of a release that is gone: what happened, and for admins the way to another release. */
export const Ended = (part: PanelPart & { ended: End }) => {
  const { ended, view } = part;
  return (
    <section aria-labelledby="ended-title">
      <Message kind="information">
        <h2 id="ended-title" className={styles.boxTitle}>
          {WHAT[ended.kind]}
        </h2>
        <p>
          <time dateTime={ended.at}>{momentText(ended.at)}</time>. The handoff is kept as it was and can be read here;
          agents no longer see it on tickets.{' '}
          {!view.rights.administer &&
            'Who administers this project can give it another release; a Jira admin grants the permission “Administer projects”.'}
        </p>
      </Message>
      {view.rights.administer && <Restore {...part} />}
    </section>
  );
};

/** Releases of the project without a handoff, of the first 50 that are to come and the newest 50 that are out. */
const freeReleases = async (projectId: string): Promise<Result<readonly ReleaseRow[]>> => {
  const [ahead, out] = await Promise.all(
    (['unreleased', 'released'] as const).map((status) =>
      call('listReleases', { projectId, status, startAt: 0, today: today() }),
    ),
  );
  if (ahead?.ok !== true) return ahead ?? ok([]);
  if (out?.ok !== true) return out ?? ok([]);
  return ok([...ahead.value.rows, ...out.value.rows].filter(({ state }) => state.name === 'not-started'));
};

const Restore = ({ view, screen, ended }: PanelPart & { ended: End }) => {
  const { id: releaseId, projectId } = view.release;
  const { value: free, refusal, reload } = useReading(useCallback(() => freeReleases(projectId), [projectId]));
  const hinted = ended.kind === 'deleted' ? ended.replacedBy : null;
  const [picked, setPicked] = useState<string | null>(null);
  const { router } = screen;
  const restore = useAction(
    useCallback(
      async (toReleaseId: string) => {
        const result = await call('restoreHandoff', { releaseId, toReleaseId });
        return result.ok ? ok(toReleaseId) : result;
      },
      [releaseId],
    ),
    useCallback(
      (toReleaseId: string) => {
        flag('The handoff has another release');
        router.go(releasePath(toReleaseId));
      },
      [router],
    ),
  );
  if (free === null)
    return refusal === null ? (
      <p role="status">Loading the releases …</p>
    ) : (
      <RefusalMessage refusal={refusal} onRetry={() => void reload()} />
    );
  if (free.length === 0)
    return <p>No release of this project is without a handoff. Create one in Jira, then restore it here.</p>;
  const wanted = picked ?? hinted;
  const chosen = free.find(({ release }) => release.id === wanted)?.release.id ?? '';
  return (
    <form
      className={styles.form}
      aria-label="Restore"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== '') void restore.run(chosen);
      }}
    >
      <SelectField
        label="Restore it to the release"
        value={chosen}
        onChange={setPicked}
        empty="Choose a release"
        options={free.map(({ release }) => ({
          value: release.id,
          label: release.id === hinted ? `${release.name} (took its place in Jira)` : release.name,
        }))}
        help="Releases without a handoff. All that is on record moves along."
      />
      <div className={styles.actions}>
        <Button type="submit" isDisabled={chosen === ''} isLoading={restore.isRunning}>
          Restore
        </Button>
      </div>
      {restore.refusal !== null && (
        <RefusalMessage refusal={restore.refusal} onRetry={() => void restore.run(chosen)} />
      )}
    </form>
  );
};
