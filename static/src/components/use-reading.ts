import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal, Result } from '../../../src/api/results';

export type Reading<T> = {
  /** The newest answer; stays when a later reading is refused. */
  readonly value: T | null;
  readonly refusal: Refusal | null;
  readonly reload: () => Promise<void>;
};

/** Reads at once, again when `read` changes, and on demand. */
export const useReading = <T>(read: () => Promise<Result<T>>): Reading<T> => {
  const [state, setState] = useState<{ value: T | null; refusal: Refusal | null }>({ value: null, refusal: null });
  const newest = useRef(0); // an answer that was overtaken would put the older reading in the place of the newer one
  const reload = useCallback(async () => {
    const own = (newest.current += 1);
    const result = await read();
    if (own !== newest.current) return;
    setState((before) =>
      result.ok ? { value: result.value, refusal: null } : { value: before.value, refusal: result },
    );
  }, [read]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { ...state, reload };
};
