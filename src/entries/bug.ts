import { bugCalls } from '../api/bug-calls';
import { openBug } from '../operations/bug/open-bug';
import { triageBug } from '../operations/bug/triage-bug';
import { answerCalls } from './answer-calls';

/** The panel on an L3 bug. */
export const handler = answerCalls(bugCalls, { openBug, triageBug });
