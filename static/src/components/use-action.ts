import { useCallback, useRef, useState } from 'react';
import type { Refusal, Result } from '../../../src/api/results';
import { focusOn } from './focus';

export type Action<A extends readonly unknown[]> = {
  readonly run: (...args: A) => Promise<void>;
  readonly isRunning: boolean;
  /** Why the last run was refused; null while it runs and after a success. */
  readonly refusal: Refusal | null;
};

/**
 * One thing a button does: runs a call, keeps a second press off while it runs, remembers the refusal beside the button.
 * @param landing selector of where the keyboard goes after a success, where the button goes away with it
 */
export const useAction = <A extends readonly unknown[], T>(
  act: (...args: A) => Promise<Result<T>>,
  done: (value: T) => void | Promise<void>,
  landing?: string,
): Action<A> => {
  const [state, setState] = useState<{ isRunning: boolean; refusal: Refusal | null }>({
    isRunning: false,
    refusal: null,
  });
  const running = useRef(false); // state comes a render too late for a double press
  const run = useCallback(
    async (...args: A) => {
      if (running.current) return;
      running.current = true;
      const pressed = document.activeElement;
      setState({ isRunning: true, refusal: null });
      const result = await act(...args);
      if (result.ok) {
        await done(result.value);
        if (landing !== undefined) focusOn(landing, pressed);
      }
      running.current = false;
      setState({ isRunning: false, refusal: result.ok ? null : result });
    },
    [act, done, landing],
  );
  return { run, ...state };
};
