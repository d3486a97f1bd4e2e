import type { Bug } from './bug';
import type { Customer } from './customer';

export type Fix = NonNullable<Bug['fix']>;

/** Has any customer the release? One whose rollout began counts as released, whatever Jira's flag says. */
export const isOut = ({ released, toCustomers = false }: Fix): boolean => released || toCustomers;

/** All users have it, whatever step they are in. */
const ALL = 100;

/**
 * Has this customer the release? A customer of whom nobody said where they are in the rollout has it when everybody has; one of a step that names
 * its users, when that step was entered.
 */
export const hasReached = (
  { released, percent, toCustomers = false, without = [] }: Fix,
  customer: Customer | null,
): boolean => {
  if (percent === null) return released;
  const { percent: at, stepId } = customer ?? { percent: ALL };
  const isLeftOut = percent < ALL && stepId !== undefined && without.includes(stepId);
  return toCustomers && percent >= at && !isLeftOut;
};
