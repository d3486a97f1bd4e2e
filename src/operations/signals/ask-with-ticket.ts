import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { isAskedFrom, unknownTicket, withAsked } from '../../domain/known-ticket';
import type { Said, Signal } from '../../domain/signal';
import { isLive } from '../../domain/state';
import type { Ticket } from '../../jira/issues';
import { readWayUp } from '../../storage/read-ticket';
import { wayUpWrites } from '../../storage/way-up';
import { changeHead } from '../../storage/write';
import { asked } from '../walkthrough/ask-questions';
import { momentOf, type Caller } from '../caller';
import { signalSaying } from './signal-saying';
import { signalsDue } from '../due';

/**
 * A question from a ticket, the ticket's memory of it and the word "not in the handoff", if that is what it comes from, are written together, so
 * that there is no half of it. The question's id makes a repeated call harmless. 3 calls, one more for a ticket that is new to the app.
 * @param said null: a question and nothing else
 */
export const askWithTicket = (
  caller: Caller,
  chosen: Head,
  { id, key }: Ticket,
  question: CallInput<'askFromTicket'>['question'],
  said: Said | null,
): Promise<Result<Signal | null>> =>
  changeHead<Result<Signal | null>>(chosen.releaseId, chosen, async (head) => {
    if (head === null || !isLive(head) || head.handoffId !== chosen.handoffId) return { stop: refuse('not-found') };
    const { handoffId } = head;
    const [read, { fresh, ...change }] = await Promise.all([
      readWayUp(head, id),
      asked(caller, head, [question], { id, key }),
    ]);
    const known = read.ticket?.known ?? unknownTicket(id);
    const before = read.signal?.signal ?? null;
    const signal = said === null ? null : signalSaying(caller, head, { id, key }, read, said);
    const memory = { handoffId, questionId: question.id };
    const isKnown = isAskedFrom(known, memory);
    if (signal === null && fresh === 0 && isKnown) return { stop: { ok: true, value: before } };
    const { conditional, others } = await wayUpWrites(read, isKnown ? known : withAsked(known, memory), signal);
    return {
      write: {
        head: { ...head, ...change.head, updatedAt: fresh === 0 ? head.updatedAt : momentOf(caller) },
        conditional,
        records: [...change.records, ...others, ...(signal === null ? [] : [signalsDue(handoffId, caller.now)])],
      },
      answer: { ok: true, value: signal ?? before },
    };
  });
