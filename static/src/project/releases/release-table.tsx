import type { ReleaseRow } from '../../../../src/api/panel-calls';
import { dueText, plural } from '../../../../src/domain/wording';
import { PersonName } from '../../components/person-name';
import { Stale } from '../../components/stale';
import { StateLozenge } from '../../components/state-lozenge';
import { usePeople } from '../../forge/people';
import { releasePath } from '../../forge/router';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import type { Screen } from '../screen';

const openPoints = (row: ReleaseRow): string => {
  if (row.wentAnyway) return 'Released with its gate closed';
  if (row.due !== null) return dueText(row.due);
  if (row.state.name === 'done') return 'Closed';
  return row.blockers === 0 ? 'Nothing missing' : plural(row.blockers, 'blocker', 'blockers');
};

export const ReleaseTable = ({
  screen,
  rows,
  label,
}: {
  screen: Screen;
  rows: readonly ReleaseRow[];
  label: string;
}) => {
  const nameOf = usePeople(rows.flatMap((row) => [row.po, row.csLead]));
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Date</th>
            <th scope="col">Handoff</th>
            <th scope="col">Due or missing</th>
            <th scope="col">PO</th>
            <th scope="col">CS Lead</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.release.id}>
              <th scope="row">
                <PageLink router={screen.router} to={releasePath(row.release.id)}>
                  <bdi>{row.release.name}</bdi>
                </PageLink>
                {row.projectKey !== screen.project.key && <small> {row.projectKey}</small>}
              </th>
              <td>{row.release.releaseDate ?? 'Unscheduled'}</td>
              <td>
                <StateLozenge state={row.state} />
                <Stale reasons={row.staleness} />
              </td>
              <td>{openPoints(row)}</td>
              <td>
                <PersonName accountId={row.po} nameOf={nameOf} />
              </td>
              <td>
                <PersonName accountId={row.csLead} nameOf={nameOf} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
