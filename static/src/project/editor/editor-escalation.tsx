import Button from '@atlaskit/button/new';
import type { HandoffDocument } from '../../../../src/domain/document';
import { useTargets } from '../../components/use-targets';
import { EditorArea, EditorLine, EditorSelect } from './editor-fields';
import type { SectionForm } from './editor-sections';
import styles from '../project.module.css';

const OUTCOMES = [
  ['bug', 'Counts as a bug', 'Bug'],
  ['featureRequest', 'Counts as a feature request', 'Feature request'],
  ['workingAsIntended', 'Working as intended', 'Working as intended'],
] as const;

type Escalation = HandoffDocument['escalation'];

export const EditorEscalation: SectionForm = ({ document, head, change: changeDocument }) => {
  const { escalation } = document;
  const change = (part: Partial<Escalation>) => changeDocument({ escalation: { ...escalation, ...part } });
  const target = escalation.targetProject;
  const { projects, types, failed, askAgain } = useTargets(target, escalation.issueType);
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
        empty={projects.empty}
        options={projects.options}
        value={target?.id ?? ''}
        onChange={(id) =>
          change({ targetProject: projects.options.find((option) => option.id === id) ?? null, issueType: null })
        }
      />
      <EditorSelect
        id="f-issueType"
        label="Support L3 issue type"
        path={['escalation', 'issueType']}
        empty={types.empty}
        isDisabled={target === null}
        options={types.options}
        value={escalation.issueType?.id ?? ''}
        onChange={(id) => change({ issueType: types.options.find((option) => option.id === id) ?? null })}
      />
      {failed && (
        <div className={styles.actions} role="alert">
          <span>Jira didn’t send its projects or issue types.</span>
          <Button spacing="compact" onClick={askAgain}>
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
