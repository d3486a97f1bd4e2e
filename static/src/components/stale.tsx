import type { Staleness } from '../../../src/domain/staleness';
import { stalenessText } from '../../../src/domain/wording';
import { Lozenge } from './lozenge';

/** Says that a handoff may be out of date, and why; nothing where there is no reason to think so. */
export const Stale = ({ reasons }: { reasons: readonly Staleness[] }) =>
  reasons.length === 0 ? null : (
    <p>
      <Lozenge colour="yellow">May be out of date</Lozenge> {reasons.map(stalenessText).join('; ')}
    </p>
  );
