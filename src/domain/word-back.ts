import type { Bug, BugStage } from './bug';
import { hasReached, isOut } from './bug-fix';
import type { Customer } from './customer';
import type { Escalation } from './escalation';
import type { Said, Told, Word } from './told';

/** One thing to tell a ticket, and the how manieth time it happened. */
export type Fact = { readonly what: Word; readonly nth: number };

/** A bug and its fix as they are now, for one ticket. */
type Present = {
  readonly isTriaged: boolean;
  readonly stage: BugStage;
  readonly out: Said['out'];
  readonly place: Said['place'];
  /** The releases that the fix may be in, first the one that has come furthest. */
  readonly releases: readonly string[];
};

export const presentFor = (bug: Bug, customer: Customer | null): Present => {
  const { fix, stage, triage, bugKey, projectId, fixVersions = [] } = bug;
  const out = fix === null || !isOut(fix) ? 'nowhere' : hasReached(fix, customer) ? 'reached' : 'released';
  const place = { key: bugKey, projectId: projectId === '' ? null : projectId };
  const releases = fix === null ? [] : [fix.releaseId, ...fixVersions];
  return { isTriaged: triage !== null, stage, out: stage === 'fixed' ? out : 'nowhere', place, releases };
};

const nothingSaid = ({ bugKey }: Pick<Escalation, 'bugKey'>): Told => ({
  ...{ notes: 0, times: {}, stage: 'open', out: 'nowhere', begun: null },
  place: { key: bugKey, projectId: null },
});

export const toldOf = (escalation: Pick<Escalation, 'bugKey' | 'told'>): Told =>
  escalation.told ?? nothingSaid(escalation);

const projectIn = (key: string): string => key.replace(/-\d+$/, '');

/** A project whose key was renamed is the same place. */
const hasMoved = (from: Said['place'], to: Said['place']): boolean =>
  from.projectId === null || to.projectId === null
    ? projectIn(from.key) !== projectIn(to.key)
    : from.projectId !== to.projectId;

const DISTANCE = { nowhere: 0, released: 1, reached: 2 } as const;

/**
 * The fix that was told of as out is in another release now, which isn't: it was opened and fixed again between two looks, or the first release turned
 * out not to have it. What is out at this look is no other fix: releases are merged, too.
 */
const isFixedAnew = (told: Said, now: Present): boolean =>
  told.stage === 'fixed' &&
  now.stage === 'fixed' &&
  told.out !== 'nowhere' &&
  now.out === 'nowhere' &&
  told.by !== undefined &&
  now.releases.length > 0 &&
  !now.releases.includes(told.by);

/**
 * What a ticket is to be told, given what it was told and what is now: however it came to that, since who looks at the present can't come too late,
 * twice or in the wrong order. That the fix is out and has reached the customer is told once for each time that the bug was fixed.
 * @returns `said`: what it was told once that is told; nothing is to be written where it is the same as before
 */
export const newFacts = (told: Said, now: Present): { readonly facts: readonly Fact[]; readonly said: Said } => {
  const isGone = now.stage === 'gone';
  // How far an earlier fix had come says nothing of this one.
  const isAnew = isFixedAnew(told, now);
  const before = told.stage === 'fixed' && !isAnew ? told.out : 'nowhere';
  const out = DISTANCE[now.out] > DISTANCE[before] ? now.out : before;
  const end: Word = now.stage === 'open' ? 're-opened' : now.stage;
  const news: Word[] = [
    ...(now.isTriaged && told.times.triaged === undefined ? (['triaged'] as const) : []),
    ...(!isGone && hasMoved(told.place, now.place) ? (['moved'] as const) : []),
    ...(now.stage === told.stage && !isAnew ? [] : [end]),
    ...(DISTANCE[before] < 1 && DISTANCE[out] >= 1 ? (['released'] as const) : []),
    ...(DISTANCE[before] < 2 && DISTANCE[out] >= 2 ? (['reached'] as const) : []),
  ];
  const facts = news.map((what) => ({ what, nth: (told.times[what] ?? 0) + 1 }));
  const place = isGone ? told.place : now.place;
  const isOutNow = now.stage === 'fixed' && out !== 'nowhere';
  const by = out === before ? told.by : now.releases[0];
  const said: Said = {
    notes: told.notes,
    times: { ...told.times, ...Object.fromEntries(facts.map(({ what, nth }) => [what, nth])) },
    ...{ stage: now.stage, out: isOutNow ? out : 'nowhere', ...(isOutNow && by !== undefined && { by }), place },
  };
  return { facts, said };
};

/** Marks the note that tells it, so that who finds a note that was begun knows whether it is there. */
export const markOf = (escalationId: string, { notes }: Said): string => `${escalationId}:word:${notes}`;
