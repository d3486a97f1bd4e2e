import type { LimitName } from '../../../host/limits';

/** How one row of host/limits.ts is held: what the limit still allows, and what lies one beyond it and is refused. */
export interface LimitCase {
  at(): void | Promise<void>;
  beyond(): void | Promise<void>;
}

/** A case for every row of a group, e.g. `kvs`: without one it doesn't compile. */
export type LimitCases<Group extends string> = Readonly<Record<Extract<LimitName, `${Group}.${string}`>, LimitCase>>;
