import fc from 'fast-check';
import * as z from 'zod/mini';
import type { BugState } from '../../src/domain/bug-state';
import type { Customer } from '../../src/domain/customer';
import type { Word } from '../../src/domain/told';
import { aPlan, anId, NOW } from '../fixtures/builders';
import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/**
 * Whatever becomes of a bug, its releases and their rollout, and however Jira tells of it (late, twice, in any order, never), each ticket is told
 * each fact once, and in the end what holds.
 */

/** Releases of the product: one with a handoff, whose rollout the app knows, and two without. */
const RELEASES = 3;
const PERCENT = [5, 25, 100] as const;
const release = fc.nat(RELEASES - 1);
const END = ["Won't Do", 'Duplicate'] as const;

const acts = {
  done: fc.constant({ what: 'done' as const }),
  open: fc.constant({ what: 'open' as const }),
  close: fc.record({ what: fc.constant('close' as const), as: fc.constantFrom(...END) }),
  fix: fc.record({ what: fc.constant('fix' as const), in: fc.uniqueArray(release, { maxLength: 2 }) }),
  release: fc.record({ what: fc.constant('release' as const), of: release, released: fc.boolean() }),
  archive: fc.record({ what: fc.constant('archive' as const), of: release, archived: fc.boolean() }),
  merge: fc.record({ what: fc.constant('merge' as const), of: release, to: release }),
  step: fc.record({ what: fc.constant('step' as const), percent: fc.constantFrom(...PERCENT) }),
  back: fc.constant({ what: 'back' as const }),
  triage: fc.constant({ what: 'triage' as const }),
  move: fc.record({ what: fc.constant('move' as const), to: fc.constantFrom('SHOP' as const, 'EXAM' as const) }),
  remove: fc.constant({ what: 'remove' as const }),
};
const act = fc.oneof(
  { weight: 4, arbitrary: acts.done },
  { weight: 2, arbitrary: acts.open },
  { weight: 1, arbitrary: acts.close },
  { weight: 4, arbitrary: acts.fix },
  { weight: 4, arbitrary: acts.release },
  { weight: 1, arbitrary: acts.archive },
  { weight: 1, arbitrary: acts.merge },
  { weight: 4, arbitrary: acts.step },
  { weight: 1, arbitrary: acts.back },
  { weight: 1, arbitrary: acts.triage },
  { weight: 1, arbitrary: acts.move },
);
type Act = { [K in keyof typeof acts]: (typeof acts)[K] extends fc.Arbitrary<infer T> ? T : never }[keyof typeof acts];

/** What happens, which of the events that are on their way come then (by chance), and how often the loop runs after it, at once. */
const course = fc.record({
  moments: fc.array(fc.record({ act, brought: fc.array(fc.nat(), { maxLength: 4 }), runs: fc.nat(2) }), {
    minLength: 4,
    maxLength: 12,
  }),
  isRemoved: fc.boolean(),
  /** Are those that are left brought at last? Else Jira never told of them. */
  isToldAtLast: fc.boolean(),
});

const CUSTOMERS: readonly (Customer | null)[] = [{ percent: 5, name: '5 %' }, { percent: 25, name: '25 %' }, null];

const SAYS: readonly (readonly [Word, RegExp])[] = [
  ['triaged', /has triaged it/],
  ['moved', /was moved/],
  ['re-opened', /is open again/],
  ['fixed', /^It is fixed/m],
  ['released', /is out/],
  ['reached', /has reached/],
  ['duplicate', /as a duplicate/],
  ['closed', /closed without a fix/],
  ['gone', /not in Jira any more/],
];
/** What each note tells, in order: ends come before how far a fix is. */
const wordsIn = (notes: readonly string[]): Word[] =>
  notes.flatMap((note) => SAYS.flatMap(([word, says]) => (says.test(note) ? [word] : [])));

const issueSchema = z.object({
  fields: z.object({
    status: z.object({ name: z.string() }),
    resolution: z.nullable(z.object({ name: z.string() })),
    project: z.object({ key: z.string() }),
    fixVersions: z.array(z.object({ id: z.string(), released: z.boolean() })),
  }),
});

