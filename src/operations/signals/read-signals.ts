import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import { newestBugs, newestQuestions, notYetCounted, readTallies } from '../../storage/report';
import { momentOf, type Caller } from '../caller';
import { openToRead } from '../access/open-to-read';

/**
 * What tickets say of a release, for whoever may open its handoff: counts and moments, no text of people and no key, so that it is the same for
 * who reads through a support project. 6 calls, 2 in sequence; through a support project 8, 3 in sequence. Beyond 100 bugs, questions or
 * signals that the loop is behind with up to 12 more, and never more than that.
 */
export const readSignals = async (
  caller: Caller,
  { releaseId, throughProjectId }: CallInput<'readSignals'>,
): Promise<Result<CallOutput<'readSignals'>>> => {
  const opened = await openToRead(releaseId, throughProjectId);
  if (!opened.ok) return opened;
  const { head } = opened.value;
  const [{ tally, project, settings }, uncounted, bugs, questions] = await Promise.all([
    readTallies(head),
    notYetCounted(head.handoffId),
    newestBugs(head.handoffId),
    newestQuestions(head.handoffId),
  ]);
  return ok({
    ...{ tally, project, uncounted, timeZone: settings.timeZone, now: momentOf(caller) },
    bugs: {
      more: bugs.more,
      some: bugs.some.map(({ filedAt, stage, triage }) => ({ filedAt, stage, level: triage?.level ?? null })),
    },
    questions: {
      more: questions.more,
      some: questions.some.flatMap(({ id, ticket, askedAt, ended }) =>
        ticket === null ? [] : [{ id, askedAt, ended: ended?.answer.kind ?? null }],
      ),
    },
  });
};
