import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import type { Refusal } from '../../../src/api/results';
import { REFUSAL_COPY } from './refusal-copy';

/** A refused call, in words, where it happened. `onRetry` repeats the call; offered only where that can help. */
export const RefusalMessage = ({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) => {
  const { title, cause, next, retry } = REFUSAL_COPY[refusal.code];
  const actions =
    retry && onRetry ? <SectionMessageAction onClick={onRetry}>Try again</SectionMessageAction> : undefined;
  return (
    <div role="alert">
      <SectionMessage appearance="error" title={title} headingLevel="h3" {...(actions ? { actions } : {})}>
        <p>
          {refusal.needs ?? cause} {next}
        </p>
        {refusal.detail !== undefined && <p dir="auto">{refusal.detail}</p>}
      </SectionMessage>
    </div>
  );
};
