import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { plural } from '../../domain/wording';
import { asked, hasTwice } from './ask-questions';
import type { Caller } from '../caller';
import { changeFacts } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

/** A walkthrough that was held elsewhere. Repeating the call with the same question ids and moment adds nothing. */
export const recordWalkthrough = async (
  caller: Caller,
  input: CallInput<'recordWalkthrough'>,
): Promise<Result<Record<string, never>>> => {
  const { at, people, revision } = input;
  const known = await openToSign(caller, input.releaseId, ({ write, sign }) => write || sign, NEEDS.record);
  if (!known.ok) return known;
  if (hasTwice(input.questions)) return refuse('bad-input');
  const questions = input.questions.map((question) => ({ ...question, place: null, revision }));
  return changeFacts(caller, known.value, async (head) => {
    if (revision > head.revision || Date.parse(at) > caller.now) return refuse('outdated');
    const { fresh, ...change } = await asked(caller, head, questions);
    const repeated = head.walkthrough?.at === at && head.walkthrough.recordedBy === caller.accountId;
    if (repeated && fresh === 0) return 'nothing';
    const walkthrough = { at, people, revision, recordedBy: caller.accountId, minutes: null };
    return {
      head: { ...change.head, walkthrough },
      history: [
        { what: 'walkthrough', detail: plural(questions.length, 'question', 'questions'), held: { people, revision } },
      ],
      records: change.records,
    };
  });
};
