import type { Bug } from './bug';
import type { Customer } from './customer';

export type Fix = NonNullable<Bug['fix']>;

/** Has any customer the release? One whose rollout began counts as released, whatever Jira's flag says. */
export const isOut = ({ released, toCustomers = false }: Fix): boolean => released || toCustomers;

/** Has this customer the release? A customer of whom nobody said where they are in the rollout has it when everybody has. */
export const hasReached = ({ released, percent, toCustomers = false }: Fix, customer: Customer | null): boolean =>
  percent === null ? released : toCustomers && percent >= (customer?.percent ?? 100);
