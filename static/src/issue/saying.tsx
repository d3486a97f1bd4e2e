import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { CallInput } from '../../../src/api/calls';
import type { Refusal, Result } from '../../../src/api/results';
import type { TicketSignal } from '../../../src/api/signal-calls';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import type { Said } from '../../../src/domain/signal';
import { useAction } from '../components/use-action';
import type { ScreenContext } from '../forge/context';
import { call } from './call';

/** What is said of a ticket with one click. */
type Word = Pick<CallInput<'sendSignal'>, 'kind' | 'itemId'> & {
  /** Of "not in the handoff". */
  readonly question?: { readonly id: string; readonly text: string };
};

/** Where a word is said: what is refused is shown there. */
export const placeOf = ({ kind, itemId }: Pick<Said, 'kind' | 'itemId'>): string => `${kind}:${itemId ?? ''}`;

/** `handoff`: as it was read; read anew, it knows better than an answer of before. */
type Answer = { readonly handoff: TicketHandoff; readonly signal: TicketSignal | null };
type Act = {
  readonly handoffId: string;
  readonly place: string;
  /** Shown at once, as if it were done. */
  readonly shows: Said | null;
  readonly run: () => Promise<Result<Answer>>;
};

type Saying = {
  readonly ticket: { readonly issueId: string; readonly projectId: string };
  readonly me: string;
  readonly act: (act: Act) => Promise<void>;
  readonly last: Act | null;
  readonly isRunning: boolean;
  readonly refusal: Refusal | null;
  readonly answers: ReadonlyMap<string, Answer>;
  /** That came with the panel. */
  readonly handoffs: readonly TicketHandoff[];
};

const SayingContext = createContext<Saying | null>(null);
const HandoffContext = createContext<TicketHandoff | null>(null);

/** Whose items stand within: by that handoff they are said to match. */
export const OfHandoff = HandoffContext.Provider;

/** Keeps what is said of this ticket, wherever on its panel it is said. */
export const SayingOnTicket = ({
  context,
  handoffs,
  children,
}: {
  context: ScreenContext;
  handoffs: readonly TicketHandoff[];
  children: ReactNode;
}) => {
  const { accountId = '', extension } = context;
  const [issueId, projectId] = [extension.issue?.id ?? '', extension.project?.id ?? ''];
  const [last, setLast] = useState<Act | null>(null);
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const {
    run: act,
    isRunning,
    refusal,
  } = useAction(
    useCallback((one: Act) => {
      setLast(one);
      return one.run();
    }, []),
    useCallback(
      (answer: Answer) => setAnswers((before) => new Map(before).set(answer.handoff.head.handoffId, answer)),
      [],
    ),
  );
  const saying = useMemo(
    () => ({ ticket: { issueId, projectId }, me: accountId, act, last, isRunning, refusal, answers, handoffs }),
    [issueId, projectId, accountId, act, last, isRunning, refusal, answers, handoffs],
  );
  return <SayingContext.Provider value={saying}>{children}</SayingContext.Provider>;
};

export type SaidHere = {
  readonly handoff: TicketHandoff;
  readonly signal: TicketSignal;
  /** @returns whether it is done */
  readonly say: (word: Word) => Promise<boolean>;
  readonly takeBack: (place: string) => Promise<boolean>;
  readonly isRunning: boolean;
  /** Why the last press at a place was refused, with the way to try again. */
  readonly refusedAt: (place: string) => { readonly refusal: Refusal; readonly retry: () => void } | null;
};

const signalIn = (handoff: TicketHandoff, answer: Answer | undefined): TicketSignal | null =>
  answer?.handoff.signal === handoff.signal ? answer.signal : handoff.signal;

/** What is said of this ticket by other handoffs than the one around, as far as their texts are at hand. */
export const useSaidElsewhere = (): readonly { readonly handoff: TicketHandoff; readonly said: Said }[] => {
  const saying = useContext(SayingContext);
  const here = useContext(HandoffContext);
  if (saying === null) return [];
  const { answers, handoffs } = saying;
  const answered = [...answers.values()].map(({ handoff }) => handoff);
  const all = new Map([...answered, ...handoffs].map((handoff) => [handoff.head.handoffId, handoff]));
  return [...all].flatMap(([id, handoff]) => {
    const said = signalIn(handoff, answers.get(id))?.said ?? null;
    return said === null || id === here?.head.handoffId ? [] : [{ handoff, said }];
  });
};

/** What is said of this ticket by the handoff around; null: items are only read here. */
export const useSaid = (): SaidHere | null => {
  const saying = useContext(SayingContext);
  const handoff = useContext(HandoffContext);
  if (saying === null || handoff === null) return null;
  const { ticket, act, last, isRunning, refusal } = saying;
  const { handoffId, releaseId, revision } = handoff.head;
  const answer = saying.answers.get(handoffId);
  const nothing: TicketSignal = {
    ...{ said: null, tier: 1, percent: handoff.percent, earlier: [], earlierInAll: 0 },
  };
  const known = signalIn(handoff, answer) ?? nothing;
  const isPending = isRunning && last?.handoffId === handoffId;
  const at = { ...ticket, releaseId, handoffId };
  const does = async (
    one: Pick<Act, 'place' | 'shows'>,
    make: () => Promise<Result<{ signal: TicketSignal | null }>>,
  ): Promise<boolean> => {
    let isDone = false;
    const run = async (): Promise<Result<Answer>> => {
      const result = await make();
      isDone = result.ok;
      return result.ok ? { ok: true, value: { handoff, ...result.value } } : result;
    };
    await act({ ...one, handoffId, run });
    return isDone;
  };
  return {
    handoff,
    isRunning: isPending,
    signal: isPending
      ? // What counts as nothing comes as if it were new.
        {
          ...(known.said === null && known.tier === 1 ? { ...known, percent: handoff.percent } : known),
          said: last.shows,
        }
      : known,
    say: (word) => {
      const { kind, itemId, question } = word;
      const asked = question === undefined ? null : { ...question, place: null, revision };
      const now = new Date().toISOString();
      const shows = { kind, itemId, questionId: null, by: saying.me, at: now, revision };
      return does(
        // A question may have to be mended first.
        { place: placeOf(word), shows: asked === null ? shows : known.said },
        () => call('sendSignal', { ...at, kind, itemId, revision, question: asked }),
      );
    },
    takeBack: async (place) => {
      const { said } = known;
      return said !== null && does({ place, shows: null }, () => call('undoSignal', { ...at, saidAt: said.at }));
    },
    refusedAt: (place) =>
      refusal !== null && last?.handoffId === handoffId && last.place === place
        ? { refusal, retry: () => void act(last) }
        : null,
  };
};
