import { invoke } from '@forge/bridge';
import * as z from 'zod/mini';
import type { CallTable, Input, Output } from '../../../src/api/calls';
import { resultSchema } from '../../../src/api/result-schema';
import { refuse, type Result } from '../../../src/api/results';

/**
 * The calls of one function of the app's back end, which a surface's manifest module names. They never throw: a rejected, timed-out or
 * malformed answer becomes `unexpected`, so that no raw text reaches a person.
 */
export const makeInvoke =
  <T extends CallTable>(calls: T) =>
  async <N extends keyof T & string>(name: N, input: Input<T, N>): Promise<Result<Output<T, N>>> => {
    try {
      const reply: unknown = await invoke(name, input as Record<string, unknown>);
      const { output } = calls[name] as T[N]; // an index signature says that it may be missing
      const parsed = z.safeParse(resultSchema(output), reply);
      if (parsed.success) return parsed.data as Result<Output<T, N>>;
      console.error(`The answer to ${name} has another shape than agreed`, parsed.error);
    } catch (error) {
      console.error(`The call ${name} failed`, error);
    }
    return refuse('unexpected');
  };
