import { createSnapshots } from '../../host/server/snapshots';
import type { Result } from '../../src/api/results';
import type { Escalation } from '../../src/domain/escalation';
import type { KnownTicket } from '../../src/domain/known-ticket';
import type { Prepared } from '../../src/domain/prepared';
import type { Signal } from '../../src/domain/signal';
import { NOW } from '../fixtures/builders';
import { PANEL, startFiling, type Filing } from '../fixtures/filing';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/**
 * A fault at every remote call of filing, joining and noting, each in every way that a call can fail, and then a retry as the screen makes it: soon,
 * or from another window a good while later, while Jira's search and the store's lists lag behind. In the end everything is there exactly once.
 */

const MINUTE = 60_000;
const SOON = 1_000;
/** By then another escalation might take the place of one that came to no end. */
const LATE = 16 * MINUTE;
const HOW = ['drop-before', 'drop-after', 500, 429] as const;
type How = (typeof HOW)[number];
type Work = {
  /** What the screen sends, again and again. */
  readonly run: () => Promise<Result<unknown>>;
  /** What must hold in the end. */
  readonly holds: () => Promise<void>;
};

let site: Site;
let at: Filing;
let snapshots: ReturnType<typeof createSnapshots>;
/** Moves on and never back, so that Jira's limits of a minute are never met. */
let now = NOW;
const wait = (ms: number): void => {
  jest.setSystemTime((now += ms));
};

beforeAll(async () => {
  stopClock(now);
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  snapshots = createSnapshots(site.state);
  snapshots.keep('begin');
});
beforeEach(() => {
  stopClock(now);
  muteLog();
});

const notesOn = async (key: string): Promise<number> => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${key}/comment`);
  return (body as { comments: unknown[] }).comments.length;
};
const linksOf = async (key: string): Promise<string[]> => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${key}?fields=issuelinks`);
  const { issuelinks } = (body as { fields: { issuelinks: { outwardIssue?: { key: string } }[] } }).fields;
  return issuelinks.flatMap(({ outwardIssue }) => outwardIssue?.key ?? []);
};

/** One record, one entry on the ticket, the signal at Support L3 once, the claim at rest; the link and the note, if Jira lets who asks. */
const hangsOnce = async (ticket: { id: string; key: string }, bugKey: string, by: string): Promise<void> => {
  const mine = (site.stored('escalation') as Escalation[]).filter(({ ticketId }) => ticketId === ticket.id);
  expect(mine.map((one) => [one.bugKey, one.by])).toEqual([[bugKey, by]]);
  const known = (site.stored('ticket') as KnownTicket[]).find(({ ticketId }) => ticketId === ticket.id);
  expect(known?.bugs.map(({ escalationId }) => escalationId)).toEqual([mine[0]?.id]);
  const signals = (site.stored('signal') as Signal[]).filter(({ ticketId }) => ticketId === ticket.id);
  expect(signals.map(({ tier }) => tier)).toEqual([3]);
  expect(at.claim(ticket.id)).toMatchObject({ step: 'closed', escalationId: mine[0]?.id });
  expect((await linksOf(bugKey)).filter((key) => key === ticket.key)).toEqual([ticket.key]);
  expect(await notesOn(ticket.key)).toBe(1);
};
const oneBug = async (by: string): Promise<void> => {
  const [bug, ...others] = await at.bugs();
  expect(others).toEqual([]);
  await at.exactlyOne(bug?.key ?? '');
  await hangsOnce(at.ticket, bug?.key ?? '', by);
  expect(site.stored('bug')).toMatchObject([{ bugKey: bug?.key, stage: 'open' }]);
};

/** Each begins on the site as it was kept, with what belongs to it arranged. */
const WORKS: Readonly<Record<string, () => Promise<Work>>> = {
  'filing oneself': () => {
    const input = at.filing();
    return Promise.resolve({ run: () => at.file(input), holds: () => oneBug('agent') });
  },
  'filing oneself, where the screen takes no links': () => {
    at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'priority'] });
    const input = at.filing();
    return Promise.resolve({ run: () => at.file(input), holds: () => oneBug('agent') });
  },
  'filing through the app': async () => {
    valueOf(await site.settle({ appMayFile: true }));
    const input = at.filing();
    return { run: () => at.file(input, 'agent2'), holds: () => oneBug('agent2') };
  },
  "filing in Jira's dialog": async () => {
    const { id: bugId } = await site.newIssue('EXAM', 'Bug');
    const issue = site.state.jira.issues[bugId];
    if (issue !== undefined) issue.creator = 'agent';
    const escalation = at.filing();
    const run = () => site.call('agent', 'recordFiledBug', { ...escalation, bugId, panelUrl: PANEL });
    return { run, holds: () => oneBug('agent') };
  },
  'filing what somebody prepared': async () => {
    valueOf(await site.settle({ filer: 'agent' }));
    const input = at.filing();
    const escalation = input;
    await site.does('agent2', 'prepareForFiler', escalation);
    for (const issue of Object.values(site.state.jira.issues)) issue.comments = []; // what tells the filer is another work
    return { run: () => at.file(input), holds: () => oneBug('agent') };
  },
  'adding a ticket to a bug': async () => {
    valueOf(await at.file(at.filing()));
    return joining('agent');
  },
  'adding a ticket to a bug that one may not see': async () => {
    valueOf(await site.settle({ appMayFile: true }));
    valueOf(await at.file(at.filing()));
    return joining('agent2');
  },
  'adding a ticket to a bug that the app does not know': async () => {
    const { id } = await site.newIssue('EXAM', 'Bug');
    return joining('agent', id);
  },
  'telling whom a bug is prepared for': async () => {
    valueOf(await site.settle({ filer: 'agent' }));
    const escalation = at.filing();
    return {
      run: () => site.call('agent2', 'prepareForFiler', escalation),
      holds: async () => {
        expect((site.stored('prepared') as Prepared[]).map(({ id, by }) => [id, by])).toEqual([
          [escalation.escalationId, 'agent2'],
        ]);
        expect(await notesOn(at.ticket.key)).toBe(1);
      },
    };
  },
};

