import type { Claim, Escalation } from '../domain/escalation';
import { withBegun, type Begun } from '../domain/filings';
import { body, readKeys } from './batch';
import * as keys from './keys';
import { readFilings, type StoredFilings } from './read-filing';
import * as readers from './readers';
import * as records from './records';
import { unlessRaced } from './races';
import { create, writeAll } from './write';

/**
 * Puts a filing among those of its handoff, only over what was read: of two who begin at once, the second sees the first. 1 call; 2 where the race is
 * lost.
 * @returns what is there now, where somebody was faster: nothing is written then; null: it is written
 */
export const begin = async (
  { counter, filings }: StoredFilings,
  one: Begun,
  now: number,
): Promise<StoredFilings | null> => {
  const record = records.filings(counter + 1, withBegun(filings, one, now));
  const isWritten = counter > 0 ? await unlessRaced(writeAll([{ record, if: { counter } }], [])) : await create(record);
  return isWritten ? null : readFilings(filings.handoffId);
};

/** What has become of some filings: their records, and the claims on their tickets. One call for up to 12 of them. */
export const becameOf = async (
  filings: readonly Begun[],
): Promise<{ begun: Begun; escalation: Escalation | null; claim: Claim | null }[]> => {
  const found = await readKeys(
    filings.flatMap(({ id, ticketId }) => [
      { key: keys.escalation(id), entityName: 'escalation' },
      { key: keys.claim(ticketId), entityName: 'claim' },
    ]),
  );
  return filings.map((begun) => {
    const [escalation, claim] = [found.get(keys.escalation(begun.id)), found.get(keys.claim(begun.ticketId))];
    return {
      begun,
      escalation: escalation === undefined ? null : body(readers.escalation, escalation).body,
      claim: claim === undefined ? null : body(readers.claim, claim).body,
    };
  });
};
