import { body, readKeys } from './batch';
import * as readers from './readers';
import * as keys from './keys';
import type { StoredRevision } from './stored';

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
