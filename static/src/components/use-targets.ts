import { useEffect, useState } from 'react';
import { listIssueTypes, listProjects, type Target } from '../forge/targets';

/** Choices from Jira: `null` while they are read, `undefined` when Jira didn't answer. */
type Choices = readonly Target[] | null | undefined;

/** One select: what it offers, and the words of its empty choice. */
type TargetSelect = { readonly options: readonly Target[]; readonly empty: string };

const selectOf = (choices: Choices, current: Target | null, empty: string): TargetSelect => {
  const known = choices ?? [];
  // What was chosen once stays on offer, though it may be gone in Jira or hidden from who looks.
  const options = current === null || known.some(({ id }) => id === current.id) ? known : [current, ...known];
  if (choices === null) return { options, empty: 'Loading …' };
  return { options, empty: choices === undefined ? 'Jira doesn’t answer' : empty };
};

/** Where L3 bugs may go: projects that the person may see, and the issue types of the chosen one that they may create. */
export const useTargets = (
  project: Target | null,
  issueType: Target | null,
): {
  readonly projects: TargetSelect;
  readonly types: TargetSelect;
  readonly failed: boolean;
  readonly askAgain: () => void;
} => {
  const [projects, setProjects] = useState<Choices>(null);
  const [types, setTypes] = useState<{ of: string; choices: Choices }>({ of: '', choices: null });
  const [tries, setTries] = useState(0);
  const projectId = project?.id;
  useEffect(() => {
    void listProjects().then(setProjects);
  }, [tries]);
  useEffect(() => {
    if (projectId !== undefined) void listIssueTypes(projectId).then((choices) => setTypes({ of: projectId, choices }));
  }, [projectId, tries]);
  const typeChoices = types.of === projectId ? types.choices : null;
  return {
    projects: selectOf(projects, project, 'Choose a project'),
    types:
      project === null
        ? { options: [], empty: 'Choose the project first' }
        : selectOf(typeChoices, issueType, 'Choose an issue type'),
    failed: projects === undefined || typeChoices === undefined,
    askAgain: () => setTries(tries + 1),
  };
};
