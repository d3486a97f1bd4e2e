import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { asPerson, host } from '../../demo/client';
import {
  actAs,
  appFrame,
  castOf,
  createRelease,
  documentFor,
  emailOf,
  handedOver,
  openPanel,
  rest,
  siteOf,
  written,
  type Cast,
} from './site';

/** What happens to a release in Jira reaches its handoff by Jira's events, a little late. */

const version = (cast: Cast, method: string, path: string, body?: unknown) =>
  rest(cast.site, 'admin', method, `/rest/api/3/version/${path}`, body);

const opened = (cast: Cast, releaseId: string) =>
  cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });

const openList = async (page: Page, tab: string): Promise<FrameLocator> => {
  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await frame.getByRole('tab', { name: tab }).click();
  return frame;
};

test('released in Jira with its gate closed: the panel says who and what was missing, until it is taken back', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `7.1 Anyway ${Date.now()}`;
  const releaseId = await written(cast, name);
  const put = (body: unknown) => version(cast, 'PUT', releaseId, body);
  await actAs(page, 'po');
  const panel = await openPanel(page, name);
  await expect(panel.getByText(/Jira’s own Release button asks no app/)).toBeVisible(); // before it is pressed
  /** Jira tells apps of it in its own time. */
  const eventually = (look: () => Promise<void>) =>
    expect(async () => {
      await page.reload();
      await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
      await look();
    }).toPass();
  const banner = panel.getByRole('status').filter({ hasText: 'Released with the gate closed' });

  await put({ released: true });
  await eventually(() => expect(banner).toBeVisible({ timeout: 1_000 }));
  await expect(banner).toContainText('Ada Berg released it in Jira');
  await expect(banner).toContainText('Not handed over to CS yet — PO Pia Olsen');
  await put({ released: false });
  await eventually(() => expect(banner).toHaveCount(0, { timeout: 1_000 }));

  await put({ name: `${name} renamed` });
  await eventually(() => expect(panel.getByText(`is now "${name} renamed"`)).toBeVisible({ timeout: 1_000 }));
  await expect(panel.getByRole('heading', { level: 1, name: `${name} renamed` })).toBeVisible();
});

test('two releases with handoffs are merged: both texts are shown, the PO takes one, the other can still be read', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const [here, there] = [`7.2 Stays ${Date.now()}`, `7.2 Goes ${Date.now()}`];
  const [releaseId, gone] = [await written(cast, here), await written(cast, there)];
  await version(cast, 'PUT', `${gone}/mergeto/${releaseId}`);
  await expect.poll(async () => (await opened(cast, releaseId)).mergedTexts.length).toBe(1);

  await actAs(page, 'cslead');
  let panel = await openPanel(page, here);
  await expect(panel.getByText('Who writes this handoff chooses.')).toBeVisible();
  await expect(panel.getByRole('button', { name: /^Take the text/ })).toHaveCount(0);

  await actAs(page, 'po');
  panel = await openPanel(page, here);
  const both = panel.getByRole('region', { name: "Both texts: What's new" });
  for (const name of [here, there]) await expect(both.getByText(`${name} is here.`)).toBeVisible();
  await panel.getByRole('button', { name: `Take the text of ${there}` }).click();
  const heading = panel.getByRole('heading', { level: 1, name: here });
  await expect(panel.getByRole('heading', { name: 'Which text stays?' })).toHaveCount(0);
  await expect(heading).toBeFocused();
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${there} is here.`);

  await actAs(page, 'admin');
  panel = await openList(page, 'Archived');
  await panel.getByRole('link', { name: there }).click();
  await expect(panel.getByRole('heading', { name: 'Its release was merged into another one' })).toBeVisible();
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${there} is here.`);
});

