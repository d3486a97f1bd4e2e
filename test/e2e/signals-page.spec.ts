import { expect, test, type FrameLocator } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, type Site } from '../../demo/client';
import type { CallInput } from '../../src/api/calls';
import { aForm, anId, aPlan } from '../fixtures/builders';
import { expectAccessible } from './axe';
import { startProduct } from './product';
import { actAs, appFrame, createIssue, DAY, emailOf, expectNoSideways, openPanel, rest, siteOf } from './site';

const QUESTION = 'Does it work on a tablet?';

const at = (site: Site, moment: number | null) =>
  host(site, '/host/clock', { now: moment === null ? null : new Date(moment).toISOString() });

/** A release that reached its first customers ten days ago, and what tickets said of it since. */
const tenDays = async (site: Site, key: string) => {
  const { releaseId, document } = await startProduct(site, key, {});
  const [po, agent] = [await asPerson(site, emailOf('po')), await asPerson(site, emailOf('agent'))];
  const now = Date.now();
  const plan = aPlan({ percent: 5 });
  const seen = await po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  const handoffId = seen.head?.handoffId ?? '';
  const { id: projectId } = z.parse(
    z.object({ id: z.string() }),
    await rest(site, 'admin', 'GET', `/rest/api/3/project/${key}S`),
  );
  const ticketOf = (nth: number) =>
    createIssue(site, {
      ...{ project: { key: `${key}S` }, issuetype: { name: 'Support request' }, summary: `Ticket ${nth} of ${key}` },
      reporter: { accountId: 'demo-customer' },
    });
  type Says = Pick<CallInput<'sendSignal'>, 'kind' | 'itemId' | 'question'>;
  const ticketSays = async (nth: number, says: Says) => {
    const { id: issueId } = await ticketOf(nth);
    const ticket = { issueId, projectId, releaseId, handoffId };
    await agent.call('sendSignal', { ...ticket, ...says, revision: 1 });
    return ticket;
  };
  const answer: Says = { kind: 'answer', itemId: document.likelyQuestions[0]?.id ?? '', question: null };
  const step: Says = { kind: 'happy-path', itemId: document.happyPath[0]?.id ?? '', question: null };
  try {
    await at(site, now - 10 * DAY);
    await po.call('saveSteps', { releaseId, steps: [plan] });
    await po.call('enterStep', { releaseId, stepId: plan.id });
    await at(site, now - 9 * DAY);
    for (const nth of [1, 2, 3]) await ticketSays(nth, answer);
    await ticketSays(4, {
      ...{ kind: 'not-in-handoff', itemId: null },
      question: { id: anId(), text: QUESTION, place: null, revision: 1 },
    });
    await at(site, now - 2 * DAY);
    const ticket = await ticketSays(5, step);
    await agent.call('fileBug', { ...ticket, escalationId: anId(), form: aForm(), panelUrl: null });
    for (const later of [1, 2, 3]) {
      await at(site, now - 2 * DAY + later * 60_000);
      await host(site, '/host/fire', { what: 'loop-is-due' });
    }
    await at(site, null);
    await ticketSays(6, answer);
  } finally {
    await at(site, null);
  }
  return { releaseId, document };
};

const signalsOf = (frame: FrameLocator) => frame.getByRole('region', { name: 'Signals of this release' });

const isDrawn = (frame: FrameLocator) =>
  frame.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return new Set(Array.from(data).filter((_, nth) => nth % 4 !== 3)).size > 8;
  });

