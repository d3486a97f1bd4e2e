import { z } from 'zod';
import type { ProductEvent } from '../contracts';
import { passes, readFilter } from './event-filters';
import type { EventFilter } from './event-filters';
import type { App, AppModule } from './manifest';

const FILTER = z.looseObject({
  ignoreSelf: z.boolean().default(false),
  expression: z.string().optional(),
});

/** A trigger as Forge's manifest schema has it: names of events, or each with a filter of its own. */
const TRIGGER = z.object({
  filter: FILTER.optional(),
  events: z.array(
    z.union([
      z.string().transform((eventType) => ({ eventType, filter: undefined })),
      z.object({ eventType: z.string(), filter: FILTER.optional() }),
    ]),
  ),
});

/** What a manifest may say of a trigger and the host has no answer to, wherever in it. */
const NOT_SIMULATED = /"(endpoint|appIsLicensed|onError|payload)":/;

interface Subscription {
  readonly moduleKey: string;
  readonly eventType: string;
  readonly ignoreSelf: boolean;
  /** Undefined: it takes all. */
  readonly filter: EventFilter | undefined;
}

function filterOf(key: string, expression: string | undefined): EventFilter | undefined {
  if (expression === undefined) return undefined;
  const filter = readFilter(expression);
  if (filter) return filter;
  throw new Error(`manifest.yml: trigger "${key}": such an expression is not simulated by the local host.`);
}

function subscriptionsOf({ key, manifest }: AppModule): Subscription[] {
  const [, what] = NOT_SIMULATED.exec(JSON.stringify(manifest)) ?? [];
  if (what !== undefined)
    throw new Error(`manifest.yml: trigger "${key}": ${what} is not simulated by the local host.`);
  const { events, filter: shared } = TRIGGER.parse(manifest);
  return events.map(({ eventType, filter = shared }) => ({
    ...{ moduleKey: key, eventType, ignoreSelf: filter?.ignoreSelf ?? false },
    filter: filterOf(key, filter?.expression),
  }));
}

/** The triggers of an app whose manifest is good (manifest-rules.ts). Throws for one that the host can't answer for. */
export function loadTriggers(app: App) {
  const subscriptions = app.modules.filter(({ type }) => type === 'trigger').flatMap(subscriptionsOf);
  return {
    /** Keys of the triggers that get the event: not those that ignore what the app did itself, or that it doesn't pass. */
    listeningTo: ({ eventType, byApp, properties }: ProductEvent): readonly string[] =>
      subscriptions
        .filter((item) => item.eventType === eventType && !(item.ignoreSelf && byApp))
        .filter(({ filter }) => !filter || passes(filter, (entity, key) => properties?.[entity][key]))
        .map(({ moduleKey }) => moduleKey),
  };
}

/** `event` as a trigger's function gets it (Forge docs: events-reference/jira, "Common fields"; events-reference/life-cycle). */
export function asDelivered({ eventType, atlassianId, byApp, payload }: ProductEvent, now: number) {
  if (eventType.startsWith('avi:forge:')) return payload;
  return {
    ...{ eventType, timestamp: String(now), selfGenerated: byApp },
    ...(atlassianId !== undefined && { atlassianId }),
    ...payload,
  };
}
