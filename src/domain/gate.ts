import * as z from 'zod/mini';
import { DAY } from './day';
import { accountIdSchema, momentSchema } from './ids';
import type { Head, Waiver } from './head';
import { missingPartSchema } from './readiness';
import type { Settings } from './settings';
import { isInForce } from './waiver';

const owner = { owner: z.enum(['po', 'cs-lead']), who: z.nullable(accountIdSchema) };

/**
 * One reason for which the gate is closed, with who owes it. The place to mend it follows from `code` and `section`. It holds nothing that
 * a person wrote: the gate's message reaches whoever moves the issue, which in a service project may be a customer in the portal.
 */
export const blockerSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('not-started'), ...owner }),
  z.object({ code: z.literal('section-missing'), ...owner, ...missingPartSchema.shape }),
  z.object({ code: z.literal('not-handed-over'), ...owner }),
  z.object({ code: z.literal('no-walkthrough'), ...owner }),
  z.object({ code: z.literal('open-questions'), ...owner, count: z.int() }),
  z.object({ code: z.literal('cs-days'), ...owner, had: z.int(), need: z.int(), opensAt: momentSchema }),
  z.object({ code: z.literal('not-signed'), ...owner }),
  z.object({ code: z.literal('refused'), ...owner }),
  z.object({ code: z.literal('changed-since-signing'), ...owner, signed: z.int(), current: z.int() }),
]);
export type Blocker = z.infer<typeof blockerSchema>;

/** Days of 24 hours: the gate counts hours that CS has had, not dates, so no time zone matters. */
const daysBetween = (from: string, to: number): number => Math.floor((to - Date.parse(from)) / DAY);

/** Does the sign-off still speak of what is written? A later material revision outdates it. */
export const signOffIsCurrent = (head: Head): boolean =>
  head.signOff !== null && head.signOff.revision >= head.materialRevision;

const signBlockers = (head: Head): Blocker[] => {
  const csLead = { owner: 'cs-lead', who: head.csLead } as const;
  const { signOff } = head;
  if (signOff?.kind === 'signed' && signOffIsCurrent(head)) return [];
  if (signOff?.kind === 'refused' && signOffIsCurrent(head)) return [{ code: 'refused', owner: 'po', who: head.po }];
  if (signOff?.kind === 'signed')
    return [{ code: 'changed-since-signing', ...csLead, signed: signOff.revision, current: head.revision }];
  return [{ code: 'not-signed', ...csLead }];
};

/**
 * Every default blocker of one release's handoff, in the order in which people mend them. Empty = the gate is open.
 * @param head null when nothing was written yet
 * @param now ms since 1970
 */
export const blockersOf = (head: Head | null, settings: Settings, now: number): Blocker[] => {
  if (head === null) return [{ code: 'not-started', owner: 'po', who: null }];
  const po = { owner: 'po', who: head.po } as const;
  const blockers: Blocker[] = head.missing.map((part) => ({ code: 'section-missing', ...po, ...part }));
  if (head.handedOver === null) blockers.push({ code: 'not-handed-over', ...po });
  if (head.walkthrough === null) blockers.push({ code: 'no-walkthrough', ...po });
  if (head.openQuestions > 0) blockers.push({ code: 'open-questions', ...po, count: head.openQuestions });
  if (head.handedOver !== null) {
    const had = Math.max(0, daysBetween(head.handedOver.at, now));
    if (had < settings.csDays) {
      const opensAt = new Date(Date.parse(head.handedOver.at) + settings.csDays * DAY).toISOString();
      blockers.push({ code: 'cs-days', ...po, had, need: settings.csDays, opensAt });
    }
  }
  return [...blockers, ...signBlockers(head)];
};

export const gateRuleSchema = z.object({
  /** Must every release of the issue be ready, or is one enough? */
  releases: z.enum(['all', 'any']),
  /** What an issue without a fix version meets. */
  withoutRelease: z.enum(['pass', 'block']),
  /** What happens when Jira or the storage doesn't answer: let through (open) or stop (closed). */
  onFailure: z.enum(['open', 'closed']),
});
export type GateRule = z.infer<typeof gateRuleSchema>;

export const defaultGateRule: GateRule = { releases: 'all', withoutRelease: 'block', onFailure: 'closed' };

/** How one release stands at the gate. */
export type Standing = {
  readonly blockers: readonly Blocker[];
  /** The last one given, in force or over. */
  readonly waiver: Waiver | null;
  /** Nothing blocks it, or a waiver in force lets it pass all the same. It isn't ready then, and its state's colour doesn't say so. */
  readonly open: boolean;
};

/**
 * The one answer to whether the gate lets a release pass.
 * @param stored the head as it is stored: at revision 0 nothing is written yet, but its gate may have been waived
 */
export const standingOf = (stored: Head | null, settings: Settings, now: number): Standing => {
  const blockers = blockersOf(stored !== null && stored.revision > 0 ? stored : null, settings, now);
  const waiver = stored?.waiver ?? null;
  return { blockers, waiver, open: blockers.length === 0 || isInForce(waiver, now) };
};

export type ReleaseAtGate = Standing & { readonly name: string };

/** The verdict over all releases of an issue; when closed, the releases that close it. */
export const gateVerdict = (
  rule: GateRule,
  releases: readonly ReleaseAtGate[],
): { open: boolean; closedBy: readonly ReleaseAtGate[] } => {
  if (releases.length === 0) return { open: rule.withoutRelease === 'pass', closedBy: [] };
  const closedBy = releases.filter((release) => !release.open);
  const open = rule.releases === 'all' ? closedBy.length === 0 : closedBy.length < releases.length;
  return { open, closedBy: open ? [] : closedBy };
};
