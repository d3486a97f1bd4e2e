import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { listVersions, type Project, type Version } from '../site/jira';
import { Await } from '../site/messages';
import { useLoad } from '../site/rest';
import styles from '../site/site.module.css';

export function ReleaseStatus({ version }: { readonly version: Version }) {
  if (version.archived) return <Lozenge>Archived</Lozenge>;
  return version.released ? (
    <Lozenge appearance="success">Released</Lozenge>
  ) : (
    <Lozenge appearance="inprogress">Unreleased</Lozenge>
  );
}

export function ReleasesPage({ project }: { readonly project: Project }) {
  const [versions] = useLoad(listVersions, project.key);
  return (
    <>
      <Heading size="large" as="h1">
        Releases
      </Heading>
      <Await loaded={versions}>
        {(list) =>
          list.length === 0 ? (
            <p>This project has no releases.</p>
          ) : (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">Release</th>
                  <th scope="col">Status</th>
                  <th scope="col">Start date</th>
                  <th scope="col">Release date</th>
                  <th scope="col">Description</th>
                </tr>
              </thead>
              <tbody>
                {list.map((version) => (
                  <tr key={version.id}>
                    <td>
                      <a href={`/projects/${project.key}/versions/${version.id}`} dir="auto">
                        {version.name}
                      </a>
                    </td>
                    <td>
                      <ReleaseStatus version={version} />
                    </td>
                    <td>{version.startDate}</td>
                    <td>{version.releaseDate}</td>
                    <td dir="auto">{version.description}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Await>
    </>
  );
}
