import { isOut, type Fix } from './bug-fix';
import type { Head } from './head';
import { namesItsUsers, stepNow, type RolloutStep } from './rollout';

type FixVersion = { readonly id: string; readonly name: string; readonly released: boolean };

/** How far a fix version has come, with what the app knows of its rollout. */
export const fixIn = ({ id, name, released }: FixVersion, head: Head | null, steps: readonly RolloutStep[]): Fix => {
  // Steps that are planned and none entered: nobody has it yet, released or not.
  const percent = head?.rollout?.percent ?? (steps.length > 0 ? 0 : null);
  const now = stepNow(steps);
  const isOutside = now !== undefined && now.audience !== 'internal';
  return {
    ...{ releaseId: id, name, released, percent },
    toCustomers: percent === null ? released : percent > 0 || isOutside,
    without: steps
      .filter((step) => namesItsUsers(step) && (step.entered === null || step.ended?.decision === 'roll-back'))
      .map(({ id }) => id),
  };
};

const distance = (fix: Fix): number =>
  (isOut(fix) ? 1_000 : 0) + (fix.percent ?? (fix.released ? 100 : -1)) + (fix.toCustomers === true ? 0.5 : 0);

/** Of several fix versions the one that has come furthest: a customer needs only one of them. */
export const furthest = (fixes: readonly Fix[]): Fix | null =>
  fixes.reduce<Fix | null>((best, fix) => (best === null || distance(fix) > distance(best) ? fix : best), null);