test('a release is deleted: its handoff is read among those that are gone, and an admin gives it another release', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const [gone, next] = [`7.3 Deleted ${Date.now()}`, `7.3 Next ${Date.now()}`];
  const releaseId = await written(cast, gone);
  await createRelease(cast, next, 1); // among the first of the list
  await version(cast, 'DELETE', releaseId);
  await expect
    .poll(async () => (await opened(cast, releaseId).catch(() => null))?.head?.ended?.kind ?? null)
    .toBe('deleted');

  await actAs(page, 'admin');
  let panel = await openList(page, 'Archived');
  const row = panel.getByRole('table', { name: 'Releases that are gone' }).getByRole('row', { name: gone });
  await expect(row).toContainText('Deleted');
  await expect(row).toContainText('Pia Olsen');
  await row.getByRole('link', { name: gone }).click();
  await expect(panel.getByRole('heading', { level: 1, name: gone })).toBeFocused();
  await expect(panel.getByRole('heading', { name: 'Its release was deleted in Jira' })).toBeVisible();
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${gone} is here.`);
  const address = page.url();

  await actAs(page, 'po');
  await page.goto(address);
  await expect(panel.getByText(/Who administers this project can give it another release/)).toBeVisible();
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${gone} is here.`);
  await expect(panel.getByRole('button', { name: /Restore|Edit|Hand over/ })).toHaveCount(0);

  await actAs(page, 'admin');
  await page.goto(address);
  const restore = panel.getByRole('button', { name: 'Restore' });
  await expect(restore).toBeDisabled();
  await panel.getByLabel('Restore it to the release').selectOption({ label: next });
  await restore.click();
  await expect(panel.getByRole('heading', { level: 1, name: next })).toBeFocused();
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${gone} is here.`);
  await expect(panel.getByRole('listitem').filter({ hasText: 'Restored' })).toBeVisible();
  panel = await openList(page, 'Archived');
  await expect(panel.getByRole('tabpanel')).not.toContainText('Loading');
  await expect(panel.getByRole('link', { name: gone })).toHaveCount(0);
});

test('a release is archived: agents lose sight of it, its handoff is kept under Archived, and both come back with it', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `7.4 Archived ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const put = (body: unknown) => version(cast, 'PUT', releaseId, body);
  const read = async (panel: FrameLocator) => {
    await panel.getByRole('link', { name }).click();
    await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${name} is here.`);
  };
  /** In the support project, as soon as Jira has told the app. */
  const agentSees = async (count: number) => {
    await actAs(page, 'agent2');
    await page.goto('/jira/servicedesk/projects/SUP');
    await page.getByRole('link', { name: 'CS Handoff' }).click();
    const frame = appFrame(page);
    await expect(async () => {
      await page.reload();
      await expect(frame.getByRole('link', { name: '2.4 Grading shortcut' })).toBeVisible();
      await expect(frame.getByRole('link', { name })).toHaveCount(count, { timeout: 500 });
    }).toPass();
  };

  await agentSees(1);
  await put({ archived: true });
  await agentSees(0);
  await actAs(page, 'po');
  let frame = await openList(page, 'Unreleased');
  await expect(frame.getByRole('link', { name: '2.4 Grading shortcut' })).toBeVisible();
  await expect(frame.getByRole('link', { name })).toHaveCount(0);
  await frame.getByRole('tab', { name: 'Archived' }).click();
  await read(frame);

  await put({ archived: false });
  await agentSees(1);
  await actAs(page, 'po');
  frame = await openList(page, 'Unreleased');
  await read(frame);
  await expect(frame.getByRole('listitem').filter({ hasText: 'back from the archive' })).toBeVisible();
});

test('a project goes into the trash and comes back: its handoff is there as it was', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  await host(site, '/host/site', {
    projects: [{ key: 'BIN', name: 'Trashed Product', roles: { Members: [emailOf('po')] } }],
  });
  const project = (await rest(site, 'admin', 'GET', '/rest/api/3/project/BIN')) as { id: string };
  const name = '1.0 From the trash';
  const releaseId = await createRelease({ ...cast, exam: { ...cast.exam, id: project.id } }, name);
  const admin = await asPerson(site, emailOf('admin'));
  const document = documentFor(cast, releaseId, name);
  await admin.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });

  await actAs(page, 'admin');
  await openPanel(page, name, 'BIN');
  const address = page.url();
  await rest(site, 'admin', 'DELETE', '/rest/api/3/project/BIN?enableUndo=true');
  await page.goto(address);
  await expect(page.getByText(/can't be found|No project could be found/)).toBeVisible();

  await rest(site, 'admin', 'POST', '/rest/api/3/project/BIN/restore');
  const panel = await openPanel(page, name, 'BIN');
  await expect(panel.getByRole('article', { name: 'Handoff' })).toContainText(`${name} is here.`);
  await expect(panel.getByText('Not handed over to CS yet')).toBeVisible();
});
