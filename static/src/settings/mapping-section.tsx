import { MAX_SUPPORT_PROJECTS } from '../../../src/domain/settings';
import type { Target } from '../forge/targets';
import { ChosenList } from './chosen-list';
import { Section, type Page } from './section';

/** Which support projects read this project's handoffs. `projects`: those that this person sees; undefined when Jira doesn't answer. */
export const MappingSection = ({ page, projects }: { page: Page; projects: readonly Target[] | null | undefined }) => (
  <Section
    page={page}
    place="mapping"
    title="Support projects that read these handoffs"
    lead="Everyone who can browse a mapped project reads this project’s live handoffs there: on their tickets, and on that project’s CS Handoff page. They see no issue of this project. Customers never see a handoff."
  >
    {({ value: { supportProjects }, change, problem }) => (
      <ChosenList
        label="Mapped support projects"
        choose="Map a support project"
        add="Map it"
        choices={projects?.filter(({ id }) => id !== page.project.id) ?? projects}
        chosen={supportProjects.map((id) => ({ id, name: page.projectName(id) }))}
        unknown="A project that you can’t see"
        onChange={(ids) => change({ supportProjects: ids })}
        problem={
          problem('supportProjects') && `At most ${MAX_SUPPORT_PROJECTS} projects can be mapped. Remove one first.`
        }
      />
    )}
  </Section>
);
