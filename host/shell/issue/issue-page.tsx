import { Await } from '../site/messages';
import { ProjectFrame } from '../project/project-frame';
import { getIssue } from '../site/jira';
import { useLoad } from '../site/rest';
import styles from '../site/site.module.css';
import { IssueView } from './issue-view';

/** The issue with its project's navigation, or the reason why it can't be shown. */
export function IssuePage({ issueKey }: { readonly issueKey: string }) {
  const [loaded] = useLoad(getIssue, issueKey);
  if (loaded.status !== 'ready') {
    return (
      <main id="content" className={styles.plain}>
        <Await loaded={loaded}>{() => null}</Await>
      </main>
    );
  }
  return (
    <ProjectFrame projectKey={loaded.value.fields.project.key} current="Issues">
      {() => <IssueView issueKey={issueKey} />}
    </ProjectFrame>
  );
}
