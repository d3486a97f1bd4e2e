import { expect, test, type Page } from '@playwright/test';
import { aPlan } from '../fixtures/builders';
import { expectAccessible } from './axe';
import {
  actAs,
  appFrame,
  castOf,
  createIssue,
  documentFor,
  expectNoSideways,
  handedOver,
  openPanel,
  rest,
  siteOf,
  written,
  type Cast,
} from './site';

/**
 * Every surface of the app in its states, in both themes; one opening of a surface serves for several states. The forms that
 * ways-to-file.spec.ts reaches are looked at there.
 */

test.describe.configure({ timeout: 120_000 });

const named = (what: string): string => `5.${Date.now() % 100_000} ${what}`;

const openList = async (page: Page, project = 'software/c/projects/EXAM') => {
  await page.goto(`/jira/${project}`);
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await expect(frame.getByRole('link', { name: /2\.4/ })).toBeVisible();
  return frame;
};

const version = (cast: Cast, method: string, path: string, body?: unknown) =>
  rest(cast.site, 'admin', method, `/rest/api/3/version/${path}`, body);

const opened = (cast: Cast, releaseId: string) =>
  cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' }).catch(() => null);

/** Until Jira has told the app. */
const eventually = (cast: Cast, releaseId: string, is: (view: Awaited<ReturnType<typeof opened>>) => boolean) =>
  expect.poll(async () => is(await opened(cast, releaseId))).toBe(true);

test('the lists of releases, those that are gone, and the handoff of one of them with the way to another', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = named('gone');
  const releaseId = await written(cast, name);
  await version(cast, 'DELETE', releaseId);
  await eventually(cast, releaseId, (seen) => seen?.head?.ended?.kind === 'deleted');
  await actAs(page, 'admin');
  const frame = await openList(page);
  await expectAccessible(page);
  await frame.getByRole('tab', { name: 'Released', exact: true }).click();
  await expect(frame.getByRole('link', { name: /2\.2 Rubrics/ })).toBeVisible();
  await expectAccessible(page);
  await frame.getByRole('tab', { name: 'Archived' }).click();
  await expect(frame.getByRole('heading', { name: 'Releases that are gone' })).toBeVisible();
  await expectAccessible(page);
  await frame.getByRole('link', { name }).click();
  await expect(frame.getByLabel('Restore it to the release')).toBeVisible();
  await expectAccessible(page);
});

test('the panel, the editor, a refused save, and both texts of a conflict', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = named('edited');
  const releaseId = await written(cast, name);
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  await expectAccessible(page);
  await frame.getByRole('button', { name: 'Edit' }).click();
  const text = frame.getByLabel("What's new", { exact: true });
  await text.fill(''); // so that it says what is missing
  await expectAccessible(page);
  await text.fill('Mine');
  const fault = { match: { kind: 'kvs', path: '/transaction' }, times: 1, action: { status: 500 } };
  await page.request.post('/host/faults', { data: [fault] });
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByRole('alert').getByText(/doesn’t answer/)).toBeVisible();
  await expectAccessible(page);
  const theirs = { ...documentFor(cast, releaseId, name), whatsNew: 'Theirs' };
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 1, document: theirs, note: '', minor: false });
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByRole('region', { name: "Conflict: What's new" })).toBeVisible();
  await expectAccessible(page);
});

test('the choice of a text after a merge', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = named('merged');
  const [releaseId, other] = [await written(cast, name), await written(cast, `${name} too`)];
  await version(cast, 'PUT', `${other}/mergeto/${releaseId}`);
  await eventually(cast, releaseId, (seen) => seen?.mergedTexts.length === 1);
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  await expect(frame.getByRole('heading', { name: 'Which text stays?' })).toBeVisible();
  await expectAccessible(page);
});

