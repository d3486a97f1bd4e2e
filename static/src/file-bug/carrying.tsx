import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import { ok, type Result } from '../../../src/api/results';
import { MOST_BYTES, type CarriedFile } from '../../../src/domain/carried';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { readParts } from '../forge/ticket-parts';
import { call } from './call';
import { DONE } from './joined';
import { sizeText } from './size-text';
import { useLeft, type Left } from './use-left';

type Outcomes = ReadonlyMap<string, CarriedFile['outcome']>;

const WHY: Record<Exclude<CarriedFile['outcome'], 'carried'>, string> = {
  gone: 'it is gone from the ticket, or you may not see it',
  'too-large': `larger than ${sizeText(MOST_BYTES)}; attach it to the bug yourself`,
  'not-allowed': 'attaching to the bug isn’t allowed; ask for the permission “Create attachments” in its project',
  refused: 'Jira refused it; it may be larger than your site allows',
  later: 'Jira didn’t answer in time',
};

/** Trying again, unchanged, can help. */
const isForAgain = (outcome: CarriedFile['outcome'] | undefined): boolean =>
  outcome !== 'carried' && outcome !== 'gone' && outcome !== 'too-large';

/** One call carries as many as it has time for; the next goes on, as long as there is progress. */
const carryAll = async (
  issueId: string,
  escalationId: string,
  ids: readonly string[],
  onMore: (done: number) => void,
): Promise<Result<Outcomes>> => {
  const outcomes = new Map<string, CarriedFile['outcome']>();
  let rest = [...ids];
  for (;;) {
    const answer = await call('carryAttachments', { issueId, escalationId, attachments: rest });
    if (!answer.ok) return outcomes.size === 0 ? answer : ok(outcomes);
    for (const { id, outcome } of answer.value.files) outcomes.set(id, outcome);
    const later = rest.filter((id) => outcomes.get(id) === 'later');
    if (later.length === 0 || later.length === rest.length) return ok(outcomes);
    onMore(ids.length - later.length);
    rest = later;
  }
};

/** Brings what was chosen to the bug that is there now, and tells what came and what didn't. */
export const Carrying = ({
  accountId,
  ticketId,
  begun,
}: {
  accountId: string;
  ticketId: string;
  /** Of the bug that was filed just now, or that the ticket was added to: begins by itself. Null: what an earlier visit left, if anything, waits for a press. */
  begun: Left | null;
}) => {
  const left = useLeft(accountId, ticketId);
  // As it began: what came along is told of too.
  const [{ escalationId, attachments }] = useState(begun ?? left.value);
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [done, setDone] = useState(0);
  const { set, clear } = left;
  const { run, isRunning, refusal } = useAction(
    useCallback(async () => {
      const ids = attachments.filter((id) => isForAgain(outcomes.get(id)));
      setDone(0);
      const [answer, parts] = await Promise.all([carryAll(ticketId, escalationId, ids, setDone), readParts(ticketId)]);
      setNames(new Map(parts?.attachments.map(({ id, filename }) => [id, filename])));
      return answer;
    }, [ticketId, escalationId, attachments, outcomes]),
    useCallback(
      (answer: Outcomes) => {
        const all = new Map([...outcomes, ...answer]);
        setOutcomes(all);
        const rest = attachments.filter((id) => isForAgain(all.get(id)));
        if (rest.length === 0) clear();
        else set({ escalationId, attachments: rest });
      },
      [outcomes, attachments, escalationId, clear, set],
    ),
    begun === null ? undefined : `#${DONE}`,
  );
  useEffect(() => {
    if (begun !== null) void run();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, as it opens
  }, []);
  const [isLeft, setIsLeft] = useState(false);
  if (attachments.length === 0 || isLeft) return null;
  const all = attachments.length === 1 ? 'the attachment' : `${attachments.length} attachments`;
  if (isRunning)
    return (
      <p role="status">
        Carrying {all} to the bug{done > 0 && `, ${done} done`} … Keep this window open.
      </p>
    );
  if (refusal !== null) return <RefusalMessage refusal={refusal} onRetry={() => void run()} />;
  if (outcomes.size === 0 && begun !== null) return null;
  const came = attachments.filter((id) => outcomes.get(id) === 'carried').length;
  const others = attachments.filter((id) => outcomes.get(id) !== 'carried');
  if (others.length === 0)
    return <p role="status">{came === 1 ? 'The attachment was' : `${came} attachments were`} carried to the bug.</p>;
  const again = others.some((id) => isForAgain(outcomes.get(id)));
  return (
    <Message
      kind="warning"
      title={
        outcomes.size === 0
          ? 'Attachments that you chose for a bug of this ticket have not come along yet'
          : `${came} of ${attachments.length} attachments were carried`
      }
      actions={
        again && (
          <>
            <Button onClick={() => void run()}>{outcomes.size === 0 ? 'Carry them now' : 'Try again'}</Button>
            <Button
              appearance="subtle"
              onClick={() => {
                clear();
                setIsLeft(true);
              }}
            >
              Leave them
            </Button>
          </>
        )
      }
    >
      {outcomes.size > 0 && (
        <ul>
          {others.map((id) => (
            <li key={id}>
              <bdi>{names.get(id) ?? 'An attachment'}</bdi>: {WHY[asWhy(outcomes.get(id))]}.
            </li>
          ))}
        </ul>
      )}
    </Message>
  );
};

const asWhy = (outcome: CarriedFile['outcome'] | undefined): keyof typeof WHY =>
  outcome === undefined || outcome === 'carried' ? 'later' : outcome;