const start = async () => {
  stopClock(NOW);
  muteLog();
  const site: Site = await startSite();
  const word: WordSite = await startWord(site);
  await word.loop();
  const tickets = [word.at.ticket, await word.hang(), await word.hang()].map((ticket, nth) => ({
    ...{ ticket, customer: CUSTOMERS[nth] ?? null },
  }));
  for (const { ticket, customer } of tickets) word.customerOf(ticket.id, customer);
  const { releaseId } = word.at;
  const releases = [releaseId, await site.newRelease(), await site.newRelease()];
  /** Steps of the rollout that were entered and stand. */
  const steps: { id: string; percent: number }[] = [];
  let isTriaged = false;
  await word.loop(11);
  site.told.length = 0;

  /** What Jira refuses, such as a release that is gone, just doesn't happen. */
  const rest = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    (await site.rest('admin', method, path, body)).body;
  const path = `/rest/api/3/issue/${word.bugId}`;
  const does = async (one: Act): Promise<unknown> => {
    switch (one.what) {
      case 'done':
        return word.transition('Done');
      case 'open':
        return word.transition('To Do');
      case 'close':
        return word.close(one.as);
      case 'fix':
        return rest('PUT', path, { fields: { fixVersions: one.in.map((nth) => ({ id: releases[nth] })) } });
      case 'release':
        return rest('PUT', `/rest/api/3/version/${releases[one.of] ?? ''}`, { released: one.released });
      case 'archive':
        return rest('PUT', `/rest/api/3/version/${releases[one.of] ?? ''}`, { archived: one.archived });
      case 'merge':
        // The release with the handoff stays: where its rollout goes then is another story (release-life-order).
        return one.of === 0
          ? undefined
          : rest('PUT', `/rest/api/3/version/${releases[one.of] ?? ''}/mergeto/${releases[one.to] ?? ''}`);
      case 'step': {
        const plan = aPlan({ id: anId(), percent: one.percent });
        await site.does('po', 'saveSteps', { releaseId, steps: [plan], seen: [] });
        await site.does('po', 'enterStep', { releaseId, stepId: plan.id });
        return steps.push(plan);
      }
      case 'back': {
        const last = steps.pop();
        const end = { decision: 'roll-back', reason: 'Slow', result: '', learned: '', revision: null } as const;
        return last && site.does('po', 'endStep', { releaseId, stepId: last.id, ...end });
      }
      case 'triage':
        isTriaged = true;
        return site.call('admin', 'triageBug', {
          ...{ issueId: word.bugId, level: 'scope', cause: 'n/a', expected: word.bug().triage },
        });
      case 'move':
        return rest('POST', `/rest/host/1/issue/${word.bugId}/move`, { project: one.to });
      case 'remove':
        return word.remove();
    }
  };

  /** How it stands for a customer, by Jira and the rollout alone. */
  const truthFor = async (customer: Customer | null): Promise<BugState> => {
    const { data } = z.safeParse(issueSchema, await rest('GET', path));
    if (data === undefined) return 'gone';
    const { status, resolution, fixVersions } = data.fields;
    if (status.name !== 'Done') return 'open';
    if (resolution?.name === "Won't Do") return 'closed';
    if (resolution?.name === 'Duplicate') return 'duplicate';
    const isRolledOut = steps.length > 0 || site.stored('rollout').length > 0;
    const percent = steps.at(-1)?.percent ?? 0;
    const places = fixVersions.map(({ id, released }) => {
      if (id !== releaseId || !isRolledOut) return released ? 2 : 0;
      if (percent > 0 && percent >= (customer?.percent ?? 100)) return 2;
      return percent > 0 || released ? 1 : 0;
    });
    return (['fixed', 'released', 'reached'] as const)[Math.max(0, ...places)] ?? 'fixed';
  };
  return { site, word, tickets, does, truthFor, isTriaged: () => isTriaged };
};

const STAGES: readonly Word[] = ['re-opened', 'fixed', 'closed', 'duplicate', 'gone'];
const stageOf = (state: BugState): Word =>
  state === 'open' ? 're-opened' : state === 'released' || state === 'reached' ? 'fixed' : state;