const joining = async (who: 'agent' | 'agent2', ofJira?: string): Promise<Work> => {
  const bug = ofJira ?? (site.stored('bug')[0] as { bugId: string }).bugId;
  const ticket = await site.newIssue('SUP', 'Support request');
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${bug}?fields=summary`);
  const { key } = body as { key: string };
  const { releaseId, handoffId } = at;
  const input = {
    ...{ issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId, bugId: bug },
    ...{ productId: site.exam.id, targetId: site.exam.id, customer: null, panelUrl: PANEL },
  };
  return {
    run: () => site.call(who, 'joinBug', input),
    holds: async () => {
      await hangsOnce(ticket, key, who);
      expect(site.stored('bug')).toMatchObject([{ bugKey: key, tickets: 1 }]);
      expect(await at.bugs()).toHaveLength(1);
    },
  };
};

/** As it was kept, a while later; from now on what searches lags behind. */
const begin = async (work: () => Promise<Work>): Promise<Work> => {
  snapshots.restore('begin');
  site.faults.clear();
  wait(20 * MINUTE);
  const begun = await work();
  wait(MINUTE);
  site.state.jira.searchLagMs = 30_000;
  site.state.kvs.indexLagMs = 5_000;
  return begun;
};

const actionOf = (how: How) =>
  typeof how === 'string' ? how : { status: how, ...(how === 429 && { headers: { 'retry-after': '0.001' } }) };

/** What a person may be told after a fault: that something doesn't answer, that somebody (they) is at it, or that it isn't known yet. */
const TRUE_WORDS = ['jira-unavailable', 'storage-unavailable', 'busy', 'filing-in-progress', 'outcome-unknown'];

/** The screen's retries, until it is done; how often a person pressed. */
const retried = async (run: Work['run'], pause: number): Promise<number> => {
  for (let tries = 1; tries <= 6; tries += 1) {
    const answer = await run();
    if (answer.ok) {
      expect(answer.value).not.toMatchObject({ noteFailed: true });
      expect(answer.value).not.toMatchObject({ linkFailed: true });
      return tries;
    }
    expect(TRUE_WORDS).toContain(answer.code);
    wait(answer.code === 'filing-in-progress' || answer.code === 'outcome-unknown' ? 30_000 : pause);
  }
  throw new Error('it never came to an end');
};

/** After one fault and all retries: everything is there once, and nothing comes of a window that was left open. */
const onceAll = async ({ run, holds }: Work, fault: Parameters<Site['faults']['add']>[0][number], pause: number) => {
  site.faults.add([fault]);
  const tries = await retried(run, pause);
  if (fault.match.kind === 'jira' && typeof fault.action === 'object' && 'headers' in fault.action)
    expect(tries).toBe(1); // Jira said how long to wait, and the app did
  expect(site.faults.pending()).toEqual([]);
  wait(MINUTE);
  await holds();
  const before = allButPrepared();
  expect((await run()).ok).toBe(true);
  expect(allButPrepared()).toEqual(before);
  await holds();
};

/** What is prepared may be sent again with other words. */
const allButPrepared = () =>
  structuredClone(Object.entries(site.records()).filter(([key]) => !key.startsWith('prepared:')));

describe.each(Object.entries(WORKS))('%s', (_, arranged) => {
  test.each(HOW)(
    'fails at any call (%s) and is tried again, soon or late: everything is there once',
    async (how) => {
      const plain = await begin(arranged);
      const { remote } = await site.countCalls(() => retried(plain.run, 0));
      wait(MINUTE);
      await plain.holds();
      const all = remote.map((line) => line.split(' ') as ['kvs' | 'jira', string, string]);
      expect(all.length).toBeGreaterThan(4);
      for (const [nth, [kind, method, path]] of all.entries()) {
        const after = all.slice(0, nth).filter((one) => one[0] === kind && one[1] === method && one[2].includes(path));
        const fault = { match: { kind, method, path }, after: after.length, action: actionOf(how) };
        for (const pause of how === 'drop-after' ? [SOON, LATE] : [nth % 2 === 0 ? SOON : LATE])
          try {
            await onceAll(await begin(arranged), fault, pause);
          } catch (cause) {
            throw new Error(`call ${nth + 1} of ${all.length}: ${kind} ${method} ${path}`, { cause });
          }
      }
    },
    60_000,
  );
});
