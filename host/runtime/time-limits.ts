import { limit } from '../limits';
import type { App, AppFunction, AppModule } from './manifest';

/** Whether functions of this kind of module may declare how long they run (Forge docs: manifest-reference/modules/function). */
export const hasOwnTime = (type: string): boolean => type === 'consumer' || type === 'scheduledTrigger';
/** Kinds whose functions have the longer time without saying so (Forge docs: limits-invocation). */
const LONG = ['webtrigger', 'action', 'preUninstall'];

/** How long, in ms, a function may run for this module. What it declares counts for consumers and scheduled triggers only. */
export function timeLimitMs({ type }: AppModule, { timeoutSeconds }: AppFunction): number {
  const long = limit('invocation.longSeconds');
  const seconds = hasOwnTime(type)
    ? (timeoutSeconds ?? long)
    : LONG.includes(type)
      ? long
      : limit('invocation.seconds');
  return seconds * 1000;
}

/** Whether the function asked for more than the usual time of consumers: such have limits of their own (Forge docs: limits-async-events). */
export const isLongRunning = (app: App, functionKey: string | undefined): boolean =>
  (app.functions.get(functionKey ?? '')?.timeoutSeconds ?? 0) > limit('invocation.longSeconds');
