import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { readingProjects } from '../../domain/settings';
import { isLive } from '../../domain/state';
import { browsesOneOf } from '../../jira/permissions';
import { readHead, readSettings } from '../../storage/read';
import type { Caller } from '../caller';
import { questionsSeen } from '../access/questions-seen';
import { rightsThroughMapping } from '../access/rights';
import { questionFromOutside } from '../access/seen-from-outside';

/** How long, in ms, the list of questions is taken to lag behind a write. Forge names no bound; a count that doesn't fit is noticed anyway. */
const LAG = 5_000;

/** May the person see the questions: in the product project, or as one who signs from a support project that is mapped to it? */
const mayFollow = async (caller: Caller, head: Head, throughProjectId: string): Promise<boolean> => {
  if (throughProjectId === head.projectId) return browsesOneOf([head.projectId]);
  const settings = await readSettings(head.projectId);
  const signs = isLive(head) && rightsThroughMapping(settings, head, caller).sign;
  return signs && readingProjects(settings).includes(throughProjectId) && browsesOneOf([throughProjectId]);
};

/**
 * What is new in a walkthrough: 2 calls as long as nothing is, and one per 100 questions where something may be. Asked every few seconds
 * by each who takes part.
 */
export const followWalkthrough = async (
  caller: Caller,
  { releaseId, throughProjectId, facts }: CallInput<'followWalkthrough'>,
): Promise<Result<CallOutput<'followWalkthrough'>>> => {
  const head = await readHead(releaseId);
  if (head?.ended !== null || !(await mayFollow(caller, head, throughProjectId))) return refuse('not-found');
  const isSettled = caller.now - Date.parse(head.updatedAt) > LAG;
  if (head.facts === facts && isSettled) return ok({ news: null });
  const questions = await questionsSeen(head.handoffId);
  const open = questions.filter(({ ended }) => ended === null).length;
  return ok({
    news: {
      ...{ facts: head.facts, revision: head.revision, session: head.session, openQuestions: head.openQuestions },
      questions: throughProjectId === head.projectId ? questions : questions.map(questionFromOutside),
      behind: open !== head.openQuestions,
    },
  });
};
