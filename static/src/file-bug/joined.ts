import type { CallOutput } from '../../../src/api/calls';
import type { Carry } from '../../../src/domain/carried';
import type { BugDraft } from './use-bug-draft';
import type { Left } from './use-left';

/** Where the keyboard goes once it is filed, prepared or added. */
export const DONE = 'done';

/** A ticket was added to a bug. */
export type Joined = {
  readonly kind: 'joined';
  readonly bug: CallOutput<'joinBug'>;
  /** Attachments that are to come along now; null: none. */
  readonly left: Left | null;
  /** So many comments of the ticket are on the bug now. */
  readonly told: number;
  /** What was chosen and can't come along. */
  readonly rest: Carry;
  /** What was typed and not sent; null: nothing was. */
  readonly words: Pick<BugDraft, 'typed' | 'isKept' | 'discard'> | null;
};
