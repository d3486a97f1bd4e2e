import { LIMITS, type LimitName } from '../../host/limits';
import { eventLimits } from './limits/events';
import { invocationLimits } from './limits/invocation';
import { jiraLimits } from './limits/jira';
import { kvsLimits } from './limits/kvs';
import type { LimitCase } from './limits/limit-case';
import { manifestLimits } from './limits/manifest';

/** Every row of host/limits.ts, held at the limit and one beyond it. */
const cases: Readonly<Record<LimitName, LimitCase>> = {
  ...eventLimits,
  ...invocationLimits,
  ...jiraLimits,
  ...kvsLimits,
  ...manifestLimits,
};

test.each(Object.keys(LIMITS) as LimitName[])('%s is allowed at the limit', (name) => cases[name].at());
test.each(Object.keys(LIMITS) as LimitName[])('%s is refused beyond it', (name) => cases[name].beyond());
