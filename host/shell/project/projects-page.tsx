import Heading from '@atlaskit/heading';
import { isService, listProjects, projectPath } from '../site/jira';
import { Await } from '../site/messages';
import { useLoad } from '../site/rest';
import { navigate } from '../site/router';
import { useSession } from '../site/session';
import styles from '../site/site.module.css';
import { FindRequest } from '../portal/find-request';

export function ProjectsPage() {
  const { me } = useSession();
  if (me.accountType === 'customer') return <FindRequest onFind={(key) => navigate(`/portal/${key}`)} />;
  return <ProjectList />;
}

function ProjectList() {
  const [projects] = useLoad(listProjects, '');
  return (
    <>
      <Heading size="large" as="h1">
        Projects
      </Heading>
      <Await loaded={projects}>
        {(list) =>
          list.length === 0 ? (
            <p>There is no project you may see. Ask an admin to give you access.</p>
          ) : (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Key</th>
                  <th scope="col">Type</th>
                </tr>
              </thead>
              <tbody>
                {list.map((project) => (
                  <tr key={project.id}>
                    <td>
                      <a href={projectPath(project)} dir="auto">
                        {project.name}
                      </a>
                    </td>
                    <td>{project.key}</td>
                    <td>{isService(project) ? 'Service project' : 'Software project'}</td>
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
