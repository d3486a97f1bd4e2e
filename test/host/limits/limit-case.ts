import type { LimitName } from '../../../host/limits';

/** How one row of host/limits.ts is held: what the limit still allows, and what lies one beyond it and is refused. */
export interface LimitCase {
  at(): void | Promise<void>;
  beyond(): void | Promise<void>;
}

export type LimitCases = Readonly<Partial<Record<LimitName, LimitCase>>>;
