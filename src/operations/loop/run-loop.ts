import type { AgendaOf } from '../../domain/agenda';
import { dueEntries, moveEntry } from '../../storage/agenda';
import { countSignals } from './count-signals';
import { lookAtBug } from './look-at-bug';
import { lookAtFixes } from './look-at-fixes';
import { noteFailure } from '../note-failure';
import { isTooMuch, type HasTime } from '../run';

/** In ms: how long one that failed is put off, and after how long an index surely knows what the first look may have missed. */
const PUT_OFF = 15 * 60_000;
const LOOK_AGAIN = 10 * 60_000;

type Todo = AgendaOf<'fix' | 'bug' | 'signals'>;

/** True: all is done; false: there is more, and the entry stays due; or when to look again (ms since 1970). */
const does = (todo: Todo, now: number, hasTime: HasTime): Promise<boolean | number> => {
  switch (todo.kind) {
    case 'fix':
      return lookAtFixes(todo, now);
    case 'bug':
      return lookAtBug(todo, now, hasTime);
    case 'signals':
      return countSignals(todo, now, hasTime);
  }
};

const work = async (kind: Todo['kind'], now: number, hasTime: HasTime): Promise<void> => {
  for await (const page of dueEntries<Todo['kind']>(kind, now))
    for (const entry of page) {
      if (!hasTime()) return;
      const { body } = entry;
      try {
        const next = await does(body, now, hasTime);
        if (next === false) continue;
        // Written anew meanwhile, it stays due.
        const second = { at: now + LOOK_AGAIN, body: { ...body, again: true } };
        await moveEntry(entry, !body.again ? second : next === true ? null : { at: next });
      } catch (error) {
        if (isTooMuch(error)) throw error;
        console.error(`agenda: a ${kind} failed`, error);
        await noteFailure(error, 'loop', now);
        await moveEntry(entry, { at: now + PUT_OFF }); // one that fails mustn't keep the others waiting
      }
    }
};

/** In ms: between two runs (manifest.yml). */
const EVERY = 5 * 60_000;

/** Bugs and signals are first by turns: where the one takes all the time, or is told to slow down again and again, the other comes next. */
const inTurn = (now: number): readonly Todo['kind'][] =>
  Math.floor(now / EVERY) % 2 === 0 ? ['bug', 'signals'] : ['signals', 'bug'];

/**
 * One run of the loop: signals are counted, and tickets are told what became of their bugs. It reads what is due and nothing else, may come
 * twice, at once or late, and may end anywhere: what isn't done is due with the next run.
 * @param hasTime asked before each piece of work; false where the run is to end
 * @throws JiraError or StorageError `rate-limited`, and what the storage can't do for anybody
 */
export const runLoop = async (now: number, hasTime: HasTime): Promise<void> => {
  await work('fix', now, hasTime); // one call each, and they lead to bugs
  for (const kind of inTurn(now)) await work(kind, now, hasTime);
};
