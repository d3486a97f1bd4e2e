import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { Head } from '../../../../src/domain/head';
import { MOST_STEPS, stepNow, usualSteps, type RolloutStep } from '../../../../src/domain/rollout';
import { stepText } from '../../../../src/domain/wording';
import { EmptyState } from '../../components/empty-state';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { hasDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { EnteredStep } from './entered-step';
import { PlannedStep } from './planned-step';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';
import { newPlan, planDraftSchema } from './step-draft';
import { planField, planKey, StepForm } from './step-form';
import { StepItem, stepPlace } from './step-item';
import { StillRight } from './still-right';

/** The rollout for who writes the handoff: plan, enter, end, close. */
export const RolloutDesk = ({ head, ...part }: PanelPart & { head: Head }) => {
  const { steps } = part.view;
  const [kept, setKept] = useState<ReadonlyMap<string, RolloutStep>>(new Map());
  const keep = useCallback((step: RolloutStep, isOpen: boolean) => {
    setKept((before) => {
      const next = new Map(before);
      if (isOpen) next.set(step.id, step);
      else next.delete(step.id);
      return next;
    });
  }, []);
  const here = stepNow(steps);
  const next = steps.find(({ entered }) => entered === null);
  const gone = [...kept.values()].filter(({ id }) => steps.every((step) => step.id !== id));
  const shown = [...steps, ...gone];
  return (
    <>
      <AskAgain {...part} here={here} />
      {shown.length === 0 ? (
        <UsualSteps {...part} />
      ) : (
        <ol className={styles.plainList} aria-label="Rollout steps">
          {shown.map((step) => (
            <StepItem key={step.id} part={part} step={step} now={here}>
              {step.entered === null ? (
                <PlannedStep
                  {...part}
                  step={step}
                  head={head}
                  here={here}
                  isNext={step === next}
                  isGone={gone.includes(step)}
                  keep={keep}
                />
              ) : (
                <EnteredStep {...part} step={step} />
              )}
            </StepItem>
          ))}
        </ol>
      )}
      {head.handedOver === null && steps.length > 0 && (
        <p className={styles.quiet}>A step can be entered once the handoff is handed over.</p>
      )}
      <AddStep {...part} />
      {head.rollout?.percent === 100 && <CloseHandoff {...part} />}
    </>
  );
};

/** After each step somebody looks whether the handoff still says what is so. */
const AskAgain = ({ here, ...part }: PanelPart & { here: RolloutStep | undefined }) => {
  const moved = part.view.staleness.find(({ code }) => code === 'rollout');
  if (moved === undefined) return null;
  const where = here === undefined ? 'after the roll-back' : `at “\u2068${stepText(here)}\u2069”`;
  return (
    <Message kind="warning" title={`Is the handoff still right ${where}?`} actions={<StillRight {...part} />}>
      <p>Read it as somebody who has just got the release would. If something in it has to change, edit it instead.</p>
    </Message>
  );
};

const UsualSteps = ({ view, reload }: PanelPart) => {
  const releaseId = view.release.id;
  // Made once, so that pressing again after a lost answer plans them once.
  const [steps] = useState(() => usualSteps(() => crypto.randomUUID()));
  const plan = useAction(
    useCallback(() => call('saveSteps', { releaseId, steps }), [releaseId, steps]),
    useCallback(async () => {
      flag('Six steps planned, to be filled in');
      await reload();
    }, [reload]),
    `#${PLACES.rollout}`,
  );
  return (
    <>
      <EmptyState title="No steps yet">
        A release that reaches everybody at once teaches nothing before it hurts. Roll it out in steps, and say of each
        beforehand what has to hold before the next one.
      </EmptyState>
      <div className={styles.actions}>
        <Button isLoading={plan.isRunning} onClick={() => void plan.run()}>
          Plan the usual steps: internal, a pilot, 1 %, 5 %, 25 %, 100 %
        </Button>
        <span className={styles.quiet}>You fill in their exit criteria; take back what you don’t need.</span>
      </div>
      {plan.refusal !== null && <RefusalMessage refusal={plan.refusal} onRetry={() => void plan.run()} />}
    </>
  );
};

const CloseHandoff = ({ view, reload }: PanelPart) => {
  const releaseId = view.release.id;
  const close = useAction(
    useCallback(() => call('closeHandoff', { releaseId }), [releaseId]),
    useCallback(async () => {
      flag('Handoff closed');
      await reload();
    }, [reload]),
    `#${PLACES.rollout}`,
  );
  return (
    <>
      <div className={styles.actions}>
        <Button isLoading={close.isRunning} onClick={() => void close.run()}>
          Close handoff
        </Button>
      </div>
      {close.refusal !== null && <RefusalMessage refusal={close.refusal} onRetry={() => void close.run()} />}
    </>
  );
};

const ADD = 'add-rollout-step';

const AddStep = (part: PanelPart) => {
  const { view, screen } = part;
  const form = `new-${view.release.id}`;
  const [isOpen, setOpen] = useState(() => hasDraft(planKey(screen.accountId, form), planDraftSchema));
  if (isOpen)
    return (
      <StepForm
        {...part}
        form={form}
        now={null}
        start={newPlan}
        submit="Add the step"
        close={(saved) => {
          setOpen(false);
          focusOn(`#${saved === undefined ? ADD : stepPlace(saved)}`);
        }}
      />
    );
  return (
    <div className={styles.actions}>
      <Button
        id={ADD}
        isDisabled={view.steps.length >= MOST_STEPS}
        onClick={() => {
          setOpen(true);
          focusOn(`#${planField(form, 'audience')}`);
        }}
      >
        Add a step
      </Button>
    </div>
  );
};
