import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import { USUAL_LINK } from '../../../src/domain/settings';
import { SelectField } from '../components/field';
import { useTargets } from '../components/use-targets';
import { listLinkTypes } from '../forge/targets';
import { Section, type Fields, type Page } from './section';
import styles from './settings.module.css';

const optionsOf = (choices: readonly { id: string; name: string }[]) =>
  choices.map(({ id, name }) => ({ value: id, label: name }));

const BugFields = ({ value, change, problem }: Fields) => {
  // A project that was chosen, and no issue type of it yet: half a target, which can't be saved.
  const [half, setHalf] = useState<{ id: string; name: string } | null>(null);
  const [linkTypes, setLinkTypes] = useState<readonly string[] | undefined>();
  useEffect(() => {
    void listLinkTypes().then(setLinkTypes);
  }, []);
  const project = half ?? value.l3Target?.project ?? null;
  const issueType = half === null ? (value.l3Target?.issueType ?? null) : null;
  const { projects, types, failed, askAgain } = useTargets(project, issueType);
  const links = new Set([...(linkTypes ?? []), ...(value.linkType === null ? [] : [value.linkType])]);
  links.delete(USUAL_LINK);
  return (
    <>
      <SelectField
        label="Project"
        empty={project === null ? projects.empty : 'None: each handoff names its own'}
        options={optionsOf(projects.options)}
        value={project?.id ?? ''}
        onChange={(id) => {
          const chosen = projects.options.find((option) => option.id === id);
          setHalf(chosen ?? null);
          if (chosen === undefined) change({ l3Target: null });
        }}
      />
      <SelectField
        label="Issue type"
        empty={types.empty}
        isDisabled={project === null}
        options={optionsOf(types.options)}
        value={issueType?.id ?? ''}
        help={half === null ? undefined : 'Choose the issue type too; until then the project can’t be saved.'}
        problem={problem('l3Target') && 'This project has no such issue type any more. Choose another.'}
        onChange={(id) => {
          const chosen = types.options.find((option) => option.id === id);
          if (project === null || chosen === undefined) return;
          change({ l3Target: { project: { id: project.id, name: project.name }, issueType: chosen } });
          setHalf(null);
        }}
      />
      {failed && (
        <div className={styles.actions} role="alert">
          <span>Jira didn’t send its projects or issue types.</span>
          <Button spacing="compact" onClick={askAgain}>
            Ask Jira again
          </Button>
        </div>
      )}
      <SelectField
        label="Link between bug and ticket"
        empty={`${USUAL_LINK} (usual)`}
        options={[...links].map((name) => ({ value: name, label: name }))}
        value={value.linkType === USUAL_LINK ? '' : (value.linkType ?? '')}
        onChange={(name) => change({ linkType: name === '' ? null : name })}
      />
    </>
  );
};

/** Where the L3 bugs of new handoffs go, and how they are linked. */
export const BugsSection = ({ page }: { page: Page }) => (
  <Section
    page={page}
    place="bugs"
    title="Where L3 bugs go"
    lead="New handoffs begin with this project and issue type; each handoff can name others. Handoffs that were saved keep theirs."
  >
    {(fields) => <BugFields {...fields} />}
  </Section>
);
