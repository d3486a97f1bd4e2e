import type { Clock } from '../contracts';
import { limit } from '../limits';
import { badRequest } from './kvs-error';
import { isGone } from './records';
import type { KvsState, Stored } from './records';
import type { EntityDeclaration, EntityDeclarations } from './schema';

/** Where values live: the plain keys, the secrets, or one declared entity. */
export type Room =
  | { readonly kind: 'plain' | 'secret' }
  | { readonly kind: 'entity'; readonly name: string; readonly declaration: EntityDeclaration };

export const PLAIN: Room = { kind: 'plain' };
export const SECRET: Room = { kind: 'secret' };

/** As storage-reference/handling-errors-customentities spells it. */
const ENTITY_NAME = /^(?![.-])(?!.*\.{2})[a-z0-9:\-._]*(?<![.])$/;

/** The entity of that name; throws the documented codes for a name that is none, and INVALID_ENTITY_TYPE (a guess) where none is declared. */
export function entityRoom(entities: EntityDeclarations, name: string) {
  if (name.length < limit('manifest.entityNameMinLength'))
    throw badRequest('ENTITY_TYPE_TOO_SHORT', `"${name}" is too short for an entity.`);
  if (name.length > limit('manifest.entityNameLength'))
    throw badRequest('ENTITY_TYPE_TOO_LARGE', `"${name}" is too long for an entity.`);
  const declaration = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (!ENTITY_NAME.test(name) || !declaration)
    throw badRequest('INVALID_ENTITY_TYPE', `The manifest declares no entity "${name}".`);
  return { kind: 'entity', name, declaration } as const;
}

/**
 * What is stored in each room. `get` is strictly consistent, `indexed` is not: it answers as of `indexLagMs` ago, by taking back the writes since
 * (storage-reference/entities and /kvs, "Data consistency"). The parts of `state` are looked up anew each time, because a restored snapshot replaces them.
 */
export function createRooms(state: KvsState, clock: Clock) {
  const recordsOf = (room: Room) => (room.kind === 'entity' ? (state.entities[room.name] ??= {}) : state[room.kind]);
  const ownRecord = (room: Room, key: string) => {
    const records = recordsOf(room);
    return Object.hasOwn(records, key) ? records[key] : undefined;
  };
  const nameOf = (room: Room) => (room.kind === 'entity' ? room.name : null);
  /** A write of the future, after the clock was moved back, is an old one. */
  const isRecent = ({ at }: { readonly at: number }) => at <= clock.now() && clock.now() < at + state.indexLagMs;

  return {
    get(room: Room, key: string): Stored | undefined {
      const stored = ownRecord(room, key);
      return stored && !isGone(stored, clock.now()) ? stored : undefined;
    },

    /** Stores `record`, or deletes where there is none. Secrets can't be queried. */
    write(room: Room, key: string, record: Stored | undefined): void {
      const before = ownRecord(room, key) ?? null;
      state.recent = state.recent.filter(isRecent);
      if (room.kind !== 'secret' && state.indexLagMs > 0)
        state.recent.push({ entityName: nameOf(room), key, before, at: clock.now() });
      // An own property even for `__proto__`, which is a valid key.
      const own = { value: record, writable: true, enumerable: true, configurable: true };
      if (record) Object.defineProperty(recordsOf(room), key, own);
      else Reflect.deleteProperty(recordsOf(room), key);
    },

    indexed(room: Room): readonly (readonly [key: string, stored: Stored])[] {
      const records = new Map(Object.entries(recordsOf(room)));
      for (const write of state.recent.toReversed()) {
        if (write.entityName !== nameOf(room) || !isRecent(write)) continue;
        if (write.before) records.set(write.key, write.before);
        else records.delete(write.key);
      }
      return [...records].filter(([, stored]) => !isGone(stored, clock.now()));
    },
  };
}

export type Rooms = ReturnType<typeof createRooms>;
