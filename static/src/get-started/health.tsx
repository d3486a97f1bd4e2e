import { useCallback } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import type { Finding } from '../../../src/domain/preflight';
import type { LinesLacking } from '../../../src/domain/related-work';
import { plural } from '../../../src/domain/wording';
import { momentText } from '../components/moments';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import { call } from './call';
import { usePeople } from '../forge/people';
import { findingCopy } from '../settings/finding-copy';
import { failureText } from './failure-copy';
import styles from './get-started.module.css';
import { PlaceLink } from './place-link';
import type { Chosen } from './steps';

const peopleIn = (finding: Finding): readonly string[] => {
  if (!('who' in finding)) return [];
  return typeof finding.who === 'string' ? [finding.who] : finding.who;
};

/** What in the project's settings can't work as Jira is now; told to who administers that project. */
const Findings = ({ project }: { project: Chosen['project'] }) => {
  const { value, refusal, reload } = useReading(
    useCallback(() => call('preflight', { projectId: project.id }), [project.id]),
  );
  const nameOf = usePeople(value?.findings.flatMap(peopleIn) ?? []);
  if (refusal !== null) return <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  if (value === null) return <p role="status">Checking the settings …</p>;
  if (value.findings.length === 0) return <p>All that the settings of {project.key} name is there and works.</p>;
  return (
    <>
      <ul>
        {value.findings.map((finding) => {
          const { title, next } = findingCopy(finding, (id) => nameOf(id) ?? 'someone');
          return (
            <li key={`${finding.code} ${title}`} dir="auto">
              <b>{title}.</b> {next}
            </li>
          );
        })}
      </ul>
      <p>
        Each is told beside its setting too:{' '}
        <PlaceLink moduleKey="settings" projectKey={project.key}>
          Handoff settings of {project.key}
        </PlaceLink>
      </p>
    </>
  );
};

/** What each refusal means, and what becomes of it. */
const WHY_LACKING: Record<keyof LinesLacking, (projectKey: string) => string> = {
  'not-allowed': (projectKey) =>
    `the app may not write there. It needs Edit issues and Resolve issues in ${projectKey}, which a Jira admin grants to the role atlassian-addons-project-access. It is tried again a day later, when somebody opens the panel.`,
  archived: () => 'archived, and Jira lets nobody change the page. The line is written when the release comes back.',
  refused: () => 'Jira refused for another reason. It is tried again a day later, when somebody opens the panel.',
};

const Lines = ({ project, lacking }: { project: Chosen['project']; lacking: LinesLacking }) => {
  const reasons = (Object.keys(WHY_LACKING) as (keyof LinesLacking)[]).filter((why) => lacking[why] > 0);
  if (reasons.length === 0) return <p>No handoff waits for its line on the release’s page in Jira.</p>;
  return (
    <ul aria-label="Lines that Jira refused">
      {reasons.map((why) => (
        <li key={why}>
          {plural(lacking[why], 'release', 'releases')}: {WHY_LACKING[why](project.key)}
        </li>
      ))}
    </ul>
  );
};

type Props = { project: Chosen['project'] } & Pick<CallOutput<'checkSetUp'>, 'linesLacking' | 'failures'>;

/** Whether what was set up still works, and what went wrong last. */
export const Health = ({ project, linesLacking, failures }: Props) => (
  <section className={styles.section} aria-labelledby="health">
    <h2 id="health">Health</h2>
    <h3 className={styles.stepTitle}>Settings</h3>
    <Findings key={project.id} project={project} />
    <h3 className={styles.stepTitle}>Related work</h3>
    <Lines project={project} lacking={linesLacking} />
    <h3 className={styles.stepTitle}>Last failures</h3>
    {failures.length === 0 ? (
      <p>None is known.</p>
    ) : (
      <ol aria-label="Last failures">
        {failures.map((failure) => (
          <li key={`${failure.at} ${failure.where} ${failure.code}`}>
            <time dateTime={failure.at}>{momentText(failure.at)}</time> – {failureText(failure)}
          </li>
        ))}
      </ol>
    )}
  </section>
);
