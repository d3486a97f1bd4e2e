import type { Bug } from '../../domain/bug';
import type { Head } from '../../domain/head';
import { movedTo } from '../../domain/release-life';
import { readHead } from '../../storage/read';

/** As many merges of merges are followed. */
const MOST_HOPS = 5;

/** Where the handoff of a release is by now: it may have been merged into another one, or moved. Null: there is none. */
export const headNow = async (head: Head | null): Promise<Head | null> => {
  let found = head;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const next = found === null ? null : movedTo(found);
    if (next === null) return found;
    found = await readHead(next);
  }
  return found;
};

export const headOfBug = async ({ releaseId }: Pick<Bug, 'releaseId'>): Promise<Head | null> =>
  headNow(await readHead(releaseId));

/** A handoff by the release that it was found under: it may have moved on since, and what it left there is a pointer with an id of its own. */
export const headOfHandoff = async ({
  releaseId,
  handoffId,
}: Pick<Bug, 'releaseId' | 'handoffId'>): Promise<Head | null> => {
  const head = await readHead(releaseId);
  return head?.handoffId === handoffId ? head : headNow(head);
};
