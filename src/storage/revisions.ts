import { body, readKeys } from './batch';
import { keys, readers, type StoredRevision } from './records';

/** Some contents of a handoff, by their numbers; one call for 25. What isn't there is absent. */
export const readRevisions = async (
  handoffId: string,
  numbers: readonly number[],
): Promise<Map<number, StoredRevision>> => {
  const wanted = [...new Set(numbers)].map((number) => ({ number, key: keys.revision(handoffId, number) }));
  const found = await readKeys(wanted.map(({ key }) => ({ key, entityName: 'revision' })));
  return new Map(
    wanted.flatMap(({ number, key }) => {
      const value = found.get(key);
      return value === undefined ? [] : [[number, body(readers.revision, value).body] as const];
    }),
  );
};
