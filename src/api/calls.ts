import type * as z from 'zod/mini';
import { adminCalls } from './admin-calls';
import { bugCalls } from './bug-calls';
import { filingCalls } from './filing-calls';
import { panelCalls } from './panel-calls';
import { ticketCalls } from './ticket-calls';

/** What goes into a call and what comes out. Outputs carry ISO strings, never Date; every answer is a `Result` of the output. */
export type CallTable = Readonly<Record<string, { readonly input: z.core.$ZodType; readonly output: z.core.$ZodType }>>;
export type Input<T extends CallTable, N extends keyof T> = z.infer<T[N]['input']>;
export type Output<T extends CallTable, N extends keyof T> = z.infer<T[N]['output']>;

/** Every call that a screen can make. */
export const calls = { ...panelCalls, ...ticketCalls, ...filingCalls, ...adminCalls, ...bugCalls } as const;
type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = Input<Calls, N>;
export type CallOutput<N extends CallName> = Output<Calls, N>;

/** The function of manifest.yml that answers a call: each loads what its screens need, and no more. */
export const functionOf = (name: CallName): 'panel' | 'ticket' | 'admin' | 'bug' => {
  if (name in panelCalls) return 'panel';
  if (name in bugCalls) return 'bug';
  return name in ticketCalls || name in filingCalls ? 'ticket' : 'admin';
};
