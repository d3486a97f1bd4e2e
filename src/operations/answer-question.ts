import type { CallInput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import { readQuestion } from '../storage/read';
import { records } from '../storage/records';
import { momentOf, type Caller } from './caller';
import { changeFacts } from './change-facts';
import { NEEDS, openToChange } from './release-access';

/** Ends a question: answered in the handoff, or a gap in the release brief. An ended question stays as it is. */
export const answerQuestion = async (
  caller: Caller,
  input: CallInput<'answerQuestion'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, input.releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, async (head) => {
    const question = await readQuestion(head.handoffId, input.questionId);
    if (question === null) return refuse('not-found');
    if (question.ended !== null) return 'nothing';
    const ended = { answer: input.answer, by: caller.accountId, at: momentOf(caller), revision: head.revision };
    return {
      head: { openQuestions: Math.max(0, head.openQuestions - 1) },
      history: [],
      records: [records.question({ ...question, ended })],
    };
  });
};
