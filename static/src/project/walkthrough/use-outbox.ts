import { useEffect, useSyncExternalStore } from 'react';
import { REFUSAL_COPY } from '../../components/refusal-copy';
import { draftKey } from '../../components/use-draft';
import { call } from '../call';
import { createOutbox, type Outbox, type OutboxState, type Store } from './outbox';

/** How often, in ms, what couldn't be sent is tried again, where that can help. */
const TRY_AGAIN = 3_000;

const EMPTY: Store = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem: () => {
    throw new Error('This browser keeps nothing');
  },
  removeItem: () => undefined,
};
const storeOf = (): Store => {
  try {
    return localStorage;
  } catch {
    return EMPTY;
  }
};

/** They outlive the parts of the page that show them: a call may still be under way. */
const outboxes = new Map<string, Outbox>();

const outboxOf = (accountId: string, releaseId: string): Outbox => {
  const prefix = `${draftKey(accountId, 'asked', releaseId)}:`;
  const outbox =
    outboxes.get(prefix) ??
    createOutbox(storeOf(), prefix, (questions) => call('askQuestions', { releaseId, questions: [...questions] }));
  outboxes.set(prefix, outbox);
  return outbox;
};

/**
 * This person's questions on their way to a handoff. What an earlier visit left is sent at once.
 * @param acknowledged runs when some have arrived
 */
export const useOutbox = (
  accountId: string,
  releaseId: string,
  acknowledged: () => unknown,
): OutboxState & Omit<Outbox, 'state' | 'subscribe'> => {
  const outbox = outboxOf(accountId, releaseId);
  const state = useSyncExternalStore(outbox.subscribe, outbox.state);
  const arrived = state.sent.length;
  const waits = state.unsent.length > 0 && (state.refusal === null || REFUSAL_COPY[state.refusal.code].retry);
  useEffect(() => void outbox.flush(), [outbox]);
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void outbox.flush(), TRY_AGAIN);
    return () => clearInterval(timer);
  }, [outbox, waits]);
  useEffect(() => {
    if (arrived > 0) acknowledged();
  }, [arrived, acknowledged]);
  return { ...state, add: outbox.add, flush: outbox.flush, remove: outbox.remove };
};