test('released with its gate closed, a waiver, and the form of another one', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = named('anyway');
  const releaseId = await written(cast, name);
  await actAs(page, 'rm');
  await openPanel(page, name);
  await version(cast, 'PUT', releaseId, { released: true });
  await eventually(cast, releaseId, (seen) => seen?.releasedAnyway != null);
  await page.reload();
  const frame = appFrame(page);
  await expect(frame.getByText('Released with the gate closed').first()).toBeVisible();
  await frame.getByRole('button', { name: /^Waive the gate/ }).click();
  await frame.getByRole('textbox', { name: 'Why it may pass without' }).fill('It must go out');
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click();
  await frame.getByRole('button', { name: /^Change the waiver/ }).click();
  await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click(); // with its problem told
  await expect(frame.getByText('This is missing')).toBeVisible();
  await expectAccessible(page);
});

test('signing and the walkthrough', async ({ page, baseURL }) => {
  const name = named('to sign');
  await handedOver(await castOf(siteOf(baseURL)), name, 3);
  await actAs(page, 'cslead');
  await openPanel(page, name);
  await expectAccessible(page);
});

test('a rollout: planned, asked for its criteria, entered, ended, stale, and each form with its problems told', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = named('rolling');
  const releaseId = await handedOver(cast, name, 3);
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  await expect(frame.getByText('No steps yet')).toBeVisible();
  await expectAccessible(page);
  const flag = { key: 'n', url: 'https://flags.example.com/n' };
  const [internal, five] = [
    aPlan({ audience: 'internal', percent: 0, flag }),
    aPlan({ plannedFor: '2030-01-05', exitCriteria: '' }),
  ];
  await cast.po.call('saveSteps', { releaseId, steps: [internal, five] });
  await cast.po.call('enterStep', { releaseId, stepId: internal.id });
  await page.reload();
  await frame.getByRole('button', { name: 'End this step' }).click();
  await frame.getByRole('button', { name: 'Record the decision' }).click();
  await frame.getByRole('button', { name: 'Enter this step' }).click();
  await frame.getByLabel('Percent of all users').fill('');
  await frame.getByRole('button', { name: 'Save the step' }).click();
  await expect(frame.getByText('Choose what was decided.')).toBeVisible();
  await expect(frame.getByText('Give a whole number from 0 to 100.')).toBeVisible();
  await expect(frame.getByText('May be out of date')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(frame);
});

test('the list and a handoff in a support project', async ({ page }) => {
  await actAs(page, 'agent2');
  const frame = await openList(page, 'servicedesk/projects/SUP');
  await expectAccessible(page);
  await frame.getByRole('link', { name: /2\.4/ }).click();
  await expect(frame.getByRole('article', { name: 'Handoff' })).toBeVisible();
  await expectAccessible(page);
});

test('a ticket with a handoff, the form of an L3 bug, and a ticket without a handoff', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const fields = { project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary: 'N opened a graded exam' };
  const { key } = await createIssue(site, { ...fields, reporter: { accountId: 'demo-customer' } });
  await actAs(page, 'agent');
  await page.goto(`/browse/${key}`);
  await expect(appFrame(page).getByRole('searchbox')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  const form = appFrame(page, 'File L3 bug');
  await form.getByRole('button', { name: 'File bug' }).click(); // with its problems told
  await expect(form.getByLabel('Observed')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);

  const bug = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'A bug of no release' };
  await page.goto(`/browse/${(await createIssue(site, bug)).key}`);
  await expect(appFrame(page).getByText('No handoff for this ticket')).toBeVisible();
  await expectAccessible(page);
});

test('the settings of a project, and the way in and out', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'Handoff settings' }).click();
  await expect(appFrame(page, 'Handoff settings').getByRole('button', { name: 'Save' }).first()).toBeVisible();
  await expectAccessible(page);

  await page.goto('/jira/settings/apps');
  await page.getByRole('link', { name: 'Get started with CS Handoff' }).click();
  const start = appFrame(page, 'Get started with CS Handoff');
  await expect(start.getByRole('heading', { name: 'Last failures' })).toBeVisible();
  await expectAccessible(page);
});

test('the rule of the gate, to look at and to change', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM/workflows');
  const rule = appFrame(page, 'CS handoff is ready');
  await page.getByRole('button', { name: /^View/ }).first().click();
  await expect(rule.getByRole('definition').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await expect(rule.getByRole('radio').first()).toBeVisible();
  await expectAccessible(page);
});
