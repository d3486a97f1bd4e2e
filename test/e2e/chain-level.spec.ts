import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, type Site } from '../../demo/client';
import { aForm } from '../fixtures/builders';
import { expectAccessible } from './axe';
import { startProduct } from './product';
import { actAs, appFrame, emailOf, expectNoSideways, rest, siteOf } from './site';

/** On an L3 bug: triage says where in the chain its cause lies; label, property and search follow; who has not the right sees why. */

// Below the handoff's panel; what is out of sight is not painted, and its animations never end.
test.use({ viewport: { width: 1280, height: 2400 } });

const issueSchema = z.object({ id: z.string(), fields: z.object({ labels: z.array(z.string()) }) });
const searchSchema = z.object({ issues: z.array(z.object({ key: z.string() })) });

/** An L3 bug as an agent filed it from a ticket; `po` triages there. */
const startBug = async (site: Site, key: string) => {
  const { ticket, settle, releaseId } = await startProduct(site, key, { triagers: ['demo-po'] });
  const [agent, po] = [await asPerson(site, emailOf('agent')), await asPerson(site, emailOf('po'))];
  const opened = await po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-11-25' });
  const { key: ticketKey, id: issueId } = ticket;
  const { fields } = z.parse(
    z.object({ fields: z.object({ project: z.object({ id: z.string() }) }) }),
    await rest(site, 'agent', 'GET', `/rest/api/3/issue/${issueId}?fields=project`),
  );
  const { bugKey } = await agent.call('fileBug', {
    ...{ escalationId: crypto.randomUUID(), issueId, projectId: fields.project.id, releaseId },
    ...{ handoffId: opened.head?.handoffId ?? '', form: aForm(), panelUrl: null },
  });
  const bug = bugKey ?? '';
  const labels = async () => {
    const { fields: found } = z.parse(issueSchema, await rest(site, 'po', 'GET', `/rest/api/3/issue/${bug}`));
    return found.labels.filter((label) => label.startsWith('chain-level'));
  };
  const found = async (jql: string): Promise<string[]> => {
    const path = `/rest/api/3/search/jql?fields=key&jql=${encodeURIComponent(`project = ${key} AND ${jql}`)}`;
    return z.parse(searchSchema, await rest(site, 'agent', 'GET', path)).issues.map((one) => one.key);
  };
  return { bug, ticketKey, settle, labels, found };
};

const openBug = async (page: Page, who: 'po' | 'agent' | 'admin', bug: string) => {
  await actAs(page, who);
  await page.goto(`/browse/${bug}`);
  const frame = appFrame(page, 'Chain level');
  await expect(frame.getByText('hangs on it')).toBeVisible();
  return frame;
};

/** By keyboard, here and below: while the frame above still grows, a click that was aimed at this one lands elsewhere. */
const choose = async (frame: FrameLocator, name: string): Promise<void> => {
  const radio = frame.getByRole('radio', { name });
  await radio.press('Space');
  await expect(radio).toBeChecked();
};

