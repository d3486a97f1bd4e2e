import Resolver from '@forge/resolver';
import * as z from 'zod/mini';
import type { CallTable, Input, Output } from '../api/calls';
import { parseInput } from '../api/parse-input';
import { refuse, type Result } from '../api/results';
import type { Caller } from '../operations/caller';
import { noteFailure } from '../operations/note-failure';
import { refusalOf } from '../operations/refusal-of';

/** One operation for each call of a table. */
type Operations<T extends CallTable> = {
  [N in keyof T]: (caller: Caller, input: Input<T, N>) => Promise<Result<Output<T, N>>>;
};

/** Of the context only these are the platform's word; the rest a browser can change (Forge docs: app-context-security). */
const trustedSchema = z.object({ accountId: z.string(), accountType: z.literal('licensed') });

/** The error boundary of every call: who asks, what they sent, and a sentence's code instead of an error's text. */
export const answerCalls = <T extends CallTable>(calls: T, operations: Operations<T>) => {
  const answer = async <N extends keyof T & string>(
    name: N,
    payload: unknown,
    context: unknown,
  ): Promise<Result<Output<T, N>>> => {
    const trusted = z.safeParse(trustedSchema, context);
    if (!trusted.success) return refuse('not-for-you');
    const { input: schema } = calls[name] as T[N]; // an index signature says that it may be missing
    const input = parseInput<T[N]['input']>(schema, payload);
    if (!input.ok) return input;
    try {
      const caller = { accountId: trusted.data.accountId, now: Date.now() };
      return await operations[name](caller, input.value);
    } catch (error) {
      const refusal = refusalOf(error);
      console.error(`${name} failed`, error); // the cause is for the app's log, never for a screen
      await noteFailure(error, 'screen', Date.now());
      return refusal ?? refuse('unexpected');
    }
  };
  const resolver = new Resolver();
  for (const name of Object.keys(operations))
    resolver.define(name, ({ payload, context }: { payload: unknown; context: unknown }) =>
      answer(name, payload, context),
    );
  return resolver.getDefinitions();
};
