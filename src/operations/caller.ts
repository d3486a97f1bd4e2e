/** The person behind a call, as the platform vouches for them, and the moment of the call. */
export type Caller = {
  readonly accountId: string;
  /** ms since 1970 */
  readonly now: number;
};

/** Who is behind a change: a person of a call, or of an event of Jira, which may not say who. */
export type Actor = { readonly accountId: string | null; readonly now: number };

export const momentOf = (caller: Actor): string => new Date(caller.now).toISOString();
/** The UTC calendar day of a call, `yyyy-mm-dd`: for what stays on record, where the reader's calendar must not count. */
export const dayOf = (caller: Caller): string => momentOf(caller).slice(0, 10);
