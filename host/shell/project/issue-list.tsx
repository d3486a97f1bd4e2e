import { StatusLozenge } from '../issue/status-lozenge';
import { search } from '../site/jira';
import { Await } from '../site/messages';
import { useLoad } from '../site/rest';
import styles from '../site/site.module.css';

export function IssueList({ jql }: { readonly jql: string }) {
  const [issues] = useLoad(search, jql);
  return (
    <Await loaded={issues}>
      {(list) =>
        list.length === 0 ? (
          <p>No issues.</p>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Summary</th>
                <th scope="col">Type</th>
                <th scope="col">Fix versions</th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ key, fields }) => (
                <tr key={key}>
                  <td>
                    <a href={`/browse/${key}`}>{key}</a>
                  </td>
                  <td>
                    <a href={`/browse/${key}`} dir="auto">
                      {fields.summary}
                    </a>
                  </td>
                  <td>{fields.issuetype.name}</td>
                  <td dir="auto">{fields.fixVersions?.map(({ name }) => name).join(', ')}</td>
                  <td>
                    <StatusLozenge status={fields.status} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Await>
  );
}
