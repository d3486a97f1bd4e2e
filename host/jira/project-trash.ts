import type { Call } from './call';
import { notSimulated, param, refuse, reply } from './call';
import { emitProject } from './events';
import { holdsGlobally } from './permissions';
import { projectBean } from './shapes';
import type { Project } from './state';

function administered({ state, me }: Call, idOrKey: string, trashed: boolean): Project {
  const found = state.projects.find((one) => [one.id, one.key].includes(idOrKey) && one.trashed === trashed);
  const project = holdsGlobally(state, me, 'ADMINISTER') ? found : undefined;
  return project ?? refuse(404, `No project could be found with key '${idOrKey}'.`);
}

/** deleteProject into the trash: nothing of the project is seen until it is restored, and its issues and versions tell nobody. */
export function trashProject(call: Call) {
  if (call.query.get('enableUndo') === 'false') notSimulated('Deleting a project for good');
  const project = administered(call, param(call, 'projectIdOrKey'), false);
  project.trashed = true;
  call.deps.changed();
  emitProject(call, 'softdeleted', project);
  return reply(204);
}

export function restoreProject(call: Call) {
  const project = administered(call, param(call, 'projectIdOrKey'), true);
  project.trashed = false;
  call.deps.changed();
  emitProject(call, 'restored', project);
  return reply(200, projectBean(call.state, project));
}
