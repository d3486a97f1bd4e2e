import { bugCalls } from '../../../src/api/bug-calls';
import { makeInvoke } from '../forge/invoke';

export const call = makeInvoke(bugCalls);
