import { invoke } from '@forge/bridge';
import * as z from 'zod/mini';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../src/api/calls';
import { refuse, resultSchema, type Result } from '../../../src/api/results';

/**
 * Makes one call of the app's back end. Never throws: a rejected, timed-out or malformed answer becomes `unexpected`, so that
 * no raw text reaches a person.
 */
export const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> => {
  try {
    const reply: unknown = await invoke(name, input);
    const parsed = z.safeParse(resultSchema(calls[name].output), reply);
    if (parsed.success) return parsed.data as Result<CallOutput<N>>;
    console.error(`The answer to ${name} has another shape than agreed`, parsed.error);
  } catch (error) {
    console.error(`The call ${name} failed`, error);
  }
  return refuse('unexpected');
};
