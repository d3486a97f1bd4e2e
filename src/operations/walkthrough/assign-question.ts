import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { readQuestion } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { momentOf, type Caller } from '../caller';
import { canRead, readersOf } from '../access/can-read';
import { changeFacts } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

/** Says who owes the answer. Of an ended question nobody owes anything: it stays as it is. */
export const assignQuestion = async (
  caller: Caller,
  { releaseId, questionId, owner }: CallInput<'assignQuestion'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToSign(caller, releaseId, ({ write, sign }) => write || sign, NEEDS.ask);
  if (!known.ok) return known;
  const { head: seen, settings } = known.value;
  if (owner !== null && !(await canRead(owner, readersOf(seen, settings)))) return refuse('named-cannot-read');
  // Of the head nothing changes but its moment, of which the question is the trace. It is written so that no answer of the same moment gets lost.
  return changeFacts(caller, known.value, async (head) => {
    const question = await readQuestion(head.handoffId, questionId);
    if (question === null) return refuse('not-found');
    if (question.ended !== null || question.owner === owner) return 'nothing';
    const assigned = { by: caller.accountId, at: momentOf(caller) };
    return {
      head: { updatedAt: assigned.at },
      history: [],
      records: [records.question({ ...question, owner, assigned })],
    };
  });
};
