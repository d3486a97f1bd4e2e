import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { HandoffDocument } from '../../../src/domain/document';
import { listIssueTypes, listProjects, type Target } from '../forge/targets';
import { EditorArea, EditorLine, EditorSelect } from './editor-fields';
import type { SectionForm } from './editor-sections';
import styles from './project.module.css';

/** Choices from Jira: `null` while they are read, `undefined` when Jira didn't answer. */
type Choices = readonly Target[] | null | undefined;

const withCurrent = (choices: Choices, current: Target | null): readonly Target[] => {
  const known = choices ?? [];
  return current === null || known.some(({ id }) => id === current.id) ? known : [current, ...known];
};

const emptyText = (choices: Choices, text: string): string => {
  if (choices === null) return 'Loading …';
  return choices === undefined ? 'Jira doesn’t answer' : text;
};

const OUTCOMES = [
  ['bug', 'Counts as a bug', 'Bug'],
  ['featureRequest', 'Counts as a feature request', 'Feature request'],
  ['workingAsIntended', 'Working as intended', 'Working as intended'],
] as const;

type Escalation = HandoffDocument['escalation'];

export const EditorEscalation: SectionForm = ({ document, head, change: changeDocument }) => {
  const { escalation } = document;
  const change = (part: Partial<Escalation>) => changeDocument({ escalation: { ...escalation, ...part } });
  const [projects, setProjects] = useState<Choices>(null);
  const [types, setTypes] = useState<{ of: string; choices: Choices }>({ of: '', choices: null });
  const [tries, setTries] = useState(0);
  const target = escalation.targetProject;
  const targetId = target?.id;
  useEffect(() => {
    void listProjects().then(setProjects);
  }, [tries]);
  useEffect(() => {
    if (targetId !== undefined) void listIssueTypes(targetId).then((choices) => setTypes({ of: targetId, choices }));
  }, [targetId, tries]);
  const typeChoices = types.of === targetId ? types.choices : null;
  const projectOptions = withCurrent(projects, target);
  const typeOptions = withCurrent(typeChoices, escalation.issueType);
  const frozen = head?.labelFrozen === true;

  return (
    <>
      <EditorArea
        id="f-lookUp"
        label="Support L1: how to look it up"
        path={['escalation', 'lookUp']}
        value={escalation.lookUp}
        onChange={(lookUp) => change({ lookUp })}
      />
      <EditorArea
        id="f-reproduce"
        label="Support L2: how to reproduce"
        path={['escalation', 'reproduce']}
        value={escalation.reproduce}
        onChange={(reproduce) => change({ reproduce })}
      />
      <EditorSelect
        id="f-targetProject"
        label="Support L3 project"
        help="Where Support L3 files the bug."
        path={['escalation', 'targetProject']}
        empty={emptyText(projects, 'Choose a project')}
        options={projectOptions}
        value={target?.id ?? ''}
        onChange={(id) =>
          change({ targetProject: projectOptions.find((option) => option.id === id) ?? null, issueType: null })
        }
      />
      <EditorSelect
        id="f-issueType"
        label="Support L3 issue type"
        path={['escalation', 'issueType']}
        empty={target === null ? 'Choose the project first' : emptyText(typeChoices, 'Choose an issue type')}
        isDisabled={target === null}
        options={typeOptions}
        value={escalation.issueType?.id ?? ''}
        onChange={(id) => change({ issueType: typeOptions.find((option) => option.id === id) ?? null })}
      />
      {(projects === undefined || typeChoices === undefined) && (
        <div className={styles.actions} role="alert">
          <span>Jira didn’t send its projects or issue types.</span>
          <Button spacing="compact" onClick={() => setTries(tries + 1)}>
            Ask Jira again
          </Button>
        </div>
      )}
      <EditorLine
        id="f-chainLabel"
        label="Chain label"
        help={
          frozen
            ? 'An L3 bug already carries this label, so it can’t change any more.'
            : 'Every L3 bug of this release carries it. No blanks; frozen with the first bug.'
        }
        isDisabled={frozen}
        path={['escalation', 'chainLabel']}
        value={escalation.chainLabel}
        onChange={(chainLabel) => change({ chainLabel })}
      />
      {OUTCOMES.map(([key, means, name]) => (
        <div key={key} className={styles.item}>
          <EditorArea
            id={`f-${key}-means`}
            label={means}
            path={['escalation', key, 'means']}
            value={escalation[key].means}
            onChange={(text) => change({ [key]: { ...escalation[key], means: text } })}
          />
          <EditorLine
            id={`f-${key}-tell`}
            label={`${name}: who is told`}
            path={['escalation', key, 'tell']}
            value={escalation[key].tell}
            onChange={(tell) => change({ [key]: { ...escalation[key], tell } })}
          />
        </div>
      ))}
    </>
  );
};
