import type { Bug } from '../../domain/bug';
import { sameContent } from '../../domain/document';
import type { Escalation } from '../../domain/escalation';
import type { Said, Told } from '../../domain/told';
import { markOf, newFacts, presentFor, toldOf, type Fact } from '../../domain/word-back';
import { wordNote } from '../../domain/word-note';
import { serviceProjectOf } from '../../jira/bugs';
import { isPlainNo, JiraError, unlessHidden } from '../../jira/jira-error';
import { addInternalNote, hasNote } from '../../jira/notes';
import { listEscalationsOfTicket } from '../../storage/read-filing';
import { writeTold, type StoredEscalation } from '../../storage/word-back';
import { noteFailure } from '../note-failure';

/** In ms: for so long whoever began a note may still be at it; the loop's function ends before (manifest.yml: 240 s). */
const AT_IT = 6 * 60_000;

/** `later`: somebody else is at it, or was in between; to be looked at again. */
type Outcome = 'told' | 'later';

/** The release with the fix, and the support projects whose people may know of it. */
export type NamedRelease = { readonly name: string; readonly readers: readonly string[] };

/** Is the note there that was begun? On a ticket that Jira hides from the app nothing is left to do. */
const isThere = async ({ id, ticketId }: Escalation, { at, said }: NonNullable<Told['begun']>): Promise<boolean> =>
  (await unlessHidden(hasNote(ticketId, markOf(id, said), 'app', at))) ?? true;

/**
 * Leaves the note where it can be internal. In any other project a comment is for everybody who sees the issue, so that there only the panel
 * tells; a ticket that is gone, hidden from the app or closed to its comments counts as told, for Jira would say no again.
 */
const leaveNote = async (
  escalation: Escalation,
  facts: readonly Fact[],
  said: Said,
  { bug, release }: { readonly bug: Bug; readonly release: NamedRelease | null },
  now: number,
): Promise<void> => {
  const { id, ticketId } = escalation;
  const projectId = await serviceProjectOf(ticketId);
  if (projectId === null) return;
  const releaseName = release?.readers.includes(projectId) === true ? release.name : null;
  const bugs = new Set((await listEscalationsOfTicket(ticketId)).map(({ bugId }) => bugId));
  const note = wordNote(facts, { bug, escalation, releaseName, isOneOfSeveral: bugs.size > 1 });
  try {
    await addInternalNote(ticketId, note, markOf(id, said), 'app');
  } catch (error) {
    if (!isPlainNo(error)) throw error;
    console.warn('a ticket takes no note', error);
    await noteFailure(error, 'loop', now); // an admin can mend it, and nobody else would notice
  }
};

/** Jira did nothing: it asks to slow down. */
const isTooSoon = (error: unknown): boolean => error instanceof JiraError && error.kind === 'rate-limited';

/**
 * Tells one ticket what it wasn't told of its bug, in one note. That the note is begun is written first, only over what was read; then the note,
 * with a mark; then that it is told. Whoever finds one that was begun and left looks for its mark, and goes on from there. 3 calls of its own and 3 of
 * Jira and the index where there is news, else none.
 * @param stored as read before Jira was asked for the bug: whoever asked earlier mustn't tell over who asked later
 * @throws JiraError, StorageError where it isn't known whether the note is there
 */
export const tellTicket = async (
  stored: StoredEscalation,
  bug: Bug,
  release: NamedRelease | null,
  now: number,
): Promise<Outcome> => {
  const { escalation } = stored;
  const told = toldOf(escalation);
  const { begun, ...said } = told;
  if (begun !== null && now - begun.at < AT_IT) return 'later';
  const isLeft = begun !== null && (await isThere(escalation, begun));
  // One that was begun and isn't there never comes. Its number isn't given again.
  const known: Said = begun === null ? said : isLeft ? begun.said : { ...said, notes: begun.said.notes };
  const { facts, said: next } = newFacts(known, presentFor(bug, escalation.customer));
  if (facts.length === 0) {
    const isSame = begun === null && sameContent(next, said);
    return isSame || (await writeTold(stored, { ...next, begun: null })) !== null ? 'told' : 'later';
  }
  const numbered: Said = { ...next, notes: next.notes + 1 };
  const held = await writeTold(stored, { ...known, begun: { at: now, said: numbered } });
  if (held === null) return 'later';
  try {
    await leaveNote(escalation, facts, numbered, { bug, release }, now);
  } catch (error) {
    if (isTooSoon(error)) await writeTold(held, { ...known, begun: null });
    throw error;
  }
  await writeTold(held, { ...numbered, begun: null });
  return 'told';
};
