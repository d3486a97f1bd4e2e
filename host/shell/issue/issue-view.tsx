import Heading from '@atlaskit/heading';
import { useCallback } from 'react';
import { publish } from '../../bridge/commands';
import type { InstalledModule } from '../../contracts';
import { visible } from '../site/display-conditions';
import {
  getIssue,
  getProject,
  isService,
  type Issue,
  listComments,
  listTransitions,
  listVersions,
  may,
} from '../site/jira';
import { Await } from '../site/messages';
import { useLoad } from '../site/rest';
import { type ActiveSession, modulesOf, useSession } from '../site/session';
import styles from '../site/site.module.css';
import { ActionsMenu } from './actions-menu';
import { Adf } from './adf';
import { Attachments } from './attachments';
import { Comments } from './comments';
import { ContextPanel } from './context-panel';
import { Details } from './details';
import { Side } from './side';
import { StatusMenu } from './status-menu';
import { useChangesElsewhere } from './use-changes-elsewhere';

async function loadView(session: ActiveSession, key: string) {
  const issue = await getIssue(key);
  const projectKey = issue.fields.project.key;
  const [project, transitions, comments, versions, permissions] = await Promise.all([
    getProject(projectKey),
    listTransitions(key),
    listComments(key),
    listVersions(projectKey),
    may(['EDIT_ISSUES', 'ADD_COMMENTS', 'CREATE_ATTACHMENTS'], `issueKey=${key}`),
  ]);
  const panels = await visible(modulesOf(session, 'jira:issueContext'), project, issue);
  const actions = await visible(modulesOf(session, 'jira:issueAction'), project, issue);
  return { issue, project, transitions, comments, versions, permissions, panels, actions };
}

const extensionOf = ({ type }: InstalledModule, { id, key, fields }: Issue) => ({
  type,
  issue: { id, key, type: fields.issuetype.name, typeId: fields.issuetype.id },
  project: { id: fields.project.id, key: fields.project.key, type: fields.project.projectTypeKey },
});

export function IssueView({ issueKey }: { readonly issueKey: string }) {
  const session = useSession();
  const load = useCallback((key: string) => loadView(session, key), [session]);
  const [loaded, reload] = useLoad(load, issueKey);
  return <Await loaded={loaded}>{(view) => <Loaded view={view} reload={reload} />}</Await>;
}

interface LoadedProps {
  readonly view: Awaited<ReturnType<typeof loadView>>;
  readonly reload: () => void;
}

function Loaded({ view, reload }: LoadedProps) {
  const { accountId } = useSession().me;
  const { issue, project, transitions, comments, versions, permissions, panels, actions } = view;
  const { fields, key } = issue;
  const tell = (changes: readonly Readonly<Record<string, string>>[]) => {
    reload();
    publish('JIRA_ISSUE_CHANGED', { issueId: issue.id, projectId: project.id, changes });
  };
  const changed = (changeType: 'updated' | 'commented') => tell([{ changeType, atlassianId: accountId }]);
  const updated = () => changed('updated');
  useChangesElsewhere(key, fields.updated, () => tell([{ changeType: 'updated' }])); // who did it, REST doesn't say
  const extension = (module: InstalledModule) => extensionOf(module, issue);
  return (
    <article className={styles.issue} aria-labelledby={`summary-${key}`}>
      <div className={styles.issueMain}>
        <div className={styles.titleLine}>
          <span className={styles.issueKey}>
            {fields.issuetype.name} <a href={`/browse/${key}`}>{key}</a>
          </span>
          {isService(project) && <a href={`/portal/${key}`}>View as customer</a>}
          <ActionsMenu modules={actions} extension={extension} refresh={reload} />
        </div>
        <Heading size="large" as="h1" id={`summary-${key}`}>
          <span dir="auto">{fields.summary}</span>
        </Heading>
        <section aria-labelledby={`description-${key}`}>
          <Heading size="xsmall" as="h2" id={`description-${key}`}>
            Description
          </Heading>
          {fields.description ? <Adf node={fields.description} /> : <p>None</p>}
        </section>
        <Attachments
          issueKey={key}
          attachments={fields.attachment ?? []}
          mayAdd={permissions.has('CREATE_ATTACHMENTS')}
          onAdded={updated}
        />
        <Links issue={issue} />
        <Comments
          comments={comments}
          issueKey={key}
          service={isService(project)}
          mayComment={permissions.has('ADD_COMMENTS')}
          onAdded={() => changed('commented')}
        />
      </div>
      <Side label="Details and apps">
        <StatusMenu issue={issue} transitions={transitions} versions={versions} onMoved={updated} />
        <Details issue={issue} versions={versions} mayEdit={permissions.has('EDIT_ISSUES')} onChanged={updated} />
        {panels.map((module) => (
          <ContextPanel key={module.key} module={module} extension={extension(module)} refresh={reload} />
        ))}
      </Side>
    </article>
  );
}

function Links({ issue }: { readonly issue: Issue }) {
  const links = issue.fields.issuelinks ?? [];
  if (links.length === 0) return null;
  return (
    <section aria-labelledby={`links-${issue.key}`}>
      <Heading size="xsmall" as="h2" id={`links-${issue.key}`}>
        Linked issues
      </Heading>
      <ul className={styles.links}>
        {links.map(({ id, type, inwardIssue, outwardIssue }) => {
          const other = outwardIssue ?? inwardIssue;
          return (
            <li key={id}>
              {outwardIssue ? type.outward : type.inward} <a href={`/browse/${other?.key ?? ''}`}>{other?.key}</a>{' '}
              <span dir="auto">{other?.fields.summary}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
