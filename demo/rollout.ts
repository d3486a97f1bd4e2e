import type { StepPlan } from '../src/domain/rollout';
import { host, type AsPerson, type Site } from './client';

const DAY = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

type Step = Pick<StepPlan, 'audience' | 'percent' | 'exitCriteria'> & {
  /** Days from the release to the day on which it is entered. */
  readonly day: number;
  readonly result: string;
  readonly learned: string;
};

const STEPS: readonly Step[] = [
  {
    ...{ audience: 'internal', percent: 0, day: -2 },
    exitCriteria: 'Everybody in the company has used it for a day, and nobody lost anything.',
    result: 'Held: 31 colleagues, nothing lost.',
    learned: 'Two of them looked for it in the wrong menu: the first likely question is about that now.',
  },
  {
    ...{ audience: 'percent', percent: 5, day: 0 },
    exitCriteria: 'Three days without an L3 bug, and fewer than five tickets that the handoff doesn’t answer.',
    result: 'No L3 bug; seven tickets that the handoff didn’t answer, six of them the same.',
    learned: 'Part-time teachers see it a day later than others, and ask why.',
  },
  {
    ...{ audience: 'percent', percent: 100, day: 6 },
    exitCriteria: 'Two weeks without an L3 bug.',
    result: 'Held.',
    learned: 'Nothing new: most tickets were answered with the second likely question.',
  },
];

const at = (site: Site, moment: number): Promise<Response> =>
  host(site, '/host/clock', { now: new Date(moment).toISOString() });

/**
 * Plans a rollout and goes its way as far as the step of so many percent, which holds while the question it raised is answered.
 * @param meanwhile what comes between the day of a step and that of the next one, in days from the release
 */
export const rollOut = async (
  site: Site,
  po: AsPerson,
  releaseId: string,
  release: number,
  reached: 5 | 100,
  meanwhile: (from: number, to: number) => Promise<void>,
): Promise<void> => {
  const plans = STEPS.map((step): StepPlan => ({
    ...{ id: crypto.randomUUID(), audience: step.audience, who: '', percent: step.percent },
    ...{ plannedFor: dayOf(release + step.day * DAY), exitCriteria: step.exitCriteria },
    flag: { key: 'whats-new-page', url: 'https://flags.example.com/whats-new-page' },
  }));
  await at(site, release - 3 * DAY);
  await po.call('saveSteps', { releaseId, steps: plans });
  for (const [nth, { percent, day, result, learned }] of STEPS.entries()) {
    if (percent > reached) return;
    const stepId = plans[nth]?.id ?? '';
    await at(site, release + day * DAY);
    await po.call('enterStep', { releaseId, stepId });
    // Nobody has looked yet whether the handoff is still right at the last one: so the demo shows what is said then.
    if (percent < reached) await po.call('verifyHandoff', { releaseId, revision: 1 });
    await at(site, release + day * DAY + 1.5 * DAY);
    const holds = percent === reached && reached < 100;
    await po.call('endStep', {
      ...{ releaseId, stepId, result, learned, revision: null },
      decision: holds ? 'hold' : 'advance',
      reason: holds ? 'The handoff has to say first why some see it a day later.' : 'The exit criteria hold.',
    });
    await meanwhile(day, STEPS[nth + 1]?.day ?? Infinity);
  }
};
