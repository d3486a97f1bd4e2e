import { lazy, Suspense } from 'react';
import type { Head } from '../../../../src/domain/head';
import { stepNow, type RolloutStep } from '../../../../src/domain/rollout';
import { stepText } from '../../../../src/domain/wording';
import { momentText } from '../../components/moments';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import { isSeenFromOutside, PLACES, type PanelPart } from '../screen';
import { StepItem } from './step-item';

// Only who writes loads the forms.
const RolloutDesk = lazy(async () => ({ default: (await import('./rollout-desk')).RolloutDesk }));

const reachText = ({ rollout }: Head, now: RolloutStep | undefined): string => {
  if (rollout === null) return 'The rollout has not begun.';
  const since = `Since ${momentText(rollout.at)}.`;
  if (rollout.stepId === null) return `Every step that was entered is rolled back: no customer has it. ${since}`;
  const { percent } = rollout;
  if (percent === 0 && now !== undefined)
    return `Of all users less than 1 % have it: it is at “\u2068${stepText(now)}\u2069”. ${since}`;
  return `${percent === 100 ? 'Rollout complete: 100 % of users.' : `${percent} % of users have it.`} ${since}`;
};

/** How far the release has got, step by step; at 100 % the PO closes the handoff. */
export const Rollout = (part: PanelPart) => {
  const { head, rights, steps } = part.view;
  if (head === null) return null;
  const now = stepNow(steps);
  const list = steps.length > 0 && (
    <ol className={styles.plainList} aria-label="Rollout steps">
      {steps.map((step) => (
        <StepItem key={step.id} part={part} step={step} now={now} />
      ))}
    </ol>
  );
  return (
    <ProcessSection id={PLACES.rollout} title="Rollout">
      <p>{reachText(head, now)}</p>
      {head.done !== null && <p>Closed {momentText(head.done.at)}.</p>}
      {rights.write && head.done === null ? (
        <Suspense fallback={list}>
          <RolloutDesk {...part} head={head} />
        </Suspense>
      ) : (
        <>
          {list}
          {steps.length === 0 && head.done === null && <p className={styles.quiet}>No steps are planned yet.</p>}
          {steps.length > 0 && isSeenFromOutside(part) && (
            <p className={styles.quiet}>
              What a step waits for, and what was learned in it, is read in the product project: there it can name
              issues that not everybody here may see. Ask the PO.
            </p>
          )}
        </>
      )}
    </ProcessSection>
  );
};
