import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import Heading from '@atlaskit/heading';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import { StatusLozenge } from '../issue/status-lozenge';
import type { Project } from '../site/jira';
import { Await, Problem } from '../site/messages';
import { useLoad } from '../site/rest';
import { manifestText, modulesOf, useSession } from '../site/session';
import styles from '../site/site.module.css';
import own from './workflows.module.css';
import { RuleDialog, type RuleTask } from './rule-dialog';
import { listWorkflows, removeRule, type Workflow, type WorkflowTransition } from './workflows';

/** The rule editor: each transition of the project's workflows with the apps' rules on it. */
export function WorkflowsPage({ project }: { readonly project: Project }) {
  const [loaded, reload] = useLoad(listWorkflows, project.key);
  const [task, setTask] = useState<RuleTask>();
  const [error, setError] = useState<unknown>();
  const remove = (ruleId: string) => {
    setError(undefined);
    removeRule(ruleId).then(reload, setError);
  };
  const done = () => {
    setTask(undefined);
    reload();
  };
  return (
    <>
      <Heading size="large" as="h1">
        Workflows
      </Heading>
      {error !== undefined && <Problem error={error} />}
      <Await loaded={loaded}>
        {(workflows) =>
          workflows.map((workflow) => (
            <section key={workflow.id} className={styles.box} aria-label={workflow.name}>
              <h2 className={styles.boxTitle}>{workflow.name}</h2>
              <div className={styles.boxBody}>
                {workflow.transitions.map((transition) => (
                  <TransitionRules key={transition.id} {...{ workflow, transition, remove }} onTask={setTask} />
                ))}
              </div>
            </section>
          ))
        }
      </Await>
      <ModalTransition>
        {task && <RuleDialog task={task} project={project} onSaved={done} onClose={() => setTask(undefined)} />}
      </ModalTransition>
    </>
  );
}

interface TransitionRulesProps {
  readonly workflow: Workflow;
  readonly transition: WorkflowTransition;
  readonly remove: (ruleId: string) => void;
  readonly onTask: (task: RuleTask) => void;
}

function TransitionRules({ workflow, transition, remove, onTask }: TransitionRulesProps) {
  const validators = modulesOf(useSession(), 'jira:workflowValidator');
  const nameOf = (moduleKey: string) => {
    const module = validators.find(({ key }) => key === moduleKey);
    return module ? manifestText(module.manifest.name, module.title) : `${moduleKey} (not installed)`;
  };
  const statuses = (ids: readonly string[]) => workflow.statuses.filter(({ id }) => ids.includes(id));
  return (
    <section className={own.transition} aria-label={`Transition ${transition.name}`}>
      <div className={styles.titleLine}>
        <h3>{transition.name}</h3>
        <span className={own.path}>
          {transition.from.length === 0
            ? 'Any status'
            : statuses(transition.from).map((status) => <StatusLozenge key={status.id} status={status} />)}
          {' → '}
          {statuses([transition.to]).map((status) => (
            <StatusLozenge key={status.id} status={status} />
          ))}
        </span>
        <DropdownMenu<HTMLButtonElement>
          placement="bottom-end"
          trigger={({ triggerRef, ...props }) => (
            <Button {...props} ref={triggerRef} spacing="compact" aria-label={`Add rule to ${transition.name}`}>
              Add rule
            </Button>
          )}
        >
          <DropdownItemGroup title="Validators">
            {validators.map((module) => (
              <DropdownItem
                key={module.key}
                description={manifestText(module.manifest.description, '')}
                shouldDescriptionWrap
                onClick={() => onTask({ kind: 'create', workflow, transition, module })}
              >
                {nameOf(module.key)}
              </DropdownItem>
            ))}
          </DropdownItemGroup>
        </DropdownMenu>
      </div>
      <ul className={own.rules}>
        {transition.rules.map((rule) => {
          const module = validators.find(({ key }) => key === rule.moduleKey);
          const open = (kind: 'edit' | 'view') => module && onTask({ kind, workflow, transition, module, rule });
          const name = nameOf(rule.moduleKey);
          return (
            <li key={rule.id}>
              <span>{name}</span>
              {(['view', 'edit'] as const).map((kind) => (
                <Button
                  key={kind}
                  spacing="compact"
                  appearance="subtle"
                  isDisabled={!module}
                  onClick={() => open(kind)}
                  aria-label={`${kind === 'view' ? 'View' : 'Edit'} ${name} on ${transition.name}`}
                >
                  {kind === 'view' ? 'View' : 'Edit'}
                </Button>
              ))}
              <Button
                spacing="compact"
                appearance="subtle"
                onClick={() => remove(rule.id)}
                aria-label={`Remove ${name} from ${transition.name}`}
              >
                Remove
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
