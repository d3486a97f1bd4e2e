import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { RolloutStep } from '../../../../src/domain/rollout';
import { stepText } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { hasDraft } from '../../components/use-draft';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';
import { endDraftSchema } from './step-draft';
import { endField, endKey, StepEndForm } from './step-end-form';
import { stepPlace } from './step-item';

/** What can be done with a step that was entered: say what was decided and learned, or say it anew. */
export const EnteredStep = ({ step, ...part }: PanelPart & { step: RolloutStep }) => {
  const [isOpen, setOpen] = useState(() => hasDraft(endKey(part.screen.accountId, step.id), endDraftSchema));
  if (isOpen)
    return (
      <StepEndForm
        {...part}
        step={step}
        close={() => {
          setOpen(false);
          focusOn(`#${stepPlace(step.id)}`);
        }}
      />
    );
  const isBack = step.ended?.decision === 'roll-back';
  const text = step.ended === null ? 'End this step' : 'Decide anew';
  return (
    <div className={styles.actions}>
      <Button
        spacing="compact"
        appearance={step.ended === null ? 'default' : 'subtle'}
        aria-label={`${text}: ${stepText(step)}`}
        onClick={() => {
          setOpen(true);
          focusOn(`#${endField(step.id)}`);
        }}
      >
        {text}
      </Button>
      {isBack && <span className={styles.quiet}>To try it again, add it as a new step.</span>}
    </div>
  );
};
