import { expect, test, type Page } from '@playwright/test';
import { asPerson } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import { openForm, startProduct, write } from './product';
import { actAs, appFrame, createIssue, dayFromNow, emailOf, rest, siteOf } from './site';

/** What an agent sees while something is slow, fails or can't be kept. Each journey has a product of its own. */

type Body = { readonly payload: { readonly functionKey: string; readonly payload: Record<string, unknown> } };

/** Does something to the app's next calls of a name, in this browser only; the calls themselves stay as they are. */
const onCall = async (
  page: Page,
  name: string,
  what: 'fail' | number,
  isMeant: (input: Body) => boolean = () => true,
) =>
  page.route('**/host/invoke', async (route) => {
    const body = route.request().postDataJSON() as Body;
    if (body.payload.functionKey !== name || !isMeant(body)) return route.fallback();
    if (what === 'fail') return route.fulfill({ json: { ok: false, message: 'It failed on the way' } });
    await new Promise((wait) => setTimeout(wait, what));
    return route.fallback();
  });
const allIsWell = (page: Page) => page.unrouteAll({ behavior: 'ignoreErrors' });

const ticketOf = (site: ReturnType<typeof siteOf>, key: string, summary: string) =>
  createIssue(site, {
    ...{ project: { key: `${key}S` }, issuetype: { name: 'Support request' }, summary },
    reporter: { accountId: 'demo-customer' },
  });

/** A product whose two later releases are live too. */
const threeReleases = async (baseURL: string | undefined, key: string) => {
  const site = siteOf(baseURL);
  const { document, ...product } = await startProduct(site, key, {});
  const po = await asPerson(site, emailOf('po'));
  const { project, issueType } = {
    project: document.escalation.targetProject,
    issueType: document.escalation.issueType,
  };
  if (project === null || issueType === null) throw new Error('It names no target');
  const later = async (name: string) => {
    const version = { name, projectId: Number(project.id), driver: po.accountId, releaseDate: dayFromNow(12) };
    const { id: releaseId } = (await rest(site, 'admin', 'POST', '/rest/api/3/version', version)) as { id: string };
    const written = shortHandoff(name, { project, issueType }, `chain-${name.toLowerCase().replaceAll(/\W/g, '-')}`);
    await po.call('saveHandoff', { releaseId, expectedRevision: 0, document: written, note: '', minor: false });
    await po.call('handOver', { releaseId, revision: 1 });
    return releaseId;
  };
  const releases = [await later(`1.1 ${key}`), await later(`1.2 ${key}`)] as const;
  return { ...product, site, releases };
};

test('the handoff that was chosen last is the one whose bug is filed, however late the one before answers', async ({
  page,
  baseURL,
}) => {
  const key = `TRA${Date.now() % 10_000}`;
  const { ticket, releases, created } = await threeReleases(baseURL, key);
  const [slow, quick] = releases;
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  const handoff = form.getByLabel('Handoff', { exact: true });
  await expect(handoff.getByRole('option')).toHaveCount(3);
  await write(form);
  await onCall(page, 'prepareEscalation', 1_500, ({ payload }) => payload.payload.releaseId === slow);
  await handoff.selectOption(slow);
  await expect(form.getByText('Preparing the form …')).toBeVisible();
  await expect(form.getByRole('button', { name: 'File bug' })).toHaveCount(0); // nothing is filed by the one before
  await expect(handoff).toHaveValue(slow);
  await handoff.selectOption(quick);
  await expect(form.getByText(`chain-1-2-${key.toLowerCase()}`)).toBeVisible();
  await page.waitForTimeout(2_000); // the slow one has answered
  await expect(handoff).toHaveValue(quick);
  await expect(form.getByText(`chain-1-1-${key.toLowerCase()}`)).toHaveCount(0);
  await expect(form.getByLabel('Observed')).toHaveValue('Exam 12 opens');
  await allIsWell(page);

  // One that can't be had leaves the form as it was.
  await onCall(page, 'prepareEscalation', 'fail');
  await handoff.selectOption(slow);
  await expect(form.getByRole('alert')).toBeVisible();
  await expect(handoff).toHaveValue(quick);
  await allIsWell(page);
  await form.getByRole('button', { name: 'File bug' }).press('Enter');
  await expect(form.getByText('The bug is filed')).toBeVisible();
  await expect(form.locator('#done')).toBeFocused();
  const [bug] = await created(1);
  expect(bug?.fields.labels).toContain(`chain-1-2-${key.toLowerCase()}`);
});

