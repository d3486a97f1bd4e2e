import type { ReactNode } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import type { Grant, SetUp, StepState } from '../../../src/domain/set-up';
import { plural } from '../../../src/domain/wording';
import lozenge from '../components/components.module.css';
import styles from './get-started.module.css';
import { PlaceLink } from './place-link';

export type Chosen = NonNullable<CallOutput<'checkSetUp'>['chosen']>;

const STATES: Record<StepState, readonly [text: string, colour: string]> = {
  done: ['Done', 'green'],
  begun: ['Begun', 'yellow'],
  'to-do': ['To do', 'blue'],
  unknown: ['Not known', 'grey'],
};

const Step = ({ title, state, children }: { title: string; state: StepState; children: ReactNode }) => (
  <li>
    <h3 className={styles.stepTitle}>
      {title}
      <span className={lozenge.lozenge} data-colour={STATES[state][1]}>
        {STATES[state][0]}
      </span>
    </h3>
    {children}
  </li>
);

const MapStep = ({ project, map }: { project: Chosen['project']; map: SetUp['map'] }) => (
  <Step title="Map the support project" state={map.state}>
    {map.state === 'done' ? (
      <p>
        Who may browse <bdi>{map.names.join(', ')}</bdi>
        {map.unseen > 0 && ` (and ${plural(map.unseen, 'project', 'projects')} that you can’t see)`} reads the live
        handoffs of <bdi>{project.name}</bdi>, beside every ticket.
      </p>
    ) : (
      <p>
        Nobody in support reads a handoff of <bdi>{project.name}</bdi> until their project is mapped to it. One of its
        project admins does it.
      </p>
    )}
    <p>
      <PlaceLink moduleKey="settings" projectKey={project.key}>
        Handoff settings of {project.key}
      </PlaceLink>
    </p>
  </Step>
);

const grantText = (grant: Grant, looked: number): string => {
  switch (grant) {
    case 'editors':
      return 'whoever may edit issues in the project';
    case 'named':
      return 'people or roles that are named in the settings';
    case 'granted':
      return 'the permission is granted';
    case 'admins':
      return `so far only admins of the project (of ${plural(looked, 'person', 'people')} looked at)`;
    case 'nobody':
      return `nobody of ${plural(looked, 'person', 'people')} looked at: no handoff gets signed, so no gate opens`;
  }
};

const GrantStep = ({ project, grant }: { project: Chosen['project']; grant: SetUp['grant'] }) => (
  <Step title="Say who writes, signs and waives" state={grant.state}>
    <dl>
      {(
        [
          ['Write CS handoffs', grant.write],
          ['Sign off CS handoffs', grant.sign],
          ['Waive the CS handoff gate', grant.waive],
        ] as const
      ).map(([permission, by]) => (
        <div key={permission}>
          <dt>{permission}</dt>
          <dd>{grantText(by, grant.looked)}</dd>
        </div>
      ))}
    </dl>
    <p>
      Grant these three permissions in the permission scheme of <bdi>{project.name}</bdi> (Project settings →
      Permissions). Where there is no scheme, as in team-managed projects, name people or roles in the{' '}
      <PlaceLink moduleKey="settings" projectKey={project.key}>
        Handoff settings of {project.key}
      </PlaceLink>
      .
    </p>
  </Step>
);

const RuleStep = ({ project, rule: { state, here } }: { project: Chosen['project']; rule: SetUp['rule'] }) => (
  <Step title="Put the rule on a transition" state={state}>
    {state === 'done' && (
      <p>
        Issues of <bdi>{project.name}</bdi> go through it in <bdi>{here.join(', ')}</bdi>.
      </p>
    )}
    {state === 'begun' && (
      <p>
        The rule is in a workflow of this site, but in none that issues of <bdi>{project.name}</bdi> go through: it
        holds back no release of this project.
      </p>
    )}
    {state === 'to-do' && <p>Nothing holds a release back yet.</p>}
    {(state === 'to-do' || state === 'begun') && (
      <p>
        Open the workflow of your release tickets, select the transition that releases, then <b>Add rule</b>,{' '}
        <b>Validate details</b>, <b>CS handoff is ready</b>. Put <b>Fix versions</b> on the transition’s screen. The
        gate holds on that transition only: Jira lets no app stop its Release button.
      </p>
    )}
    {state === 'unknown' && <p>Jira didn’t tell which workflows hold the rule. Check again in a minute.</p>}
  </Step>
);

const HandoffStep = ({ project, state }: { project: Chosen['project']; state: StepState }) => (
  <Step title="Write the first handoff" state={state}>
    <p>
      {state === 'done' && 'CS has had a handoff of this project. '}
      {state === 'begun' && 'A handoff is being written; its PO has not handed it over to CS yet. '}
      {state === 'to-do' && 'Choose a release that is due in two weeks, and let its PO write the six sections. '}
      <PlaceLink moduleKey="handoffs" projectKey={project.key}>
        CS Handoff in {project.key}
      </PlaceLink>
    </p>
  </Step>
);

/** The way in: what to do in which order, each step as it stands. */
export const Steps = ({ chosen: { project, setUp } }: { chosen: Chosen }) => (
  <ol className={styles.steps}>
    <MapStep project={project} map={setUp.map} />
    <GrantStep project={project} grant={setUp.grant} />
    <RuleStep project={project} rule={setUp.rule} />
    <HandoffStep project={project} state={setUp.firstHandoff.state} />
  </ol>
);
