import type { Head } from '../../domain/head';
import { freshSignal, isSaidAgain, withSaid, type Said, type Signal } from '../../domain/signal';
import type { WayUp } from '../../storage/read-ticket';
import type { Caller } from '../caller';

/** The signal with a new word on the ticket; null: this person has said just that. */
export const signalSaying = (
  caller: Caller,
  head: Head,
  ticket: { readonly id: string; readonly key: string },
  read: WayUp,
  said: Said,
): Signal | null => {
  const signal = read.signal?.signal ?? null;
  if (isSaidAgain(signal, said)) return null;
  return withSaid(signal, freshSignal(head, ticket, read.settings, caller.now), said);
};
