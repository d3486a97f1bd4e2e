import { filingCalls } from '../../../src/api/filing-calls';
import { makeInvoke } from '../forge/invoke';

export const call = makeInvoke(filingCalls);
