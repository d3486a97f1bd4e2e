import { z } from 'zod';
import type { ProductEvent } from '../contracts';
import { limit } from '../limits';
import { bytesOf } from '../kvs/values';
import { isKnownEvent, mayReceive } from './event-scopes';
import type { App, AppModule } from './manifest';

const FILTER = z.object({
  ignoreSelf: z.boolean().default(false),
  expression: z.never('filter.expression is not simulated by the local host.').optional(),
  appIsLicensed: z.never('filter.appIsLicensed is not simulated by the local host.').optional(),
  onError: z.never('filter.onError goes with filter.expression only.').optional(),
});
const PAYLOAD = z.never('payload.include is not simulated by the local host.').optional();
const EVENT_TYPE = z.string().refine(isKnownEvent, { error: ({ input }) => `There is no event "${String(input)}".` });

/** A trigger as Forge's manifest schema has it: event names, or each with a filter of its own. */
const TRIGGER = z.object({
  endpoint: z.never('Triggers with an endpoint are not simulated by the local host.').optional(),
  filter: FILTER.optional(),
  payload: PAYLOAD,
  events: z
    .array(EVENT_TYPE)
    .min(1)
    .transform((names) => names.map((eventType) => ({ eventType, filter: undefined })))
    .or(z.array(z.object({ eventType: EVENT_TYPE, filter: FILTER, payload: PAYLOAD })).min(1)),
});

interface Subscription {
  readonly module: AppModule;
  readonly eventType: string;
  readonly ignoreSelf: boolean;
}

/** What a trigger gets, or why it gets nothing. */
export interface Addressed {
  readonly moduleKey: string;
  readonly dropped?: string;
}

function subscriptionsOf(module: AppModule): Subscription[] {
  const checked = TRIGGER.safeParse(module.manifest);
  if (!checked.success) {
    const flat = checked.error.issues.flatMap((issue) =>
      issue.code === 'invalid_union' ? issue.errors.flat() : issue,
    );
    const [first = ''] = flat
      .filter(({ code }) => code !== 'invalid_type' || flat.length === 1)
      .map(({ message }) => message);
    throw new Error(`manifest.yml: trigger "${module.key}": ${first}`);
  }
  const { events, filter: shared } = checked.data;
  return events.map(({ eventType, filter = shared }) => ({
    ...{ module, eventType, ignoreSelf: filter?.ignoreSelf ?? false },
  }));
}

/** The app's triggers. Throws for one that Forge would refuse or that the host can't answer for. */
export function loadTriggers(app: App) {
  const subscriptions = app.modules.filter(({ type }) => type === 'trigger').flatMap(subscriptionsOf);
  return {
    /** Whether this is the name of an event. */
    knows: isKnownEvent,
    /** The triggers that listen to `event`, each with what keeps it from getting it. Nothing for a trigger that ignores what the app did itself. */
    addressees({ eventType, byApp }: ProductEvent, delivered: unknown): Addressed[] {
      return subscriptions
        .filter((item) => item.eventType === eventType && !(item.ignoreSelf && byApp))
        .map(({ module: { key } }) => {
          if (!mayReceive(eventType, app.scopes))
            return { moduleKey: key, dropped: `The app lacks the scopes of ${eventType}.` };
          if (bytesOf(delivered) > limit('event.bytes'))
            return { moduleKey: key, dropped: `The event is larger than ${limit('event.bytes')} bytes.` };
          return { moduleKey: key };
        });
    },
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
