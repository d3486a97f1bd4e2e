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
      for (const [name, copy] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
        const room = rooms[name];
        // Others hold on to a room's object: its members are replaced, not the object.
        if (typeof room === 'object' && room !== null) Object.assign(room, copy);
        else rooms[name] = copy;
      }
      return true;
    },
    names: () => [...kept.keys()],
  };
}

export type Snapshots = ReturnType<typeof createSnapshots>;
