import type { Head } from '../../domain/head';
import type { Settings } from '../../domain/settings';
import { permissionsOf } from '../../jira/permissions';

/** Projects in which a handoff is read: its own, and the support projects that are mapped to it. */
export const readersOf = ({ projectId }: Head, { supportProjects }: Settings): string[] => [
  projectId,
  ...supportProjects,
];

/** May somebody else browse one of these projects? */
export const canRead = async (who: string, projectIds: readonly string[]): Promise<boolean> => {
  const holds = await permissionsOf(who, ['BROWSE_PROJECTS'], projectIds);
  return projectIds.some((id) => holds('BROWSE_PROJECTS', id));
};
