import { Filter, FilterConditions, kvs } from '@forge/kvs';
import { surveyOf } from '../domain/agenda';
import type { Claim } from '../domain/escalation';
import type { Head } from '../domain/head';
import type { HistoryEntry } from '../domain/history';
import type { Prepared } from '../domain/prepared';
import { defaultSettings, type Settings } from '../domain/settings';
import type { Template } from '../domain/starting';
import { readHead, readSettingsForChange } from './read';
import { readClaim } from './read-filing';
import * as records from './records';
import { onAgenda } from './on-agenda';
import type { StoredRecord } from './stored';
import { beforeNextTry, TRIES, unlessRaced } from './races';
import { isRefused, StorageError, storing } from './storage-error';

type Attributes = Record<string, unknown>;
export type Condition = Readonly<Record<string, string | number>>;

export const filterOf = (condition: Condition): ReturnType<Filter<Attributes>['and']> | undefined => {
  const [first, ...rest] = Object.entries(condition);
  if (first === undefined) return undefined;
  return rest.reduce(
    (filter, [attribute, value]) => filter.and(attribute, FilterConditions.equalTo(value)),
    new Filter<Attributes>().and(first[0], FilterConditions.equalTo(first[1])),
  );
};

export type Conditional = { readonly record: StoredRecord; readonly if: Condition };

/** One atomic write of at most 25 records (Forge docs: limits-kvs-ce); `refused` when a condition fails, and then nothing is written. */
export const writeAll = async (conditional: readonly Conditional[], others: readonly StoredRecord[]): Promise<void> => {
  await storing(async () => {
    let transaction = kvs.transact();
    for (const { record, if: condition } of conditional) {
      const conditions = filterOf(condition);
      transaction = transaction.set(record.key, record.value, {
        entityName: record.entityName,
        ...(conditions === undefined ? {} : { conditions }),
      });
    }
    for (const record of others)
      transaction = transaction.set(record.key, record.value, { entityName: record.entityName });
    await transaction.execute();
  });
};

/** False when the key exists already. */
export const create = ({ entityName, key, value }: StoredRecord): Promise<boolean> =>
  unlessRaced(storing(() => kvs.entity(entityName).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' })));

/** The first trace of a handoff. A transaction can't say "only if new", so the empty head is created by itself. */
export const createHead = (head: Head): Promise<boolean> => create(records.handoff(head));

/** What Jira told and nobody of the app did: on record by its moment, the first time only. */
export const createHistory = async (told: HistoryEntry): Promise<void> => {
  await create(records.told(told));
};

/** What to write, given the newest head: a new head with other records, or a stop without a write. */
export type Decision<T> =
  | {
      readonly write: {
        readonly head: Head;
        readonly records: readonly StoredRecord[];
        /** Records that other hands write too: each only as it was read by this decision. */
        readonly conditional?: readonly Conditional[];
      };
      readonly answer: T;
    }
  | { readonly stop: T };

/** With its first handoff a project uses the app: its other releases are to be reminded of too. */
const begun = (before: Head, { revision, projectId, updatedAt, facts }: Head): StoredRecord[] =>
  before.revision === 0 && revision > 0
    ? [records.agenda(surveyOf(projectId, false), Date.parse(updatedAt), facts)]
    : [];

/**
 * Changes a head and whatever belongs to the change in one transaction. Another write in between makes it start again from
 * the newest head, so that facts never get lost and a walkthrough full of questions never conflicts with the PO's save.
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeHead = async <T>(
  releaseId: string,
  known: Head | null,
  decide: (head: Head | null) => Decision<T> | Promise<Decision<T>>,
): Promise<T> => {
  let head = known;
  for (let attempt = 1; ; attempt += 1) {
    const decision = await decide(head);
    if ('stop' in decision) return decision.stop;
    if (head === null) throw new StorageError('refused');
    const { conditional = [] } = decision.write;
    const next = { ...decision.write.head, facts: head.facts + 1 };
    // One thing may stand on the agenda for two reasons, and a transaction takes a key once.
    const others = [...decision.write.records, ...onAgenda(head, next), ...begun(head, next)];
    const once = new Map(others.map((record) => [record.key, record]));
    try {
      const condition = { revision: head.revision, facts: head.facts };
      await writeAll([{ record: records.handoff(next), if: condition }, ...conditional], [...once.values()]);
      return decision.answer;
    } catch (error) {
      if (!isRefused(error)) throw error;
      await beforeNextTry(attempt);
      const newest = await readHead(releaseId);
      // Which of several conditions failed, storage doesn't say.
      const raced = conditional.length > 0 || newest?.facts !== head.facts || newest.revision !== head.revision;
      if (!raced) throw new StorageError('unavailable', { cause: error });
      if (attempt === TRIES) throw new StorageError('rate-limited', { cause: error });
      head = newest;
    }
  }
};

/** Claims a ticket for one filing. False when another claim stands there. */
export const createClaim = (claim: Claim): Promise<boolean> => create(records.claim(claim));

/** Takes the place of a claim that is known to be over, or moves one's own claim on. False when it changed meanwhile. */
export const replaceClaim = async (before: Claim, after: Claim): Promise<boolean> => {
  const condition = {
    escalationId: before.escalationId,
    step: before.step,
    started: Date.parse(before.startedAt),
  };
  try {
    await writeAll([{ record: records.claim(after), if: condition }], []);
    return true;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const newest = await readClaim(before.ticketId);
    return (
      newest?.escalationId === after.escalationId &&
      newest.step === after.step &&
      newest.startedAt === after.startedAt &&
      newest.by === after.by
    );
  }
};

/**
 * Puts a prepared bug in the place of the one that was there (null: of none). False when that changed meanwhile, and nothing is
 * written then.
 */
export const putPrepared = async (before: Prepared | null, after: Prepared): Promise<boolean> => {
  const record = records.prepared(after);
  if (before === null) return create(record);
  return unlessRaced(writeAll([{ record, if: { escalationId: before.id, at: Date.parse(before.at) } }], []));
};

/** A project's template; the last one that was chosen counts. */
export const writeTemplate = (projectId: string, template: Template): Promise<void> =>
  writeAll([], [records.template(projectId, template)]);

/**
 * Settings of several projects in one transaction, each only if nobody changed it since it was read (`counter`; 0 = there is none).
 * False when somebody did; nothing is written then.
 */
export const writeSettings = async (
  changes: readonly { projectId: string; settings: Settings; counter: number }[],
): Promise<boolean> => {
  // A transaction can't say "only if new". A record of defaults says as little as none, should the rest never come.
  for (const { projectId, counter } of changes)
    if (counter === 0) await create(records.settings(projectId, 1, defaultSettings));
  try {
    await writeAll(
      changes.map(({ projectId, settings, counter }) => ({
        record: records.settings(projectId, Math.max(counter, 1) + 1, settings),
        if: { revision: Math.max(counter, 1) },
      })),
      [],
    );
    return true;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const newest = await readSettingsForChange(changes.map(({ projectId }) => projectId));
    if (changes.some(({ projectId, counter }) => newest.get(projectId)?.counter !== Math.max(counter, 1))) return false;
    throw new StorageError('unavailable', { cause: error });
  }
};
