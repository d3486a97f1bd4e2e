// By its path, because the package exports only its entry, which takes seconds to load.
import { mapping } from '../../node_modules/@forge/manifest/out/mapping/product-event-to-scope-mapping.json';

/** Sent to every app that listens; no scope is asked for (Forge docs: events-reference/life-cycle). */
const LIFECYCLE = ['avi:forge:installed:app', 'avi:forge:upgraded:app'];

/** Sets of scopes of which an app needs one: the classic ones, or the granular ones. */
type Needed = readonly (readonly string[])[];

const NEEDED: ReadonlyMap<string, Needed> = new Map<string, Needed>([
  ...LIFECYCLE.map((name): [string, Needed] => [name, [[]]]),
  ...mapping
    .filter(({ productEvent }) => /^avi:jira(-software)?:/.test(productEvent))
    .map(({ productEvent, oAuthScopes: { current, beta } }): [string, Needed] => [
      productEvent,
      beta ? [current, beta] : [current],
    ]),
]);

/** Whether it is the name of one of Jira's events or of an app's own life cycle. */
export const isKnownEvent = (eventType: string) => NEEDED.has(eventType);

/** Whether an app with these scopes gets the event. */
export const mayReceive = (eventType: string, scopes: readonly string[]) =>
  (NEEDED.get(eventType) ?? []).some((needed) => needed.every((scope) => scopes.includes(scope)));
