import type { Call } from './call';
import { bodyOf, param, refuse, reply, textOf } from './call';
import { emitVersion } from './events';
import { versionBean } from './shapes';
import type { Version } from './state';
import { projectOf, versionsOf } from './state';
import { visibleVersion } from './versions';

type Placing = (others: readonly Version[], present: number) => number;

/** Where among the others a moved version comes to stand; `present` is where it stands. */
const POSITIONS: Readonly<Record<string, Placing>> = {
  First: () => 0,
  Earlier: (_, present) => Math.max(0, present - 1),
  Later: (others, present) => Math.min(others.length, present + 1),
  Last: ({ length }) => length,
};

/** The place right after the version whose self link this is; 404 where the project has none. */
const behind =
  (link: string): Placing =>
  (others) => {
    const at = others.findIndex(({ id }) => link.endsWith(`/version/${id}`));
    return at < 0 ? refuse(404, 'The version to move after was not found.') : at + 1;
  };

/** moveVersion: another place in the project's list, for whoever sees the version (OAS moveVersion). */
export function moveVersion(call: Call) {
  const { state, deps } = call;
  const version = visibleVersion(call, param(call, 'id'));
  const body = bodyOf(call);
  const [after, position] = [textOf(body.after), textOf(body.position)];
  if ((after === undefined) === (position === undefined)) return refuse(400, 'Either after or position must be given.');
  const place = after === undefined ? POSITIONS[position ?? ''] : behind(after);
  if (!place) return refuse(400, `The position '${String(position)}' is not valid.`);
  const all = versionsOf(state, projectOf(state, version));
  const others = all.filter((other) => other !== version);
  const moved = others.toSpliced(place(others, all.indexOf(version)), 0, version);
  if (moved.some((one, at) => one !== all[at])) {
    const places = all.map(({ sequence }) => sequence);
    for (const [at, one] of moved.entries()) one.sequence = places[at] ?? at;
    deps.changed();
    emitVersion(call, 'moved', version);
  }
  return reply(200, versionBean(state, version, deps.clock.now()));
}
