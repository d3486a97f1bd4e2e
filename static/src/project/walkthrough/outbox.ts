import * as z from 'zod/mini';
import type { Refusal, Result } from '../../../../src/api/results';
import { MOST_AT_ONCE } from '../../../../src/api/walkthrough-calls';
import { askedSchema } from '../../../../src/domain/question';

type Asked = z.infer<typeof askedSchema>;

/** `nth`: in which order they were typed. */
const unsentSchema = z.extend(askedSchema, { nth: z.number() });
type Unsent = z.infer<typeof unsentSchema>;

export type OutboxState = {
  /** Typed and not acknowledged, in the order in which they were typed. */
  readonly unsent: readonly Unsent[];
  /** Acknowledged since this page was opened: the list of questions may still lack them. */
  readonly sent: readonly Unsent[];
  /** Why the last call was refused; null where it wasn't. Nothing of it is lost. */
  readonly refusal: Refusal | null;
  /** False: this browser keeps nothing, so that a reload would lose what is unsent. */
  readonly isKept: boolean;
};

export type Outbox = {
  readonly state: () => OutboxState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Keeps a question and sends it; `now` in ms. */
  readonly add: (question: Asked, now: number) => void;
  /** Sends what waits, in as few calls as there can be; one call at a time, and what is typed meanwhile gathers. */
  readonly flush: () => Promise<void>;
  /** Takes back one that was refused. */
  readonly remove: (id: string) => void;
};

/** Of the browser's storage; it may refuse anything at any time. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined; // blocked or full
  }
};

/** A record each, so that two tabs of one browser don't write over each other's. What can't be understood stays where it is. */
const keptIn = (store: Store, prefix: string): Unsent[] =>
  Array.from({ length: store.length }, (_, at) => store.key(at))
    .filter((key) => key?.startsWith(prefix) === true)
    .flatMap((key) => {
      const kept = attempt(() => JSON.parse(store.getItem(key ?? '') ?? 'null') as unknown);
      const parsed = z.safeParse(unsentSchema, kept);
      return parsed.success ? [parsed.data] : [];
    })
    .sort((a, b) => a.nth - b.nth);

/**
 * Questions on their way to the handoff. What was typed is kept in the browser until it is acknowledged, and sent again with the same id
 * after a reload or a lost reply, so that it is neither lost nor asked twice.
 * @param prefix of this person's questions on this handoff in `store`
 */
export const createOutbox = (
  store: Store,
  prefix: string,
  send: (questions: readonly Asked[]) => Promise<Result<unknown>>,
): Outbox => {
  const kept = attempt(() => keptIn(store, prefix)) ?? [];
  let state: OutboxState = { unsent: kept, sent: [], refusal: null, isKept: true };
  let isSending = false;
  const listeners = new Set<() => void>();
  const set = (change: Partial<OutboxState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const drop = (ids: readonly string[]): readonly Unsent[] => {
    for (const id of ids) attempt(() => store.removeItem(prefix + id));
    return state.unsent.filter(({ id }) => !ids.includes(id));
  };

  const flush = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    try {
      while (state.unsent.length > 0) {
        const batch = state.unsent.slice(0, MOST_AT_ONCE);
        const result = await send(batch.map(({ id, text, place, revision }) => ({ id, text, place, revision })));
        if (!result.ok) {
          set({ refusal: result });
          return;
        }
        set({ unsent: drop(batch.map(({ id }) => id)), sent: [...state.sent, ...batch], refusal: null });
      }
    } finally {
      isSending = false;
    }
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (question, now) => {
      const nth = Math.max(now, (state.unsent.at(-1)?.nth ?? 0) + 1);
      const unsent = { ...question, nth };
      const isKept = attempt(() => (store.setItem(prefix + question.id, JSON.stringify(unsent)), true)) === true;
      set({ unsent: [...state.unsent, unsent], isKept: isKept && state.isKept });
      void flush();
    },
    flush,
    remove: (id) => set({ unsent: drop([id]), refusal: null }),
  };
};