test('where the browser keeps nothing, what was typed is there as long as the form is', async ({ page, baseURL }) => {
  const key = `TRB${Date.now() % 10_000}`;
  const { ticket, releases } = await threeReleases(baseURL, key);
  await page.addInitScript(() => {
    if (window !== window.top)
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Blocked', 'SecurityError');
        },
      });
  });
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await form.getByLabel('Observed').fill('Typed where nothing is kept');
  await expect(form.getByText('This browser does not keep what you type')).toBeVisible();
  await form.getByLabel('Handoff', { exact: true }).selectOption(releases[0]);
  await expect(form.getByText(`chain-1-1-${key.toLowerCase()}`)).toBeVisible();
  await expect(form.getByLabel('Observed')).toHaveValue('Typed where nothing is kept');
  await expect(form.getByText('This browser does not keep what you type')).toBeVisible();
});

test('what was typed before can be thrown away, once it is asked for', async ({ page, baseURL }) => {
  const { ticket } = await startProduct(siteOf(baseURL), `TRC${Date.now() % 10_000}`, {});
  await actAs(page, 'agent');
  let form = await openForm(page, ticket.key);
  await form.getByLabel('Observed').fill('Of another problem');
  form = await openForm(page, ticket.key);
  await expect(form.getByLabel('Observed')).toHaveValue('Of another problem');
  await form.getByRole('button', { name: 'Discard' }).press('Enter');
  await form.getByRole('button', { name: 'Yes, discard it' }).press('Enter');
  await expect(form.getByLabel('Observed')).toHaveValue('');
  await expect(form.getByLabel('Summary')).toBeFocused();
});

test('that no open bug is known is said only where it is; a ticket that could not be added says so at its bug', async ({
  page,
  baseURL,
}) => {
  const key = `TRD${Date.now() % 10_000}`;
  const site = siteOf(baseURL);
  const { ticket, created } = await startProduct(site, key, {});
  await actAs(page, 'agent');
  const first = await openForm(page, ticket.key);
  await write(first);
  await first.getByRole('button', { name: 'File bug' }).click();
  await expect(first.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  const bugKey = bug?.key ?? '';

  const mine = await ticketOf(site, key, `N breaks in ${key}`);
  await page.route('**/host/fetch-product', (route) =>
    route.request().postData()?.includes('/search/jql') === true ? route.fulfill({ status: 503 }) : route.fallback(),
  );
  await onCall(page, 'listBugs', 'fail');
  const form = await openForm(page, mine.key);
  const similar = form.getByRole('region', { name: 'Is it one of these?' });
  await expect(
    similar.getByText(/^Which bugs are open can’t be read just now\. Look again, or file yours/),
  ).toBeVisible();
  await expect(similar.getByText(/No open bug/)).toHaveCount(0);
  await allIsWell(page);
  await similar.getByRole('button', { name: 'Look again' }).press('Enter');
  const like = similar.getByRole('listitem').filter({ hasText: bugKey });
  await expect(like).toBeVisible();
  await expect(similar.getByText('1 open bug reads like your summary.')).toBeVisible();

  await onCall(page, 'joinBug', 'fail');
  await like.getByRole('button', { name: 'Add my ticket to this one' }).press('Enter');
  await expect(like.getByRole('alert')).toBeVisible();
  await allIsWell(page);
  await like.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(form.getByText('Your ticket is added to the bug')).toBeVisible();
  await expect(form.locator('#done')).toBeFocused();
});

test('tried again, "Save only" still passes nothing on; what could not be read anew is said', async ({
  page,
  baseURL,
}) => {
  const { ticket } = await startProduct(siteOf(baseURL), `TRE${Date.now() % 10_000}`, {});
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  const frame = appFrame(page);
  await frame.getByRole('button', { name: 'Enter what you looked up' }).press('Enter');
  await frame.getByLabel('What you looked up').fill('The history is empty');
  await onCall(page, 'saveLookUp', 'fail');
  await frame.getByRole('button', { name: 'Save only' }).press('Enter');
  await expect(frame.getByRole('alert')).toBeVisible();
  await expect(frame.getByLabel('What you looked up')).toHaveValue('The history is empty');
  await frame.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(frame.getByRole('button', { name: 'Try again' })).toBeFocused(); // it was gone meanwhile
  await allIsWell(page);
  await frame.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(frame.getByText(/^Looked up by Amir Gal, /)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Pass to Support L2' })).toBeVisible();
  await expect(frame.getByText(/^Passed on by/)).toHaveCount(0);

  await onCall(page, 'findHandoffs', 'fail');
  await frame.getByRole('button', { name: 'Pass to Support L2' }).press('Enter');
  await expect(frame.getByRole('alert')).toBeVisible();
  await allIsWell(page);
  await frame.getByRole('alert').getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(frame.getByText(/^Passed on by Amir Gal, /)).toBeVisible();
  await expect(frame.getByRole('alert')).toHaveCount(0);
});
