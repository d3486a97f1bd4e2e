import { AppPlace } from '../site/app-place';
import { appPath } from '../site/app-paths';
import { manifestText, modulesOf, useSession } from '../site/session';
import { ProjectFrame } from './project-frame';

/** The app's page of a project, or of a project's settings, which its administrators see. */
export function AppPage({ projectKey, type }: { readonly projectKey: string; readonly type: ProjectPageType }) {
  const session = useSession();
  const [module] = modulesOf(session, type);
  return (
    <ProjectFrame
      projectKey={projectKey}
      current={manifestText(module?.manifest.title, module?.title ?? '')}
      edgeToEdge
    >
      {(project, { administers }) => (
        <AppPlace
          module={type === 'jira:projectPage' || administers ? module : undefined}
          base={appPath(session, type, project)}
          extension={{ project: { id: project.id, key: project.key, type: project.projectTypeKey } }}
        />
      )}
    </ProjectFrame>
  );
}

type ProjectPageType = 'jira:projectPage' | 'jira:projectSettingsPage';
