import Button from '@atlaskit/button/new';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { type FormEvent, useId, useState } from 'react';
import { type Issue, moveIssue, type Transition, type Version } from '../site/jira';
import { Problem } from '../site/messages';
import { ScreenField } from './screen-field';

interface TransitionDialogProps {
  readonly issue: Issue;
  readonly transition: Transition;
  readonly versions: readonly Version[];
  readonly onMoved: () => void;
  readonly onClose: () => void;
}

/** A transition's screen. A refusal, such as a validator's, stays in the dialog in its own words. */
export function TransitionDialog({ issue, transition, versions, onMoved, onClose }: TransitionDialogProps) {
  const present: Readonly<Record<string, unknown>> = { ...issue.fields };
  const [changes, setChanges] = useState<Readonly<Record<string, unknown>>>({});
  const [refusal, setRefusal] = useState<unknown>();
  const [moving, setMoving] = useState(false);
  const formId = useId();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMoving(true);
    setRefusal(undefined);
    await moveIssue(issue.key, transition.id, changes).then(onMoved, setRefusal);
    setMoving(false);
  };

  return (
    <ModalDialog width="medium" onClose={onClose}>
      <ModalHeader hasCloseButton>
        <ModalTitle>{transition.name}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {refusal !== undefined && <Problem error={refusal} />}
        <form id={formId} onSubmit={(event) => void submit(event)}>
          {Object.entries(transition.fields ?? {}).map(([name, meta]) => (
            <ScreenField
              key={name}
              meta={meta}
              value={name in changes ? changes[name] : present[name]}
              {...(meta.schema.items === 'version' && { choices: versions })}
              onChange={(value) => setChanges({ ...changes, [name]: value })}
            />
          ))}
        </form>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button appearance="primary" type="submit" form={formId} isLoading={moving}>
          {transition.name}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
