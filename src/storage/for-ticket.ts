import type { Bug } from '../domain/bug';
import type { Head } from '../domain/head';
import { body, readKeys } from './batch';
import * as readers from './readers';
import * as keys from './keys';

/** What a ticket points at: handoffs of releases, and which of some issues are known L3 bugs. Up to 25 of both cost one call, none no call. */
export const readPointedAt = async (
  releaseIds: readonly string[],
  issueIds: readonly string[],
): Promise<{ readonly heads: readonly Head[]; readonly bugs: readonly Bug[] }> => {
  const [heads, bugs] = [releaseIds.map(keys.handoff), issueIds.map(keys.bug)];
  if (heads.length + bugs.length === 0) return { heads: [], bugs: [] };
  const found = await readKeys([
    ...heads.map((key) => ({ key, entityName: 'handoff' })),
    ...bugs.map((key) => ({ key, entityName: 'bug' })),
  ]);
  const there = (names: readonly string[]) => names.flatMap((key) => (found.has(key) ? [found.get(key)] : []));
  return {
    heads: there(heads).map((value) => body(readers.handoff, value).body),
    bugs: there(bugs).map((value) => body(readers.bug, value).body),
  };
};
