import { expect, test } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, type Site } from '../../demo/client';
import { aForm, anId } from '../fixtures/builders';
import { expectAccessible } from './axe';
import { openForm, startProduct, write } from './product';
import { actAs, appFrame, createIssue, emailOf, expectNoSideways, rest, siteOf } from './site';

/** Before a bug is filed: those that are there, and those that others are just filing. Each journey has a product of its own. */

const commentsSchema = z.object({
  comments: z.array(
    z.object({ body: z.unknown(), properties: z.array(z.object({ key: z.string(), value: z.unknown() })) }),
  ),
});
const linkedSchema = z.object({
  fields: z.object({ issuelinks: z.array(z.object({ outwardIssue: z.optional(z.object({ key: z.string() })) })) }),
});

const anotherTicket = (site: Site, key: string, summary: string) =>
  createIssue(site, {
    ...{ project: { key: `${key}S` }, issuetype: { name: 'Support request' }, summary },
    reporter: { accountId: 'demo-customer' },
  });

/** As the agent files it from the form. */
const fileFrom = async (site: Site, ticket: { id: string }, summary: string): Promise<string> => {
  const agent = await asPerson(site, emailOf('agent'));
  const { fields } = z.parse(
    z.object({ fields: z.object({ project: z.object({ id: z.string() }) }) }),
    await rest(site, 'agent', 'GET', `/rest/api/3/issue/${ticket.id}?fields=project`),
  );
  const projectId = fields.project.id;
  // A list of live handoffs lags a moment behind a hand-over.
  const prepare = () => agent.call('prepareEscalation', { issueId: ticket.id, projectId, releaseId: null });
  await expect.poll(async () => (await prepare()).chosen).not.toBeNull();
  const { chosen } = await prepare();
  const { bugKey } = await agent.call('fileBug', {
    ...{ escalationId: anId(), issueId: ticket.id, projectId, panelUrl: null, form: aForm({ summary }) },
    ...{ releaseId: chosen?.releaseId ?? '', handoffId: chosen?.handoffId ?? '' },
  });
  return bugKey ?? '';
};

const linkedTo = async (site: Site, bugKey: string): Promise<(string | undefined)[]> =>
  z
    .parse(linkedSchema, await rest(site, 'admin', 'GET', `/rest/api/3/issue/${bugKey}?fields=issuelinks`))
    .fields.issuelinks.map(({ outwardIssue }) => outwardIssue?.key);
const notesOn = async (site: Site, key: string) =>
  z.parse(commentsSchema, await rest(site, 'admin', 'GET', `/rest/api/3/issue/${key}/comment?expand=properties`))
    .comments;

test('an agent who types a summary sees the open bug that it is like, and adds the ticket to it', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startProduct(site, 'DUPL', {});
  const bugKey = await fileFrom(site, ticket, 'Grades vanish after saving');
  await fileFrom(site, await anotherTicket(site, 'DUPL', 'No printers'), 'Print dialog shows no printers');
  await created(2);
  const mine = await anotherTicket(site, 'DUPL', 'A customer asks for help');

  await actAs(page, 'agent');
  const form = await openForm(page, mine.key);
  const similar = form.getByRole('region', { name: 'Is it one of these?' });
  await expect(similar.getByText('No open bug reads like your summary.')).toBeVisible();
  await expect(similar.getByText('2 other open bugs')).toBeVisible();
  await form.getByLabel('Summary').fill('graeds vanish when I save them');
  const like = similar.getByRole('listitem').filter({ hasText: bugKey });
  await expect(like).toContainText('Grades vanish after saving');
  await expect(like).toContainText('1 ticket');
  await expect(like).toContainText('To Do');
  await expect(like).toContainText('not triaged yet');
  await expect(similar.getByRole('status')).toContainText('1 open bug reads like your summary.');
  await expectAccessible(page, 'iframe');
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(form);
  await page.setViewportSize({ width: 1280, height: 900 });

  await like.getByRole('button', { name: 'Add my ticket to this one' }).press('Enter');
  await expect(form.getByText('Your ticket is added to the bug')).toBeVisible();
  await expect(form.locator('#done')).toBeFocused();
  await expectAccessible(page, 'iframe');
  await created(2);
  expect(await linkedTo(site, bugKey)).toEqual([ticket.key, mine.key]);
  const [note, ...others] = await notesOn(site, mine.key);
  expect(others).toEqual([]);
  expect(JSON.stringify(note?.body)).toContain(bugKey);
  expect(note?.properties).toContainEqual({ key: 'sd.public.comment', value: { internal: true } });

  // The form tells of it by itself next time, and what was typed is still there.
  const again = await openForm(page, mine.key);
  await expect(again.getByText('Filed from this ticket before')).toBeVisible();
  await expect(again.getByLabel('Summary')).toHaveValue('graeds vanish when I save them');
  await expect(again.getByRole('link', { name: bugKey })).toHaveCount(1);
});

