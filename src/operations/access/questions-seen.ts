import type { Question } from '../../domain/question';
import { seenIssues } from '../../jira/permissions';
import { listQuestions } from '../../storage/read-handoff';

/** Jira tells of at most so many issues at once (OAS getBulkPermissions). */
const MOST_ISSUES = 1_000;

/**
 * Questions of a handoff, newest first, as the person may see them: from which ticket one was asked, only where Jira shows them that
 * ticket. One call more where there is a ticket at all.
 */
export const questionsSeen = async (handoffId: string): Promise<Question[]> => {
  const questions = await listQuestions(handoffId);
  const tickets = new Set(questions.flatMap(({ ticket }) => (ticket === null ? [] : [ticket.id])));
  const seen = await seenIssues([...tickets].slice(0, MOST_ISSUES));
  return questions.map((question) =>
    question.ticket === null || seen.has(question.ticket.id) ? question : { ...question, ticket: null },
  );
};
