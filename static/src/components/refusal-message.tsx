import Button from '@atlaskit/button/new';
import type { Refusal } from '../../../src/api/results';
import { Message } from './message';
import { REFUSAL_COPY } from './refusal-copy';

/** A refused call, in words, where it happened. `onRetry` repeats the call; offered only where that can help. */
export const RefusalMessage = ({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) => {
  const { title, cause, next, retry } = REFUSAL_COPY[refusal.code];
  return (
    <Message
      kind="error"
      title={title}
      actions={
        retry && onRetry ? (
          <Button spacing="compact" onClick={onRetry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {/* What it needs says also who grants it. */}
      <p>{refusal.needs ?? `${cause} ${next}`}</p>
      {refusal.detail !== undefined && <p dir="auto">{refusal.detail}</p>}
    </Message>
  );
};
