import { useCallback, useEffect, useState } from 'react';
import { refuse } from '../../../src/api/results';
import type { Settings } from '../../../src/domain/settings';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import type { ScreenContext } from '../forge/context';
import { call } from './call';
import { usePeople } from '../forge/people';
import { listRoles } from '../forge/roles';
import { listProjects, type Target } from '../forge/targets';
import { BugsSection } from './bugs-section';
import { CalendarSection } from './calendar-section';
import { DaysSection } from './days-section';
import { Findings } from './findings';
import { MappingSection } from './mapping-section';
import { RightsSections } from './rights-sections';
import type { Page } from './section';
import styles from './settings.module.css';

type Project = Page['project'];

/** What was mapped to this project by others: to be read here, and changed there. */
const ReadsSection = ({ page }: { page: Page }) => {
  const { productProjects } = page.settings;
  return (
    <section className={styles.section} aria-labelledby="reads">
      <h2 id="reads">Handoffs that this project reads</h2>
      {productProjects.length === 0 ? (
        <p className={styles.lead}>
          None. If this is a support project: an admin of the product project maps it, in that project’s Handoff
          settings.
        </p>
      ) : (
        <>
          <p className={styles.lead}>
            Everyone who can browse this project reads the live handoffs of these. Only an admin of such a project can
            change that, in its own Handoff settings.
          </p>
          <ul aria-label="Product projects that are mapped to this project">
            {productProjects.map((id) => (
              <li key={id}>
                <bdi>{page.projectName(id) ?? 'A project that you can’t see'}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const Loaded = ({ project }: { project: Project }) => {
  const projectId = project.id;
  const reading = useReading(useCallback(() => call('readSettings', { projectId }), [projectId]));
  const check = useReading(useCallback(() => call('preflight', { projectId }), [projectId]));
  const [newest, setNewest] = useState<Settings | null>(null);
  const [projects, setProjects] = useState<readonly Target[] | null | undefined>(null);
  const [roles, setRoles] = useState<readonly Target[] | null | undefined>(null);
  useEffect(() => {
    void listProjects().then(setProjects);
    void listRoles(projectId).then(setRoles);
  }, [projectId]);
  const settings = newest ?? reading.value?.settings;
  const nameOf = usePeople([
    ...[settings?.csLead, settings?.filer],
    ...[settings?.writers, settings?.signers, settings?.waivers, settings?.triagers, settings?.escalators].flatMap(
      (people) => people ?? [],
    ),
    ...(check.value?.findings.flatMap((finding) => ('who' in finding ? finding.who : [])) ?? []),
  ]);
  const { reload } = check;
  const saved = useCallback(
    (next: Settings) => {
      setNewest(next);
      void reload();
    },
    [reload],
  );
  if (settings === undefined)
    return reading.refusal === null ? (
      <p role="status">Loading the settings …</p>
    ) : (
      <RefusalMessage refusal={reading.refusal} onRetry={() => void reading.reload()} />
    );
  const known = new Map([...(reading.value?.projects ?? []), ...(projects ?? [])].map(({ id, name }) => [id, name]));
  const page: Page = {
    ...{ project, settings, nameOf, roles, saved },
    findings: check.value?.findings ?? [],
    projectName: (id) => known.get(id),
  };
  return (
    <>
      {check.refusal !== null && (
        <>
          <p>The settings could not be checked against Jira:</p>
          <RefusalMessage refusal={check.refusal} onRetry={() => void check.reload()} />
        </>
      )}
      <Findings page={page} place="page" />
      <MappingSection page={page} projects={projects} />
      <BugsSection page={page} />
      <DaysSection page={page} />
      <CalendarSection page={page} />
      <RightsSections page={page} />
      <ReadsSection page={page} />
    </>
  );
};

/** The settings of one project, in sections that are saved by themselves. */
export const SettingsPage = ({ context: { accountId, extension } }: { context: ScreenContext }) => {
  if (accountId === undefined || extension.project === undefined)
    return <RefusalMessage refusal={refuse('not-for-you')} />;
  return (
    <main className={styles.main}>
      <h1>Handoff settings of {extension.project.key}</h1>
      <Loaded project={extension.project} />
    </main>
  );
};
