import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { MAX_SUPPORT_PROJECTS } from '../../../src/domain/settings';
import { SelectField } from '../components/field';
import type { Target } from '../forge/targets';
import { Section, type Page } from './section';
import styles from './settings.module.css';

const CHOICE = 'support-project';
/** Where the focus goes when the button that had it is gone. */
const focusChoice = () => document.getElementById(CHOICE)?.focus();

/** Which support projects read this project's handoffs. `projects`: those that this person sees; undefined when Jira doesn't answer. */
export const MappingSection = ({ page, projects }: { page: Page; projects: readonly Target[] | null | undefined }) => {
  const [chosen, setChosen] = useState('');
  const nameOf = (id: string) => page.projectName(id) ?? 'A project that you can’t see';
  return (
    <Section
      page={page}
      place="mapping"
      title="Support projects that read these handoffs"
      lead="Everyone who can browse a mapped project reads this project’s live handoffs there: on their tickets, and on that project’s CS Handoff page. They see no issue of this project. Customers never see a handoff."
    >
      {({ value: { supportProjects }, change, problem }) => {
        const offered = (projects ?? []).filter(({ id }) => id !== page.project.id && !supportProjects.includes(id));
        const empty = projects === undefined ? 'Jira doesn’t answer' : 'Choose a project';
        return (
          <>
            {supportProjects.length > 0 && (
              <ul className={styles.chips} aria-label="Mapped support projects">
                {supportProjects.map((id) => (
                  <li key={id}>
                    <bdi>{nameOf(id)}</bdi>{' '}
                    <Button
                      spacing="compact"
                      appearance="subtle"
                      onClick={() => {
                        change({ supportProjects: supportProjects.filter((each) => each !== id) });
                        focusChoice();
                      }}
                    >
                      Remove {nameOf(id)}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <div className={styles.add}>
              <SelectField
                id={CHOICE}
                label="Map a support project"
                empty={projects === null ? 'Loading …' : empty}
                options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                value={chosen}
                onChange={setChosen}
                problem={
                  problem('supportProjects') &&
                  `At most ${MAX_SUPPORT_PROJECTS} projects can be mapped. Remove one first.`
                }
              />
              <Button
                isDisabled={chosen === ''}
                onClick={() => {
                  change({ supportProjects: [...supportProjects, chosen] });
                  setChosen('');
                  focusChoice();
                }}
              >
                Map it
              </Button>
            </div>
          </>
        );
      }}
    </Section>
  );
};
