import { BUG_PROPERTY, TICKET_PROPERTY } from '../../src/domain/issue-properties';
import type { Bug } from '../../src/domain/bug';
import type { Signal } from '../../src/domain/signal';
import type { Tally } from '../../src/domain/tally';
import { aForm, NOW } from '../fixtures/builders';
import { PANEL, startFiling, type Filing } from '../fixtures/filing';
import { doInJira, type Act } from '../fixtures/life';
import { recount } from '../fixtures/signals';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** A handoff whose release is merged or replaced keeps its id: all that tickets said, and their bugs, go with it. */

let site: Site;
let at: Filing;
let other: { id: string; key: string };
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  other = await site.newIssue('SUP', 'Support request');
});

const happens = async (releases: readonly string[], what: Act['what']): Promise<void> => {
  jest.setSystemTime(Date.now() + 1_000);
  site.told.length = 0;
  expect((await doInJira(site, releases, { what, of: 0, to: 1 }, 1)).status).toBeLessThan(300);
  for (const event of site.told.splice(0)) await site.runEvents(event);
};
const ways = {
  merged: async () => {
    const to = await site.newRelease({ name: '2.5 Shortcut' });
    await happens([at.releaseId, to], 'merge');
    return to;
  },
  restored: async () => {
    const to = await site.newRelease({ name: '2.5 Shortcut' });
    await happens([at.releaseId], 'delete');
    valueOf(await site.call('admin', 'restoreHandoff', { releaseId: at.releaseId, toReleaseId: to }));
    return to;
  },
};
const loop = async (): Promise<void> => {
  jest.setSystemTime(Date.now() + 60_000);
  await site.runLoop();
  await site.runLoop();
};
const say = (releaseId: string, issueId: string, kind: 'working-as-intended' | 'feature-request') =>
  site.call('agent', 'sendSignal', {
    ...{ issueId, projectId: site.sup.id, releaseId, handoffId: at.handoffId },
    ...{ kind, itemId: null, revision: 1, question: null },
  });
const propertyOf = async (id: string, name: string): Promise<unknown> =>
  ((await site.rest('agent', 'GET', `/rest/api/3/issue/${id}/properties/${name}`)).body as { value?: unknown }).value;
const bugRecords = () => (site.stored('bug') as Partial<Bug>[]).filter(({ bugKey }) => bugKey !== undefined);
const signals = () => site.stored('signal') as Signal[];
const addToBug = (releaseId: string, bugId: string) =>
  site.call('agent', 'joinBug', {
    ...{ issueId: other.id, projectId: site.sup.id, releaseId, handoffId: at.handoffId, bugId, panelUrl: PANEL },
    ...{ productId: site.exam.id, targetId: site.exam.id, customer: null },
  });

describe.each(['merged', 'restored'] as const)('%s', (way) => {
  test('what was said stays said, is counted once, and Jira’s search finds it by the release as it is now', async () => {
    valueOf(await say(at.releaseId, at.ticket.id, 'feature-request'));
    await loop();
    const to = await ways[way]();
    valueOf(await say(to, at.ticket.id, 'working-as-intended'));
    valueOf(await say(to, other.id, 'feature-request'));
    await loop();
    expect(signals().map(({ handoffId }) => handoffId)).toEqual([at.handoffId, at.handoffId]);
    expect(
      signals()
        .map(({ earlier }) => earlier.length)
        .toSorted(),
    ).toEqual([0, 1]);
    const tallies = site.stored('tally') as Tally[];
    expect(tallies.find(({ handoffId }) => handoffId !== null)).toMatchObject(recount(signals()));
    expect(tallies.find(({ handoffId }) => handoffId === null)?.all).toEqual(recount(signals()).all);
    expect(await site.does('po', 'readSignals', { releaseId: to, throughProjectId: null })).toMatchObject({
      tally: { all: { tickets: { none: 2 } } },
    });
    for (const { id } of [at.ticket, other])
      expect(await propertyOf(id, TICKET_PROPERTY)).toMatchObject({ release: '2.5 Shortcut', releaseId: to });
  });

  test('what waits to be shown on a ticket names the release as it is now', async () => {
    valueOf(await say(at.releaseId, at.ticket.id, 'feature-request'));
    const to = await ways[way]();
    await loop();
    expect(await propertyOf(at.ticket.id, TICKET_PROPERTY)).toMatchObject({ release: '2.5 Shortcut', releaseId: to });
  });

  test('its bugs are told of and joined, who files the same hears of it, and triage names the release as it is now', async () => {
    const { bugKey } = valueOf(await at.file(at.filing()));
    const to = await ways[way]();
    const listed = await site.does('agent', 'listBugs', { issueId: other.id, projectId: site.sup.id, releaseId: to });
    expect(listed.bugs).toMatchObject([{ bugKey, tickets: 1 }]);
    const again = at.filing({ issueId: other.id, releaseId: to, knownBugs: [] });
    expect(refusalOf(await at.file(again)).code).toBe('similar-meanwhile');
    const bugId = listed.bugs[0]?.bugId ?? '';
    expect(valueOf(await addToBug(to, bugId))).toMatchObject({ bugKey, already: false });
    valueOf(
      await site.call('admin', 'triageBug', { issueId: bugId, level: 'scope', cause: 'scenario-gap', expected: null }),
    );
    const shown = { release: '2.5 Shortcut', releaseId: to, chainLevel: 'scope' };
    expect(await propertyOf(bugId, BUG_PROPERTY)).toMatchObject(shown);
    expect(bugRecords()).toMatchObject([{ handoffId: at.handoffId, triage: { level: 'scope' } }]);
  });

  test('a bug that was made before, and not on record yet, goes on record under the handoff and not under its pointer', async () => {
    const input = at.filing();
    at.lost('transaction', 'drop-before', 'kvs');
    expect((await at.file(input)).ok).toBe(false);
    expect(at.claim()?.step).toBe('created');
    const to = await ways[way]();
    jest.setSystemTime(NOW + 16 * 60_000);
    valueOf(await at.file(at.filing({ releaseId: to, form: aForm({ summary: 'Printing shows no printers' }) })));
    expect(bugRecords().map(({ handoffId }) => handoffId)).toEqual([at.handoffId, at.handoffId]);
    expect(signals()).toMatchObject([{ handoffId: at.handoffId, tier: 3 }]);
    const { head, history } = valueOf(await site.open('po', to));
    expect(head?.bugsSince).toBe(2);
    expect(history.filter(({ what }) => what === 'l3-filed')).toHaveLength(2);
  });
});
