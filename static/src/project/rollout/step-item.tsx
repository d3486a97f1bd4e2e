import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import { stepState, type RolloutStep, type StepState } from '../../../../src/domain/rollout';
import { DECISION_TEXTS, stepText } from '../../../../src/domain/wording';
import { Lozenge } from '../../components/lozenge';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { openWebAddress } from '../../forge/router';
import styles from '../project.module.css';
import { isSeenFromOutside, type PanelPart } from '../screen';

const STATES: Record<StepState, readonly [text: string, colour: 'grey' | 'blue' | 'red' | 'green']> = {
  planned: ['Planned', 'grey'],
  here: ['Now here', 'blue'],
  passed: ['Passed', 'green'],
  'rolled-back': ['Rolled back', 'red'],
};

/** Where the keyboard finds a step. */
export const stepPlace = (stepId: string): string => `step-${stepId}`;

const Written = ({ title, text }: { title: string; text: string }) =>
  text === '' ? null : (
    <div>
      <dt>{title}</dt>
      <dd dir="auto" className={styles.written}>
        {text}
      </dd>
    </div>
  );

/** One step of the rollout: whom it reaches, when, what had to hold, and what came of it. */
export const StepItem = ({
  part,
  step,
  now,
  children,
}: {
  part: PanelPart;
  step: RolloutStep;
  /** The step at which the rollout stands. */
  now: RolloutStep | undefined;
  children?: ReactNode;
}) => {
  const { nameOf } = part;
  const { entered, ended, flag } = step;
  const [state, colour] = STATES[stepState(step, now)];
  return (
    <li className={styles.item} aria-labelledby={stepPlace(step.id)}>
      <h3 className={styles.boxTitle}>
        <span id={stepPlace(step.id)} tabIndex={-1} dir="auto">
          {stepText(step)}
        </span>{' '}
        <Lozenge colour={colour}>{state}</Lozenge>
      </h3>
      <p className={styles.facts}>
        {step.plannedFor !== null && <span>Planned for {step.plannedFor}</span>}
        {entered !== null && (
          <span>
            Entered {momentText(entered.at)} by <PersonName accountId={entered.by} nameOf={nameOf} />
          </span>
        )}
        {flag.key !== '' && (
          <span>
            Feature flag <bdi>{flag.key}</bdi>
          </span>
        )}
        {flag.url !== '' && (
          <Button spacing="compact" onClick={() => void openWebAddress(flag.url)}>
            Open the flag
          </Button>
        )}
      </p>
      {step.exitCriteria === '' && !isSeenFromOutside(part) && (
        <p className={styles.lacks}>Its exit criteria are still to be written: without them it can’t be entered.</p>
      )}
      <dl className={styles.stepTexts}>
        <Written title="Exit criteria" text={step.exitCriteria} />
        {ended !== null && (
          <div>
            <dt>Decision</dt>
            <dd>
              {DECISION_TEXTS[ended.decision]}, by <PersonName accountId={ended.by} nameOf={nameOf} />,{' '}
              {momentText(ended.at)}
            </dd>
          </div>
        )}
        <Written title="Because" text={ended?.reason ?? ''} />
        <Written title="What came of the criteria" text={ended?.result ?? ''} />
        <Written title="What was learned" text={ended?.learned ?? ''} />
        {ended?.revision != null && (
          <div>
            <dt>In the handoff since</dt>
            <dd>Revision {ended.revision}</dd>
          </div>
        )}
      </dl>
      {children}
    </li>
  );
};
