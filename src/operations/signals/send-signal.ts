import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { itemsToMatch } from '../../domain/matched-item';
import type { Said, Signal } from '../../domain/signal';
import type { Ticket } from '../../jira/issues';
import { readDocuments } from '../../storage/read-handoff';
import { changeWayUp } from '../../storage/way-up';
import { askWithTicket } from './ask-with-ticket';
import { momentOf, type Caller } from '../caller';
import { shownSignal } from './said-on-ticket';
import { signalSaying } from './signal-saying';
import { signalsDue } from '../due';
import { openOnTicket } from '../access/ticket-access';

/** Is it in the handoff as it is now? */
const hasItem = async (handoffId: string, { kind, itemId }: Pick<Said, 'kind' | 'itemId'>): Promise<boolean> => {
  const document = (await readDocuments([handoffId])).get(handoffId);
  return document !== undefined && itemsToMatch(document).some((item) => item.kind === kind && item.itemId === itemId);
};

const say = async (caller: Caller, head: Head, ticket: Ticket, said: Said): Promise<Signal | null> =>
  changeWayUp(head, ticket.id, (read, known) => {
    const signal = signalSaying(caller, head, ticket, read, said);
    return signal === null ? null : { ticket: known, signal, records: [signalsDue(head.handoffId, caller.now)] };
  });

/**
 * One click is one signal: what an agent says of a ticket by a live handoff that speaks to it. One word per ticket and handoff: the last
 * counts, whoever said it, and the earlier ones stay. 6 calls with an item, 5 without one, and one more for a ticket that is new to the app.
 */
export const sendSignal = async (
  caller: Caller,
  { handoffId, kind, itemId, revision, question, ...at }: CallInput<'sendSignal'>,
): Promise<Result<CallOutput<'sendSignal'>>> => {
  const opened = await openOnTicket(at);
  if (opened?.head.handoffId !== handoffId) return refuse('not-found');
  const { ticket, head } = opened;
  if (itemId !== null && !(await hasItem(handoffId, { kind, itemId }))) return refuse('outdated');
  const said: Said = {
    ...{ kind, itemId, questionId: question?.id ?? null, by: caller.accountId, at: momentOf(caller) },
    revision: Math.min(revision, head.revision),
  };
  const done =
    question === null
      ? ok(await say(caller, head, ticket, said))
      : await askWithTicket(caller, head, ticket, question, said);
  return done.ok ? ok({ signal: done.value && shownSignal(done.value) }) : done;
};
