import Button from '@atlaskit/button/new';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useRef, useState } from 'react';
import type { Remote } from '../../bridge/commands';
import type { InstalledModule, WorkflowRule } from '../../contracts';
import { AppFrame } from '../site/app-frame';
import type { Project } from '../site/jira';
import { Problem } from '../site/messages';
import { manifestText } from '../site/session';
import { addRule, changeRule, type Workflow, type WorkflowTransition } from './workflows';

export type RuleTask = {
  readonly workflow: Workflow;
  readonly transition: WorkflowTransition;
  readonly module: InstalledModule;
} & ({ readonly kind: 'create' } | { readonly kind: 'edit' | 'view'; readonly rule: WorkflowRule });

interface RuleDialogProps {
  readonly task: RuleTask;
  readonly project: Project;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const VERBS = { create: 'Add', edit: 'Update', view: undefined } as const;

/**
 * The app's create, edit or view page of a rule. The dialog's own button asks the app for the configuration (the callback of
 * `workflowRules.onConfigure`); undefined means that the app doesn't accept what was entered, and the dialog stays.
 */
export function RuleDialog({ task, project, onSaved, onClose }: RuleDialogProps) {
  const configure = useRef<Remote>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const { kind, module, workflow, transition } = task;
  const name = manifestText(module.manifest.name, module.title);
  const verb = VERBS[kind];

  const save = async () => {
    if (!configure.current) throw new Error('The app has not said yet how to save this rule. Try again in a moment.');
    const configuration = await configure.current();
    if (configuration === undefined) return;
    if (typeof configuration !== 'string') throw new Error('The app must return the configuration as JSON text.');
    if (task.kind === 'create') await addRule(workflow.id, transition.id, module.key, configuration);
    else await changeRule(task.rule.id, configuration);
    onSaved();
  };
  const press = () => {
    setSaving(true);
    setError(undefined);
    void save()
      .catch(setError)
      .finally(() => setSaving(false));
  };

  return (
    <ModalDialog width="large" onClose={onClose}>
      <ModalHeader hasCloseButton>
        <ModalTitle>{verb ? `${verb} rule: ${name}` : name}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {error !== undefined && <Problem error={error} />}
        <AppFrame
          module={module}
          entry={kind}
          extension={extensionOf(task, project)}
          title={name}
          height="content"
          onConfigure={(callback) => {
            configure.current = callback;
          }}
        />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          {verb ? 'Cancel' : 'Close'}
        </Button>
        {verb && (
          <Button appearance="primary" isLoading={saving} onClick={press}>
            {verb}
          </Button>
        )}
      </ModalFooter>
    </ModalDialog>
  );
}

/** `validatorConfig` is the stored JSON text, which apps parse themselves (so do the public apps with rules of their own). */
function extensionOf(task: RuleTask, project: Project): Readonly<Record<string, unknown>> {
  const { workflow, transition, module } = task;
  const status = (statusId: string | undefined) => {
    const found = workflow.statuses.find(({ id }) => id === statusId);
    return found && { id: found.id, name: found.name, statusCategory: found.statusCategory?.key, description: '' };
  };
  return {
    type: module.type,
    entryPoint: task.kind,
    isNewEditor: true,
    workflowId: workflow.id,
    workflowName: workflow.name,
    project: { id: project.id, key: project.key, type: project.projectTypeKey },
    transitionContext: {
      id: transition.id,
      name: transition.name,
      from: status(transition.from[0]),
      to: status(transition.to),
    },
    ...(task.kind !== 'create' && { validatorConfig: task.rule.configuration }),
  };
}
