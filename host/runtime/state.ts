/** What the platform was asked to bring to the app and has not yet, or not yet with success. Times are ms since 1970 on the site's clock. */
export interface Delivery {
  readonly id: string;
  /** A product or lifecycle event for a trigger, or an event of a queue for its consumer. */
  readonly kind: 'event' | 'queue';
  /** The trigger or consumer it is for. */
  readonly moduleKey: string;
  /** The function's first argument, without `retryContext`. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly since: number;
  /** `null`: held back until somebody asks for it. */
  dueAt: number | null;
  /** Attempts that ended in a failure of the function's, or of the platform's. */
  failures: number;
  /** Why and with what it comes again; undefined at the first attempt. */
  retry?: { readonly count: number; readonly reason: string; readonly data?: unknown };
  readonly queue?: {
    readonly jobId: string;
    /** The invocation at the beginning of the chain of pushes. */
    readonly chain: string;
    readonly concurrency?: { readonly key: string; readonly limit: number };
  };
}

interface Job {
  readonly queueName: string;
  readonly since: number;
  success: number;
  failed: number;
}

/** Everything the runtime keeps: one plain object that survives JSON. */
export interface RuntimeState {
  deliveries: Delivery[];
  /** Jobs of the queues by id. */
  jobs: Record<string, Job>;
  /** Events pushed in the last minute. */
  pushed: { readonly at: number; readonly events: number }[];
  /** Requests to push, by the invocation they all follow from. */
  chains: Record<string, { requests: number; lastAt: number }>;
  /** When each scheduled trigger is due, for the schedules as `declared`. */
  schedules: { declared: string; dueAt: Record<string, number> };
  /** How long an event is under way, in ms; Forge: up to three minutes. */
  eventLagMs: number;
  /** Product events wait until they are asked for. */
  holdEvents: boolean;
  /** Each invocation in a sandbox of its own, as after a long pause in the cloud. */
  freshSandboxes: boolean;
}

/** Long enough that nobody comes to rely on events being there at once. */
const EVENT_LAG_MS = 200;

export const emptyRuntime = (): RuntimeState => ({
  ...{ deliveries: [], jobs: {}, pushed: [], chains: {}, schedules: { declared: '', dueAt: {} } },
  ...{ eventLagMs: EVENT_LAG_MS, holdEvents: false, freshSandboxes: false },
});
