import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { plural, utcText } from '../../domain/wording';
import { momentOf, type Caller } from '../caller';
import { changeFacts, type FactChange } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

type Decided = FactChange | 'nothing' | Result<never>;

const change = async (
  caller: Caller,
  releaseId: string,
  decide: (head: Head) => Decided,
): Promise<Result<Record<string, never>>> => {
  const known = await openToSign(caller, releaseId, ({ write, sign }) => write || sign, NEEDS.record);
  return known.ok ? changeFacts(caller, known.value, decide) : known;
};

const sameList = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ');

/** When the walkthrough is to be held, and with whom. */
export const planWalkthrough = (caller: Caller, input: CallInput<'planWalkthrough'>) =>
  change(caller, input.releaseId, ({ session }) => {
    const { sessionId: id, at, people } = input;
    if (session?.id === id && session.at === at && sameList(session.people, people)) return 'nothing';
    if (session !== null && session.started !== null) return refuse('under-way');
    if (Date.parse(at) <= caller.now) return refuse('bad-input', { fields: [{ path: ['at'], problem: 'not-valid' }] });
    return {
      head: { session: { id, at, people, by: caller.accountId, started: null } },
      history: [{ what: 'walkthrough-planned', detail: `For ${utcText(at)}` }],
    };
  });

export const callOffWalkthrough = (caller: Caller, input: CallInput<'callOffWalkthrough'>) =>
  change(caller, input.releaseId, ({ session }) =>
    session?.id === input.sessionId
      ? { head: { session: null }, history: [{ what: 'walkthrough-called-off', detail: '' }] }
      : 'nothing',
  );

/** Begins it on the current revision. Whoever comes second joins; a repeated call doesn't begin anew what has ended. */
export const startWalkthrough = (caller: Caller, input: CallInput<'startWalkthrough'>) =>
  change(caller, input.releaseId, (head) => {
    const { session, walkthrough, po, csLead, revision } = head;
    const isOver = walkthrough?.sessionId === input.sessionId;
    if (isOver || (session !== null && session.started !== null)) return 'nothing';
    const [at, by] = [momentOf(caller), caller.accountId];
    const people = [...new Set([po, csLead, by].filter((who) => who !== null))];
    const planned = session ?? { id: input.sessionId, at, people, by };
    return { head: { session: { ...planned, started: { at, by, revision } } }, history: [] };
  });

const MINUTE = 60_000;

/** Ends and records it. Whoever comes second changes nothing of what the first one recorded. */
export const endWalkthrough = (caller: Caller, input: CallInput<'endWalkthrough'>) =>
  change(caller, input.releaseId, ({ session }) => {
    if (session?.id !== input.sessionId || session.started === null) return 'nothing';
    const { at, revision } = session.started;
    const took = Math.max(1, Math.round((caller.now - Date.parse(at)) / MINUTE));
    const [minutes, sessionId] = [input.minutes ?? took, session.id];
    const held = { people: input.people, revision };
    return {
      head: {
        session: null,
        walkthrough: { ...held, at, recordedBy: caller.accountId, minutes, sessionId },
      },
      history: [{ what: 'walkthrough', detail: plural(minutes, 'minute', 'minutes'), held }],
    };
  });
