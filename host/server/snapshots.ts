/** A room's state is one object that others hold on to: it gets the members of `copy`, and keeps no other. */
function become(room: object, copy: object) {
  for (const name of Object.keys(room)) if (!(name in copy)) Reflect.deleteProperty(room, name);
  Object.assign(room, copy);
}

/** States of the whole site by name, in memory. */
export function createSnapshots(state: object) {
  const kept = new Map<string, string>();
  return {
    keep: (name: string) => void kept.set(name, JSON.stringify(state)),
    /** Makes the site what it was then. False where nothing was kept under this name. */
    restore(name: string): boolean {
      const text = kept.get(name);
      if (text === undefined) return false;
      const rooms = state as Record<string, unknown>;
      for (const [room, copy] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
        const current = rooms[room];
        if (typeof current === 'object' && current !== null && typeof copy === 'object' && copy !== null)
          become(current, copy);
        else rooms[room] = copy;
      }
      return true;
    },
    names: () => [...kept.keys()],
  };
}

export type Snapshots = ReturnType<typeof createSnapshots>;
