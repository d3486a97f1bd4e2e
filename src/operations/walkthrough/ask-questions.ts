import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { withAsked } from '../../domain/open-questions';
import type { Question } from '../../domain/question';
import { readQuestions } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { momentOf, type Caller } from '../caller';
import { changeFacts, type FactChange } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

type Asked = CallInput<'askQuestions'>['questions'][number];

export const hasTwice = (questions: readonly { readonly id: string }[]): boolean =>
  new Set(questions.map(({ id }) => id)).size !== questions.length;

/**
 * What asking changes: those of the questions that aren't there yet, and their count. They leave no history: each is itself on record.
 * One call.
 */
export const asked = async (
  caller: Caller,
  head: Head,
  questions: readonly Asked[],
  ticket: Question['ticket'] = null,
): Promise<{ fresh: number } & Pick<FactChange, 'head'> & Required<Pick<FactChange, 'records'>>> => {
  const stored = await readQuestions(
    head.handoffId,
    questions.map(({ id }) => id),
  );
  const fresh = questions.filter(({ id }) => stored.every((one) => one.id !== id));
  const { handoffId, projectId, releaseId } = head;
  return {
    fresh: fresh.length,
    head: withAsked(head, fresh.length, momentOf(caller)),
    records: fresh.map(({ id, text, place, revision }) =>
      records.question({
        ...{ schema: 1, id, handoffId, projectId, releaseId, text, place, ticket, owner: null, ended: null },
        ...{ askedBy: caller.accountId, askedAt: momentOf(caller) },
        revision: Math.min(revision, head.revision),
      }),
    ),
  };
};

/** Questions as CS types them, at the walkthrough or later. Repeating the call with the same ids adds nothing. */
export const askQuestions = async (
  caller: Caller,
  { releaseId, questions }: CallInput<'askQuestions'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToSign(caller, releaseId, ({ write, sign }) => write || sign, NEEDS.ask);
  if (!known.ok) return known;
  if (hasTwice(questions)) return refuse('bad-input');
  return changeFacts(caller, known.value, async (head) => {
    const { fresh, ...change } = await asked(caller, head, questions);
    return fresh === 0 ? 'nothing' : { ...change, history: [] };
  });
};