test('who may not see the bug learns that it is there by the ticket that it was filed from', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startProduct(site, 'HIDE', {});
  const bugKey = await fileFrom(site, ticket, 'Grades vanish after saving');
  await created(1);
  const mine = await anotherTicket(site, 'HIDE', 'N breaks');
  await actAs(page, 'agent2');
  const form = await openForm(page, mine.key);
  const like = form.getByRole('listitem').filter({ hasText: 'An L3 bug that was filed from' });
  await expect(like.getByRole('link', { name: ticket.key })).toBeVisible();
  await expect(like).toContainText('N breaks in HIDE');
  await expect(form.getByText(bugKey)).toHaveCount(0);
  await expect(form.getByText('Grades vanish')).toHaveCount(0);
  await like.getByRole('button', { name: 'Add my ticket to this one' }).click();
  await expect(form.getByText('Your ticket is added to the bug')).toBeVisible();
  await expect(form.getByText('Jira didn’t let the two be linked')).toBeVisible();
  await expect(form.getByText(bugKey)).toHaveCount(0);
  expect(await notesOn(site, mine.key)).toHaveLength(1);
});

test('two agents file one problem at once: the second is told before there are two bugs', async ({
  page,
  baseURL,
  browser,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startProduct(site, 'BOTH', {});
  const mine = await anotherTicket(site, 'BOTH', 'N breaks in BOTH, too');
  await actAs(page, 'agent');
  const form = await openForm(page, mine.key);
  await write(form);
  await expect(form.getByText('yours would be the first')).toBeVisible();

  const other = await browser.newPage({ baseURL: baseURL ?? '' });
  await actAs(other, 'admin');
  const theirs = await openForm(other, ticket.key);
  await write(theirs);
  await theirs.getByRole('button', { name: 'File bug' }).click();
  await expect(theirs.getByText('The bug is filed')).toBeVisible();
  await other.close();
  const [bug] = await created(1);

  await form.getByRole('button', { name: 'File bug' }).click();
  const told = form.getByRole('status').filter({ hasText: 'Somebody has filed the same, it seems' });
  await expect(told).toContainText(`filed ${bug?.key ?? ''} from ${ticket.key}`);
  await expect(told.getByRole('button', { name: 'Mine is another one: file it' })).toBeVisible();
  await expectAccessible(page, 'iframe');
  await told.getByRole('button', { name: 'Add my ticket to this one' }).click();
  await expect(form.getByText('Your ticket is added to the bug')).toBeVisible();
  await created(1);
  expect(await linkedTo(site, bug?.key ?? '')).toEqual([ticket.key, mine.key]);

  // A third one says that it is another problem.
  const third = await anotherTicket(site, 'BOTH', 'N breaks in BOTH, once more');
  await page.goto(`/browse/${third.key}`);
  const next = await openForm(page, third.key);
  await write(next);
  await expect(next.getByRole('button', { name: 'Add my ticket to this one' })).toBeVisible();
  await next.getByRole('button', { name: 'File bug' }).click();
  await expect(next.getByText('The bug is filed')).toBeVisible(); // it knew of the first one
  await created(2);
  await next.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(appFrame(page).getByRole('heading').first()).toBeVisible();
});
