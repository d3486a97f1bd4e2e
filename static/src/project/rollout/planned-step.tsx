import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { Head } from '../../../../src/domain/head';
import type { RolloutStep } from '../../../../src/domain/rollout';
import { stepText } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { REFUSAL_COPY } from '../../components/refusal-copy';
import { useAction } from '../../components/use-action';
import { hasDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { Ask } from '../ask';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';
import { draftOf, planDraftSchema } from './step-draft';
import { planField, planKey, StepForm } from './step-form';
import { stepPlace } from './step-item';

/** `criteria`: its exit criteria are asked for before it can be entered. */
type Open = 'change' | 'criteria' | 'enter' | 'remove' | null;

/** What can be done with a step that was not entered. */
export const PlannedStep = ({
  step,
  head,
  here,
  isNext,
  isGone,
  keep,
  ...part
}: PanelPart & {
  step: RolloutStep;
  head: Head;
  /** The step at which the rollout stands. */
  here: RolloutStep | undefined;
  /** The first of those that are planned: the one to enter, unless somebody skips it. */
  isNext: boolean;
  /** Somebody took it back while its form was open. */
  isGone: boolean;
  /** While its form is open it stays on the page, whatever others do. */
  keep: (step: RolloutStep, isOpen: boolean) => void;
}) => {
  const { view, reload, screen } = part;
  const [open, setOpen] = useState<Open>(() =>
    hasDraft(planKey(screen.accountId, step.id), planDraftSchema) ? 'change' : null,
  );
  const input = { releaseId: view.release.id, stepId: step.id };
  const { releaseId, stepId } = input;
  const title = stepText(step);
  const isHeld = here?.ended?.decision === 'hold' || here?.ended?.decision === 'pause';
  const heading = `#${stepPlace(stepId)}`;
  const enter = useAction(
    useCallback(() => call('enterStep', { releaseId, stepId }), [releaseId, stepId]),
    useCallback(async () => {
      flag(`Entered: ${title}`);
      await reload();
    }, [title, reload]),
    `#${PLACES.rollout}`,
  );
  const remove = useAction(
    useCallback(() => call('removeStep', { releaseId, stepId }), [releaseId, stepId]),
    useCallback(async () => {
      flag(`Taken back: ${title}`);
      await reload();
    }, [title, reload]),
    `#${PLACES.rollout}`,
  );
  const show = (what: Open) => {
    setOpen(what);
    const isForm = what === 'change' || what === 'criteria';
    keep(step, isForm);
    if (isForm) focusOn(`#${planField(stepId, what === 'criteria' ? 'exitCriteria' : 'audience')}`);
    if (what === null) focusOn(heading);
  };
  const button = (text: string, what: Open, appearance: 'default' | 'subtle') => (
    <Button
      spacing="compact"
      appearance={appearance}
      aria-label={`${text}: ${title}`}
      aria-expanded={open === what}
      onClick={() => show(open === what ? null : what)}
    >
      {text}
    </Button>
  );
  return (
    <>
      {!isGone && (
        <div className={styles.actions}>
          {head.handedOver !== null &&
            button('Enter this step', step.exitCriteria === '' ? 'criteria' : 'enter', isNext ? 'default' : 'subtle')}
          {button('Change', 'change', 'subtle')}
          {button('Take back', 'remove', 'subtle')}
        </div>
      )}
      {open === 'enter' && (
        <Ask title="Enter this step?" yes="Yes, enter it" action={enter} cancel={() => show(null)}>
          <p>
            The handoff then says so to everybody who reads it, and this plan stays on record as it stands.
            {here?.ended === null && ` “${stepText(here)}” has no decision yet; you may want to end it first.`}
            {isHeld &&
              ` At “${stepText(here)}” it was decided not to go on yet; if that has changed, decide anew there.`}
          </p>
        </Ask>
      )}
      {open === 'remove' && (
        <Ask title="Take this step back?" yes="Yes, take it back" action={remove} cancel={() => show(null)}>
          <p>Its plan goes, with the exit criteria; it can’t be brought back.</p>
        </Ask>
      )}
      {open === 'criteria' && step.exitCriteria === '' && (
        <Message kind="warning" title={REFUSAL_COPY['criteria-first'].title}>
          <p>{REFUSAL_COPY['criteria-first'].cause}</p>
        </Message>
      )}
      {(open === 'change' || open === 'criteria') && (
        <StepForm
          {...part}
          form={stepId}
          now={isGone ? null : step}
          start={() => draftOf(step)}
          submit="Save the step"
          close={() => show(null)}
        />
      )}
    </>
  );
};