test('triage sets the chain level by keyboard; label, property and search follow, and it can be set anew', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { bug, ticketKey, labels, found } = await startBug(site, 'CHLA');
  const frame = await openBug(page, 'po', bug);
  await expect(frame.getByText('Untriaged.')).toBeVisible();
  await expect(frame.getByText('1 ticket hangs on it')).toBeVisible();
  await expect(frame.getByText('by the handoff of 1.0 CHLA')).toBeVisible();
  await expectAccessible(page, 'iframe[title="Chain level"]');

  // What is missing is said where it is, and the keyboard goes there.
  await frame.getByRole('button', { name: 'Set chain level' }).press('Enter');
  const levels = frame.getByRole('group', { name: 'Where in the chain does the cause lie?' });
  await expect(levels.getByText('Choose one.')).toBeVisible();
  await expect(levels.getByRole('radio', { name: 'Strategy' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(levels.getByRole('radio', { name: 'Scope' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(frame.getByRole('radio', { name: 'Scenario gap' })).toBeChecked();
  await frame.getByRole('button', { name: 'Set chain level' }).press('Enter');
  await expect(frame.getByText(/^Set by Pia/)).toBeVisible();
  await expect(frame.locator('#chain-level-set')).toBeFocused();
  expect(await labels()).toEqual(['chain-level-scope']);
  await expect.poll(() => found('csChainLevel = scope AND csChainCause = "scenario-gap"')).toEqual([bug]);
  await expect.poll(() => found('labels = chain-level-scope')).toEqual([bug]);
  expect(await found('csChainLevel = untriaged')).toEqual([]);
  // Jira's own view beside it shows the new label.
  await expect(page.getByText('chain-level-scope').first()).toBeVisible();

  await choose(frame, 'Operation');
  await frame.getByRole('button', { name: 'Set it anew' }).press('Enter');
  await expect(frame.getByRole('heading', { name: 'Before' })).toBeVisible();
  await expect(frame.getByRole('listitem')).toHaveText(/^Scope, Scenario gap by Pia/);
  expect(await labels()).toEqual(['chain-level-operation']);
  await expectAccessible(page, 'iframe[title="Chain level"]');
  await page.setViewportSize({ width: 320, height: 2400 });
  await expectNoSideways(frame);
  await page.setViewportSize({ width: 1280, height: 2400 });

  // On a ticket there is nothing to triage.
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticketKey}`);
  await expect(page.getByRole('button', { name: 'CS Handoff' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Chain level' })).toHaveCount(0);
});

test('an agent sees the level and why it is not theirs to set; what somebody else set meanwhile is shown, and the choice stays', async ({
  page,
  baseURL,
  browser,
}) => {
  const site = siteOf(baseURL);
  const { bug, labels } = await startBug(site, 'CHLB');
  const agents = await openBug(page, 'agent', bug);
  await expect(agents.getByText(/To set the chain level you need to be named as who triages.*Pia/)).toBeVisible();
  await expect(agents.getByRole('radio')).toHaveCount(0);
  await expectAccessible(page, 'iframe[title="Chain level"]');

  const mine = await openBug(page, 'po', bug);
  await choose(mine, 'Discovery');
  await choose(mine, 'None of these');
  const other = await browser.newPage({ baseURL: baseURL ?? '' });
  const theirs = await openBug(other, 'admin', bug);
  await choose(theirs, 'Execution');
  await choose(theirs, 'ADR drift');
  await theirs.getByRole('button', { name: 'Set chain level' }).press('Enter');
  await expect(theirs.getByText(/^Set by/)).toBeVisible();
  await other.close();

  await mine.getByRole('button', { name: 'Set chain level' }).press('Enter');
  await expect(mine.getByText('Somebody else set the chain level meanwhile')).toBeVisible();
  await expect(mine.locator('#chain-level-set')).toContainText('Execution');
  await expect(mine.getByRole('radio', { name: 'Discovery' })).toBeChecked();
  expect(await labels()).toEqual(['chain-level-execution']);
  await mine.getByRole('button', { name: 'Set it anew' }).press('Enter');
  await expect(mine.locator('#chain-level-set')).toContainText('Discovery');
  expect(await labels()).toEqual(['chain-level-discovery']);
});

test('a label that somebody changed by hand in Jira is shown, and taken over', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { bug, labels } = await startBug(site, 'CHLC');
  const change = (add: string, remove: string) =>
    rest(site, 'admin', 'PUT', `/rest/api/3/issue/${bug}`, { update: { labels: [{ add }, { remove }] } });
  await change('chain-level-operation', 'chain-level-untriaged');
  const frame = await openBug(page, 'po', bug);
  await expect(frame.getByText('There: Operation; here: Untriaged.')).toBeVisible();
  await expectAccessible(page, 'iframe[title="Chain level"]');
  await frame.getByRole('button', { name: 'Take over Operation' }).press('Enter');
  await expect(frame.getByRole('radio', { name: 'Operation' })).toBeFocused();
  await choose(frame, 'Observation mismatch');
  await frame.getByRole('button', { name: 'Set chain level' }).press('Enter');
  await expect(frame.getByText(/^Set by Pia/)).toBeVisible();
  await expect(frame.getByText('Its labels in Jira say something else')).toHaveCount(0);
  expect(await labels()).toEqual(['chain-level-operation']);
});

test('where Jira does not answer, it is on record at once and the label follows by itself', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { bug, labels } = await startBug(site, 'CHLD');
  const frame = await openBug(page, 'po', bug);
  await choose(frame, 'Strategy');
  await choose(frame, 'Integration gap');
  const match = { kind: 'jira', method: 'PUT', path: '/rest/api/3/issue/' };
  await host(site, '/host/faults', [{ match, times: 1, action: 'drop-before' }]);
  await frame.getByRole('button', { name: 'Set chain level' }).press('Enter');
  await expect(frame.getByText(/^Set by Pia/)).toBeVisible();
  expect(await labels()).toEqual(['chain-level-untriaged']);
  await host(site, '/host/clock', { now: new Date(Date.now() + 60_000).toISOString() });
  await host(site, '/host/fire', { what: 'loop-is-due' });
  await expect.poll(labels).toEqual(['chain-level-strategy']);
  await host(site, '/host/clock', { now: null });
});
