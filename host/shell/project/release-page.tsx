import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import { getVersion, listRelatedWork, may, type Project, setReleased } from '../site/jira';
import { Await, Problem } from '../site/messages';
import { useLoad } from '../site/rest';
import { useSession } from '../site/session';
import styles from '../site/site.module.css';
import { IssueList } from './issue-list';
import { ReleaseStatus } from './releases-page';

async function loadRelease(id: string) {
  const [version, related] = await Promise.all([getVersion(id), listRelatedWork(id)]);
  const permissions = await may(['ADMINISTER_PROJECTS'], `projectId=${version.projectId}`);
  return { version, related, mayRelease: permissions.has('ADMINISTER_PROJECTS') };
}

/** Jira's own page of a release: apps can't add to it, except for a line in Related work. */
export function ReleasePage({ project, versionId }: { readonly project: Project; readonly versionId: string }) {
  const { people } = useSession();
  const [loaded, reload] = useLoad(loadRelease, versionId);
  const [error, setError] = useState<unknown>();
  return (
    <Await loaded={loaded}>
      {({ version, related, mayRelease }) => {
        const driver = people.find(({ accountId }) => accountId === version.driver);
        const release = () => {
          setError(undefined);
          setReleased(version.id, !version.released).then(reload, setError);
        };
        return (
          <>
            <div className={styles.titleLine}>
              <Heading size="large" as="h1">
                <span dir="auto">{version.name}</span>
              </Heading>
              <ReleaseStatus version={version} />
              {mayRelease && !version.archived && (
                <Button appearance={version.released ? 'default' : 'primary'} onClick={release}>
                  {version.released ? 'Unrelease' : 'Release'}
                </Button>
              )}
            </div>
            {error !== undefined && <Problem error={error} />}
            <p dir="auto">{version.description}</p>
            <dl className={styles.facts}>
              <dt>Start date</dt>
              <dd>{version.startDate ?? 'None'}</dd>
              <dt>Release date</dt>
              <dd>{version.releaseDate ?? 'None'}</dd>
              <dt>Driver</dt>
              <dd dir="auto">{driver?.displayName ?? 'None'}</dd>
            </dl>
            <section aria-labelledby="related-work">
              <Heading size="small" as="h2" id="related-work">
                Related work
              </Heading>
              {related.length === 0 && <p>None.</p>}
              <ul>
                {related.map(({ relatedWorkId, category, title, url }) => (
                  <li key={relatedWorkId ?? category}>
                    {category}:{' '}
                    {url ? (
                      <a href={url} dir="auto">
                        {title ?? url}
                      </a>
                    ) : (
                      <span dir="auto">{title}</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
            <section aria-labelledby="release-issues">
              <Heading size="small" as="h2" id="release-issues">
                Issues in this release
              </Heading>
              <IssueList jql={`project = "${project.key}" AND fixVersion = ${version.id} ORDER BY key DESC`} />
            </section>
          </>
        );
      }}
    </Await>
  );
}