const picture = (frame: FrameLocator) =>
  frame.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test('what tickets say of a release: a chart, the same figures as a table, and the first-wave report to copy', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const site = siteOf(baseURL);
  const { document } = await tenDays(site, 'SIGN');
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await actAs(page, 'po');
  const frame = await openPanel(page, '1.0 SIGN', 'SIGN');
  const signals = signalsOf(frame);
  await signals.getByRole('button', { name: 'Show the signals' }).press('Enter');
  await expect(frame.getByText('Signals of this release', { exact: true })).toBeFocused();
  const summary =
    '5 tickets: 1 not in the handoff; 1 went up to Support L2 or beyond, 1 of them to Support L3. Likely question: 3, Happy path: 1, Not in the handoff: 1.';
  await expect(signals.getByRole('img', { name: `Chart of tickets over time. ${summary}` })).toBeVisible();
  await expect.poll(() => isDrawn(frame)).toBe(true);
  await expect(signals.getByText('What was last said of 1 ticket is not in these figures yet.')).toBeVisible();

  await signals.getByText('The same as a table').click();
  const table = signals.getByRole('table', { name: 'Tickets over time' });
  await expect(table.getByRole('row')).toHaveCount(1 + 11 + 1);
  const numbers = (row: number) => table.getByRole('row').nth(row).getByRole('cell');
  await expect(numbers(1)).toHaveText(['0', '0', '0', '0', 'Rollout: 5 %']);
  await expect(numbers(2)).toHaveText(['4', '3', '0', '1', '']);
  await expect(numbers(3)).toHaveText(['0', '0', '0', '0', '']);
  await expect(numbers(9)).toHaveText(['1', '0', '1', '0', '']);
  await expect(table.getByRole('row').last()).toContainText(/All\s*5\s*3\s*1\s*1/);

  const hits = signals.getByRole('list', { name: 'Hits per item' }).getByRole('listitem');
  await expect(hits).toHaveCount(2);
  await expect(hits.first()).toContainText(document.likelyQuestions[0]?.question ?? '');
  await expect(hits.first()).toContainText('3 tickets, at 5 %');
  const widths = await hits.evaluateAll((items) => items.map((item) => item.lastElementChild?.clientWidth ?? 0));
  expect(Math.round((widths[1] ?? 0) / ((widths[0] ?? 0) / 3))).toBe(1); // the second has one of three
  const tiers = signals.getByRole('table', { name: 'How many went up' });
  await expect(tiers.getByRole('row', { name: 'Support L3' }).getByRole('cell').first()).toHaveText('1 of 5 (20 %)');
  await expect(tiers.getByText('too few tickets to compare')).toHaveCount(2);
  await expect(signals.getByRole('list', { name: 'L3 bugs by chain level' })).toContainText('Untriaged: 1');
  await expect(signals.getByText('1 question was asked from tickets: 1 open')).toBeVisible();

  await signals.getByRole('button', { name: 'Copy as Markdown' }).press('Enter');
  await expect(signals.getByText('Copied. It is for your own people.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('# First 72 hours of “\u20681.0 SIGN\u2069”');
  expect(copied).toContain('- 4 tickets in 72 hours');
  expect(copied).toContain('- Likely question: 3');
  expect(copied).toContain(QUESTION);
  await signals.getByRole('button', { name: 'Copy as text' }).press('Enter');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('- 0 L3 bugs filed');
  await signals.getByText('Read it here').click();
  await expect(signals.getByText('4 tickets in 72 hours')).toBeVisible();

  const light = await picture(frame);
  await expectAccessible(page); // light, then dark
  await expect.poll(() => picture(frame)).not.toBe(light);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(frame);
  await expect.poll(() => isDrawn(frame)).toBe(true);
  expect(violations).toEqual([]);
});

test('before any ticket, it says how one comes to be counted, and when the first wave begins', async ({
  page,
  baseURL,
}) => {
  await startProduct(siteOf(baseURL), 'SIGE', {});
  await actAs(page, 'agent2'); // reads in the support project only
  const frame = await openPanel(page, '1.0 SIGE', 'SIGES');
  await signalsOf(frame).getByRole('button', { name: 'Show the signals' }).click();
  await expect(signalsOf(frame).getByText('No ticket has been matched yet')).toBeVisible();
  await expect(
    signalsOf(frame).getByText(/They begin with the first rollout step beyond your own company/),
  ).toBeVisible();
});

test('the demo’s rolled-out releases: over the same weeks, beside each other, with what was said of each step', async ({
  page,
}) => {
  await actAs(page, 'cslead');
  const open = async (name: string) => {
    await page.goto('/jira/software/c/projects/EXAM');
    await page.getByRole('link', { name: 'CS Handoff' }).click();
    const frame = appFrame(page);
    await frame.getByRole('tab', { name: 'Released', exact: true }).click();
    await frame.getByRole('link', { name }).click();
    const signals = signalsOf(frame);
    await signals.getByRole('button', { name: 'Show the signals' }).click();
    await expect.poll(() => isDrawn(frame)).toBe(true);
    return signals;
  };
  let signals = await open('2.2 Rubrics');
  const tiers = signals.getByRole('table', { name: 'How many went up' });
  // Other journeys file bugs from this release too.
  await expect(tiers.getByRole('row', { name: 'Support L3' })).toContainText(
    /\d+ of \d+ \(\d+ %\)\d+ of \d+ \(\d+ %\)(?:about as|more than) usual/,
  );
  signals = await open('2.1 Question bank');
  await expect(signals.getByRole('table', { name: 'By how far the rollout had got' })).toContainText('at 100 %');
});
