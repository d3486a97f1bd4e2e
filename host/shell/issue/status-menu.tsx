import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import ChevronDownIcon from '@atlaskit/icon/core/chevron-down';
import { type Issue, moveIssue, type Transition, type Version } from '../site/jira';
import { Problem } from '../site/messages';
import styles from '../site/site.module.css';
import { StatusLozenge } from './status-lozenge';
import { TransitionDialog } from './transition-dialog';

interface StatusMenuProps {
  readonly issue: Issue;
  readonly transitions: readonly Transition[];
  readonly versions: readonly Version[];
  readonly onMoved: () => void;
}

/** The issue's status; opens to the transitions the person may make. One with a screen asks in a dialog first. */
export function StatusMenu({ issue, transitions, versions, onMoved }: StatusMenuProps) {
  const { key, fields } = issue;
  const [asking, setAsking] = useState<Transition>();
  const [refusal, setRefusal] = useState<unknown>();

  const moved = () => {
    setAsking(undefined);
    onMoved();
  };
  const choose = (transition: Transition) => {
    setRefusal(undefined);
    if (Object.keys(transition.fields ?? {}).length > 0) setAsking(transition);
    else moveIssue(key, transition.id, undefined).then(moved, setRefusal);
  };

  return (
    <div className={styles.status}>
      {transitions.length === 0 ? (
        <StatusLozenge status={fields.status} />
      ) : (
        <DropdownMenu<HTMLButtonElement>
          trigger={({ triggerRef, ...props }) => (
            <Button
              {...props}
              ref={triggerRef}
              iconAfter={ChevronDownIcon}
              aria-label={`Change status: ${fields.status.name}`}
            >
              {fields.status.name}
            </Button>
          )}
        >
          <DropdownItemGroup title="Transitions">
            {transitions.map((transition) => (
              <DropdownItem
                key={transition.id}
                onClick={() => choose(transition)}
                elemAfter={<StatusLozenge status={transition.to} />}
              >
                {transition.name}
              </DropdownItem>
            ))}
          </DropdownItemGroup>
        </DropdownMenu>
      )}
      {refusal !== undefined && <Problem error={refusal} />}
      <ModalTransition>
        {asking && (
          <TransitionDialog
            issue={issue}
            transition={asking}
            versions={versions}
            onMoved={moved}
            onClose={() => setAsking(undefined)}
          />
        )}
      </ModalTransition>
    </div>
  );
}
