/** Invocations kept for GET /host/invocations. */
const KEPT = 500;

/** A remote call an invocation made. `startMs` counts from the invocation's start. */
interface CallRecord {
  readonly kind: string;
  /** `app`, `user:<accountId>` or `nobody`. */
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly startMs: number;
  readonly ms: number;
  /** 0: the answer was lost. */
  readonly status: number;
  /** What it cost of Jira's hourly quota, where it cost something. */
  readonly points?: number;
}

export interface InvocationRecord {
  readonly id: string;
  readonly functionKey: string;
  readonly moduleKey: string;
  /** The invocation at the beginning of the chain of pushes to queues that led here; its own id where none did. */
  readonly chain: string;
  /** The resolver's definition; undefined for other functions. */
  readonly call: string | undefined;
  readonly accountId: string | undefined;
  /** Site time, ISO. */
  readonly at: string;
  ms: number;
  outcome: 'running' | 'ok' | 'error' | 'timeout' | 'memory' | 'crash';
  message?: string;
  readonly calls: CallRecord[];
  readonly console: { readonly level: string; readonly text: string }[];
}

/** The last invocations with what they called and logged: what the developer console shows in the cloud. */
export function createInvocationLog() {
  const records: InvocationRecord[] = [];
  return {
    add: (record: InvocationRecord) => {
      records.push(record);
      if (records.length > KEPT) records.shift();
    },
    clear: () => void records.splice(0),
    find: (id: string): InvocationRecord | undefined => records.find((record) => record.id === id),
    /** Oldest first. */
    list: (): readonly InvocationRecord[] => records,
  };
}

export type InvocationLog = ReturnType<typeof createInvocationLog>;
