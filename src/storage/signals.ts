import { Sort, WhereConditions, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Head } from '../domain/head';
import type { KnownTicket } from '../domain/known-ticket';
import type { Signal } from '../domain/signal';
import { emptyTally, type Tally } from '../domain/tally';
import { body, readKeys, type Wanted } from './batch';
import * as keys from './keys';
import { readHeads } from './read';
import * as readers from './readers';
import * as records from './records';
import { storing } from './storage-error';
import { create, writeAll } from './write';

/** One transaction takes 25 records (Forge docs: limits-kvs-ce): so many signals, and two tallies. */
const MOST_AT_ONCE = 20;

/** Of what a signal is; none of it changes while it counts. */
export type SignalId = Pick<Signal, 'handoffId' | 'ticketId' | 'projectId' | 'releaseId'>;
type Counter<T> = { readonly counter: number; readonly body: T };

const listed = z.object({
  body: z.object({ handoffId: z.string(), ticketId: z.string(), projectId: z.string(), releaseId: z.string() }),
});

/**
 * Signals of a handoff that aren't counted and shown as they are, the ticket that came first at first, as many at a time as one transaction
 * takes. An index read: it may name what is done by now, and miss what was just written. A record of another shape is passed over.
 */
export async function* uncountedSignals(handoffId: string): AsyncGenerator<SignalId[]> {
  let cursor: string | undefined;
  do {
    const from: string | undefined = cursor;
    const page = await storing(() => {
      const query = kvs
        .entity<Record<string, unknown>>('signal')
        .query()
        .index('by-handoff-and-counted', { partition: [handoffId, false] })
        .where(WhereConditions.greaterThanEqualTo(0))
        .sort(Sort.ASC)
        .limit(MOST_AT_ONCE);
      return (from === undefined ? query : query.cursor(from)).getMany();
    });
    yield page.results.flatMap(({ value }) => z.safeParse(listed, value).data?.body ?? []);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

const wantSignal = ({ handoffId, ticketId }: SignalId): Wanted => ({
  key: keys.signal(handoffId, ticketId),
  entityName: 'signal',
});
const signalsIn = (found: Map<string, unknown>, ids: readonly SignalId[]): Counter<Signal>[] =>
  ids.flatMap((id) => {
    const value = found.get(wantSignal(id).key);
    return value === undefined ? [] : [body(readers.signal, value)];
  });

type TallyId = Pick<Tally, 'handoffId' | 'projectId'>;
const wantTally = (of: TallyId): Wanted => ({ key: keys.tally(of), entityName: 'tally' });

/** A transaction can't say "only if new": what isn't there is created empty first. */
const tallyIn = async (found: Map<string, unknown>, of: TallyId): Promise<Counter<Tally>> => {
  const wanted = wantTally(of);
  const value = found.get(wanted.key);
  if (value !== undefined) return body(readers.tally, value);
  const empty = emptyTally(of.projectId, of.handoffId);
  if (await create(records.tally(1, empty))) return { counter: 1, body: empty };
  return body(readers.tally, (await readKeys([wanted])).get(wanted.key));
};

export type ToCount = {
  readonly signals: readonly Counter<Signal>[];
  /** Of the handoff, and of its project. */
  readonly tallies: readonly Counter<Tally>[];
};

/** Signals of one handoff in one project, with the tallies that they are counted in. One call; one more for each tally that is new. */
export const readToCount = async (handoffId: string, projectId: string, ids: readonly SignalId[]): Promise<ToCount> => {
  const ofTallies = [
    { handoffId, projectId },
    { handoffId: null, projectId },
  ];
  const found = await readKeys([...ids.map(wantSignal), ...ofTallies.map(wantTally)]);
  const tallies: Counter<Tally>[] = [];
  for (const of of ofTallies) tallies.push(await tallyIn(found, of));
  return { signals: signalsIn(found, ids), tallies };
};

const signalAs = ({ counter, body: signal }: Counter<Signal>) => ({
  record: records.signal(counter + 1, signal),
  if: { counter },
});

/** @throws StorageError `refused` where one of them changed since it was read; nothing is written then */
export const writeCounted = ({ signals, tallies }: ToCount): Promise<void> =>
  writeAll(
    [
      ...tallies.map(({ counter, body: tally }) => ({ record: records.tally(counter + 1, tally), if: { counter } })),
      ...signals.map(signalAs),
    ],
    [],
  );

/** A signal with what its ticket's property is made of. */
export type ToShow = {
  readonly signal: Counter<Signal>;
  readonly ticket: Counter<KnownTicket> | null;
  readonly head: Head | null;
};

/** 3 calls side by side. */
export const readToShow = async (ids: readonly SignalId[]): Promise<ToShow[]> => {
  const wantTicket = (ticketId: string): Wanted => ({ key: keys.ticket(ticketId), entityName: 'ticket' });
  const [found, heads] = await Promise.all([
    readKeys(ids.flatMap((id) => [wantSignal(id), wantTicket(id.ticketId)])),
    readHeads([...new Set(ids.map(({ releaseId }) => releaseId))]),
  ]);
  return signalsIn(found, ids).map((signal) => {
    const { ticketId, releaseId } = signal.body;
    const ticket = found.get(wantTicket(ticketId).key);
    return {
      ...{ signal, head: heads.get(releaseId) ?? null },
      ticket: ticket === undefined ? null : body(readers.ticket, ticket),
    };
  });
};

/**
 * Notes that the ticket shows what was read. The ticket's record is held too: another handoff's signal may have become its newest.
 * @throws StorageError `refused` where one of both changed meanwhile: what was shown may be old by now
 */
export const writeShown = ({ signal, ticket }: ToShow): Promise<void> => {
  const ofTicket =
    ticket === null
      ? []
      : [{ record: records.ticket(ticket.counter + 1, ticket.body), if: { counter: ticket.counter } }];
  return writeAll([signalAs({ ...signal, body: { ...signal.body, isShown: true } }), ...ofTicket], []);
};
