import type { CallInput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import { plural } from '../domain/wording';
import { readQuestion } from '../storage/read';
import { records } from '../storage/records';
import { momentOf, type Caller } from './caller';
import { changeFacts } from './change-facts';
import { NEEDS, openToSign } from './release-access';

/** A walkthrough that was held. Repeating the call with the same question ids and moment adds nothing. */
export const recordWalkthrough = async (
  caller: Caller,
  input: CallInput<'recordWalkthrough'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToSign(caller, input.releaseId, ({ write, sign }) => write || sign, NEEDS.record);
  if (!known.ok) return known;
  if (new Set(input.questions.map(({ id }) => id)).size !== input.questions.length) return refuse('bad-input');
  return changeFacts(caller, known.value, async (head) => {
    if (input.revision > head.revision || Date.parse(input.at) > caller.now) return refuse('outdated');
    const stored = await Promise.all(input.questions.map(({ id }) => readQuestion(head.handoffId, id)));
    const fresh = input.questions.filter((_, nth) => stored[nth] === null);
    const repeated = head.walkthrough?.at === input.at && head.walkthrough.recordedBy === caller.accountId;
    if (repeated && fresh.length === 0) return 'nothing';
    return {
      head: {
        walkthrough: {
          ...{ at: input.at, people: input.people, revision: input.revision, recordedBy: caller.accountId },
          minutes: null,
        },
        openQuestions: head.openQuestions + fresh.length,
      },
      history: [{ what: 'walkthrough', detail: plural(input.questions.length, 'question', 'questions') }],
      records: fresh.map(({ id, text }) =>
        records.question({
          schema: 1,
          id,
          handoffId: head.handoffId,
          text,
          askedBy: caller.accountId,
          askedAt: momentOf(caller),
          ...{ place: null, revision: input.revision, ticket: null, owner: null, projectId: head.projectId },
          ended: null,
        }),
      ),
    };
  });
};
