import type { Bug } from '../domain/bug';
import type { Escalation } from '../domain/escalation';
import type { Told } from '../domain/told';
import { newStamp } from './agenda';
import { body, listByIndex, readKeys } from './batch';
import type { StoredBug } from './bug-record';
import { ticketsOf } from './bugs';
import * as keys from './keys';
import * as readers from './readers';
import * as records from './records';
import { unlessRaced } from './races';
import { writeAll } from './write';

export type StoredEscalation = { readonly counter: number; readonly escalation: Escalation };

/** Each ticket that hangs on a bug, once, by its newest escalation as it stands now. An index knows which; each is then read by its key. */
export const readTicketsOf = async (bugId: string): Promise<StoredEscalation[]> => {
  const names = (await ticketsOf(bugId)).map(({ id }) => keys.escalation(id));
  const found = await readKeys(names.map((key) => ({ key, entityName: 'escalation' })));
  return names.flatMap((key) => {
    const value = found.get(key);
    if (value === undefined) return [];
    const { counter, body: escalation } = body(readers.escalation, value);
    return [{ counter, escalation }];
  });
};

/**
 * Writes what a bug is now, only over what was read, and the way to it from each release that its fix may newly be in.
 * @param at ms since 1970
 */
export const writeBug = ({ counter, bug }: StoredBug, next: Bug, at: number): Promise<boolean> => {
  const { fixVersions = [] } = next;
  const news = fixVersions.filter((id) => bug.fixVersions?.includes(id) !== true);
  return unlessRaced(
    writeAll(
      [{ record: records.bug(counter + 1, next), if: { counter } }],
      news.map((releaseId) => records.fix(next.bugId, releaseId, at)),
    ),
  );
};

/** That Jira told of a bug's end, and that its tickets are to be told of it. As `writeBug`. */
export const writeMissing = ({ counter, bug }: StoredBug, next: Bug, at: number): Promise<boolean> =>
  unlessRaced(
    writeAll(
      [{ record: records.bug(counter + 1, next), if: { counter } }],
      [records.agenda({ kind: 'bug', bugId: bug.bugId, again: false }, at, newStamp())],
    ),
  );

/** Writes what a ticket was told, only over what was read. Null: somebody else did meanwhile. */
export const writeTold = async (
  { counter, escalation }: StoredEscalation,
  told: Told,
): Promise<StoredEscalation | null> => {
  const next = { counter: counter + 1, escalation: { ...escalation, told } };
  const record = records.escalation(next.escalation, next.counter);
  return (await unlessRaced(writeAll([{ record, if: { counter } }], []))) ? next : null;
};

/** Ids of the bugs whose fix may be in a release. An index read. */
export const bugsFixedIn = async (releaseId: string): Promise<string[]> =>
  (await listByIndex('bug', readers.fix, 'by-fix', releaseId)).map((record) => record.body.bugId);
