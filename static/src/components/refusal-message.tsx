import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { Refusal } from '../../../src/api/results';
import { Message } from './message';
import { REFUSAL_COPY } from './refusal-copy';

/** A refused call, in words, where it happened. `onRetry` repeats the call; offered only where that can help. */
export const RefusalMessage = ({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) => {
  const { title, cause, next, retry } = REFUSAL_COPY[refusal.code];
  const again = useRef<HTMLButtonElement>(null);
  // What was pressed is gone, as this button itself is while it tries: the keyboard would be nowhere. Outside of this frame it stays where it is.
  useEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) again.current?.focus();
  }, []);
  return (
    <Message
      kind="error"
      title={title}
      actions={
        retry && onRetry ? (
          <Button ref={again} spacing="compact" onClick={onRetry}>
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
