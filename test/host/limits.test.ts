import { LIMITS, type LimitName } from '../../host/limits';
import { eventLimits } from './limits/events';
import { invocationLimits } from './limits/invocation';
import { jiraLimits } from './limits/jira';
import { kvsLimits } from './limits/kvs';
import type { LimitCases } from './limits/limit-case';
import { manifestLimits } from './limits/manifest';

/** Every row of host/limits.ts, held at the limit and one beyond it. */
const cases: LimitCases = { ...eventLimits, ...invocationLimits, ...jiraLimits, ...kvsLimits, ...manifestLimits };

const names = Object.keys(LIMITS) as LimitName[];

describe.each(names)('%s', (name) => {
  test('is allowed at the limit', () => cases[name]?.at() ?? Promise.reject(new Error(`${name} has no case.`)));
  test('is refused beyond it', () => cases[name]?.beyond() ?? Promise.reject(new Error(`${name} has no case.`)));
});
