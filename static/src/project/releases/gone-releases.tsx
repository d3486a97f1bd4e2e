import { useCallback } from 'react';
import type { EndedRow } from '../../../../src/api/release-life-calls';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { useReading } from '../../components/use-reading';
import { call } from '../call';
import { usePeople } from '../../forge/people';
import { releasePath } from '../../forge/router';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import type { Screen } from '../screen';

const WHAT: Record<EndedRow['ended']['kind'], string> = {
  deleted: 'Deleted',
  merged: 'Merged into another release',
  moved: 'Moved',
};

/** For admins: handoffs whose release is gone, where there are any. Others are refused and see nothing of it. */
export const GoneReleases = ({ screen }: { screen: Screen }) => {
  const projectId = screen.project.id;
  const { value } = useReading(useCallback(() => call('listEnded', { projectId }), [projectId]));
  const rows = value?.rows ?? [];
  const nameOf = usePeople(rows.map(({ po }) => po));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="gone-title">
      <h2 id="gone-title">Releases that are gone</h2>
      <p className={styles.lead}>
        Jira has these releases no more. Their handoffs are kept and can get another release.
      </p>
      <div className={styles.scroll}>
        <table className={styles.table} aria-labelledby="gone-title">
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">What happened</th>
              <th scope="col">PO</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ releaseId, releaseName, ended, po }) => (
              <tr key={releaseId}>
                <th scope="row">
                  <PageLink router={screen.router} to={releasePath(releaseId)}>
                    <bdi>{releaseName}</bdi>
                  </PageLink>
                </th>
                <td>
                  {WHAT[ended.kind]}, <time dateTime={ended.at}>{momentText(ended.at)}</time>
                </td>
                <td>
                  <PersonName accountId={po} nameOf={nameOf} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