/** No end twice in a row, and how far a fix is once at most for each time that it was fixed. */
const expectEachOnce = (words: readonly Word[]): void => {
  const told = new Set<Word>();
  let stage: Word = 're-opened';
  for (const word of words) {
    if (STAGES.includes(word)) {
      // Fixed and fixed again: in another release, after it was told of as out in one.
      const isAnew = word === 'fixed' && told.has('released');
      expect({ words, twice: word === stage && !isAnew ? word : null }).toEqual({ words, twice: null });
      stage = word;
      told.delete('released');
      told.delete('reached');
    }
    if (word === 'released' || word === 'reached') expect({ words, stage }).toEqual({ words, stage: 'fixed' });
    if (word === 'released' || word === 'reached' || word === 'triaged')
      expect({ words, twice: told.has(word) ? word : null }).toEqual({ words, twice: null });
    told.add(word);
  }
};

const play = async ({ moments, isRemoved, isToldAtLast }: typeof course extends fc.Arbitrary<infer T> ? T : never) => {
  const { site, word, tickets, does, truthFor, isTriaged } = await start();
  const onTheirWay: unknown[] = [];
  const bring = async (event: unknown): Promise<void> => {
    const { eventType } = event as { eventType: string };
    const brought = eventType.endsWith(':issue') ? site.runBugEvents(event) : site.runEvents(event);
    expect(await brought).toBeUndefined();
  };
  const all = [...moments, ...(isRemoved ? [{ act: { what: 'remove' as const }, brought: [], runs: 1 }] : [])];
  for (const { act: one, brought, runs } of all) {
    jest.setSystemTime(Date.now() + 5 * 60_000);
    await does(one);
    onTheirWay.push(
      ...site.told
        .splice(0)
        .filter((event) => /(updated|deleted):issue$|:version$/.test((event as { eventType: string }).eventType)),
    );
    // Each stays on its way, so that it may come again.
    for (const chance of brought) if (onTheirWay.length > 0) await bring(onTheirWay[chance % onTheirWay.length]);
    await Promise.all(Array.from({ length: runs }, () => site.runLoop()));
  }
  if (isToldAtLast) for (const event of onTheirWay.reverse()) await bring(event);
  for (let run = 0; run < 4; run += 1) await word.loop(11);
  // Of what Jira never told, the app learns within a day.
  for (let day = 0; day < 2; day += 1) {
    await word.loop(24 * 60);
    await word.loop(11);
  }
  for (const { ticket, customer } of tickets) {
    const words = wordsIn(await word.notes(ticket));
    const truth = await truthFor(customer);
    expectEachOnce(words);
    const counts = Object.fromEntries(
      SAYS.flatMap(([each]) => {
        const times = words.filter((one) => one === each).length;
        return times === 0 ? [] : [[each, times]];
      }),
    );
    const { times = {}, begun = null } = word.told(ticket.id) ?? {};
    expect({ times, begun }).toEqual({ times: counts, begun: null });
    const stage = words.findLast((one) => STAGES.includes(one)) ?? 're-opened';
    expect({ words, truth, stage }).toEqual({ words, truth, stage: stageOf(truth) });
    const since = words.slice(words.lastIndexOf('fixed'));
    if (truth === 'released' || truth === 'reached')
      expect({ words: since, truth }).toEqual({ words: expect.arrayContaining(['released']) as unknown, truth });
    if (truth === 'reached')
      expect({ words: since, truth }).toEqual({ words: expect.arrayContaining(['reached']) as unknown, truth });
    expect(words.filter((one) => one === 'triaged')).toHaveLength(isTriaged() ? 1 : 0);
    const shown = await site.does('agent', 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id });
    const [bug] = shown.bugs;
    if (ticket === word.at.ticket) expect(bug?.state === 're-opened' ? 'open' : bug?.state).toBe(truth);
  }
  // And nothing more is said of it.
  const said = await Promise.all(tickets.map(({ ticket }) => word.notes(ticket)));
  for (let day = 0; day < 2; day += 1) await word.loop(24 * 60);
  expect(await Promise.all(tickets.map(({ ticket }) => word.notes(ticket)))).toEqual(said);
};

test('in any order, twice, late and never: each ticket is told each fact once, and what holds in the end', async () => {
  await fc.assert(fc.asyncProperty(course, play), { numRuns: 40 });
}, 120_000);
