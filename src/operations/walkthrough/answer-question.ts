import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { withEnded } from '../../domain/open-questions';
import type { Question } from '../../domain/question';
import { listQuestions, readQuestion } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { momentOf, type Caller } from '../caller';
import { changeFacts } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

type Ended = NonNullable<Question['ended']>;

/**
 * How a question ends, at a handoff's current revision; null for an answer in a revision that isn't one of those since it was asked. A gap
 * is known as of the current one.
 */
const endOf = (
  answer: CallInput<'answerQuestion'>['answer'],
  asked: number,
  current: number,
): Pick<Ended, 'answer' | 'revision'> | null => {
  if (answer.kind === 'gap') return { answer, revision: current };
  const { kind, section, revision = current } = answer;
  return revision < asked || revision > current ? null : { answer: { kind, section }, revision };
};

/** Ends a question: answered in the handoff, or a gap in the release brief. An ended question stays as it is. */
export const answerQuestion = async (
  caller: Caller,
  input: CallInput<'answerQuestion'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, input.releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, async (head) => {
    const [question, listed] = await Promise.all([
      readQuestion(head.handoffId, input.questionId),
      head.openQuestions > 1 ? listQuestions(head.handoffId) : [],
    ]);
    if (question === null) return refuse('not-found');
    if (question.ended !== null) return 'nothing';
    const end = endOf(input.answer, question.revision, head.revision);
    if (end === null) return refuse('bad-input', { fields: [{ path: ['answer', 'revision'], problem: 'not-valid' }] });
    const ended = { ...end, by: caller.accountId, at: momentOf(caller) };
    return {
      head: withEnded(head, question.id, listed),
      history: [],
      records: [records.question({ ...question, ended })],
    };
  });
};
