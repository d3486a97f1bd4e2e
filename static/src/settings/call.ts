import { adminCalls } from '../../../src/api/admin-calls';
import { makeInvoke } from '../forge/invoke';

export const call = makeInvoke(adminCalls);
