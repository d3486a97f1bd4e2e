import { expect, test } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, attach, jira, type Site } from '../../demo/client';
import { aForm, aPlan, anId } from '../fixtures/builders';
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

const filesSchema = z.object({
  fields: z.object({ attachment: z.array(z.object({ filename: z.string() })) }),
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
const filesOn = async (site: Site, key: string) =>
  z
    .parse(filesSchema, await rest(site, 'admin', 'GET', `/rest/api/3/issue/${key}?fields=attachment`))
    .fields.attachment.map(({ filename }) => filename);
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

test('what was chosen of a ticket comes along to the bug that it is added to; what was typed stays until it is discarded', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created, releaseId } = await startProduct(site, 'ALONG', {});
  const po = await asPerson(site, emailOf('po'));
  await po.call('saveSteps', { releaseId, steps: [aPlan({ audience: 'pilot', percent: 25 })] });
  const summary = 'הציונים נעלמים אחרי השמירה';
  const bugKey = await fileFrom(site, ticket, summary);
  const other = await fileFrom(
    site,
    await anotherTicket(site, 'ALONG', 'No printers'),
    'Print dialog shows no printers',
  );
  await created(2);
  const mine = await anotherTicket(site, 'ALONG', summary);
  await attach(site, emailOf('admin'), mine.key, 'grading.log', 'a log');
  await attach(site, emailOf('admin'), mine.key, 'contract.txt', 'of the customer');
  const say = (body: string) =>
    rest(site, 'agent', 'POST', `/rest/servicedeskapi/request/${mine.key}/comment`, { body, public: false });
  await say('The shard of this customer is full');
  await say('They are angry');

  await actAs(page, 'agent');
  const form = await openForm(page, mine.key);
  const similar = form.getByRole('region', { name: 'Is it one of these?' });
  const like = similar.getByRole('listitem').filter({ hasText: bugKey });
  await expect(like.getByText(summary)).toHaveCSS('direction', 'rtl');
  await expect(similar).toContainText('Choose below what comes along with your ticket');
  await form.getByLabel('Rollout step of the customer').selectOption({ index: 1 });
  await form.getByRole('checkbox', { name: 'grading.log' }).check();
  const comments = form.getByRole('group', { name: 'Comments' });
  await comments.getByRole('checkbox', { description: 'The shard of this customer is full' }).check();
  await form.getByLabel('Observed').fill('Typed for a new bug');
  await expect(similar).toContainText(/the customer’s rollout step “.*25 %.*”, 1 comment, 1 attachment\./);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(form);
  await page.setViewportSize({ width: 1280, height: 900 });

  await like.getByRole('button', { name: 'Add my ticket to this one' }).press('Enter');
  await expect(form.getByText('Your ticket is added to the bug')).toBeVisible();
  await expect(form.getByText('The attachment was carried to the bug.')).toBeVisible();
  await expect(
    form.getByText('1 comment of the ticket, as you chose, is told in a comment of yours there.'),
  ).toBeVisible();
  await expect(form.getByText(/did not come along/)).toHaveCount(0);
  await expect(form.getByText('What you typed was not sent')).toBeVisible();
  await expectAccessible(page, 'iframe');
  expect(await linkedTo(site, bugKey)).toEqual([ticket.key, mine.key]);
  expect(await filesOn(site, bugKey)).toEqual(['grading.log']);
  const [told, ...more] = await notesOn(site, bugKey);
  expect(more).toEqual([]);
  for (const words of [mine.key, 'The shard of this customer is full', 'internal: not for the customer'])
    expect(JSON.stringify(told?.body)).toContain(words);

  // It stays for another problem, and what came along isn't chosen again.
  const again = await openForm(page, mine.key);
  await expect(again.getByLabel('Observed')).toHaveValue('Typed for a new bug');
  await expect(again.getByRole('checkbox')).toHaveCount(4);
  await expect(again.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await again.getByText('1 other open bug').click();
  const next = again.getByRole('listitem').filter({ hasText: other });
  await next.getByRole('button', { name: 'Add my ticket to this one' }).click();
  await again.getByRole('button', { name: 'Discard what I typed' }).press('Enter');
  await expect(again.getByText('What you typed is discarded.')).toBeVisible();
  await expect(again.locator('#done')).toBeFocused();
  const fresh = await openForm(page, mine.key);
  await expect(fresh.getByLabel('Observed')).toHaveValue('');
  expect(await filesOn(site, other)).toEqual([]);
});

test('who may not go to Support L3 sees the bugs, and no button that would only refuse', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { ticket } = await startProduct(site, 'NOTL', {});
  const bugKey = await fileFrom(site, ticket, 'Grades vanish after saving');
  const mine = await anotherTicket(site, 'NOTL', 'Grades vanish after saving');
  const { id } = await jira(site, emailOf('admin'), 'GET', '/rest/api/3/project/NOTLS', z.object({ id: z.string() }));
  const admin = await asPerson(site, emailOf('admin'));
  await admin.call('saveSettings', { projectId: id, settings: { escalators: ['demo-cslead'] } });
  await actAs(page, 'agent');
  const form = await openForm(page, mine.key);
  const similar = form.getByRole('region', { name: 'Is it one of these?' });
  await expect(similar.getByRole('listitem').filter({ hasText: bugKey })).toBeVisible();
  await expect(similar).toContainText('Tell somebody who can which bug it is.');
  await expect(form.getByRole('button', { name: 'Add my ticket to this one' })).toHaveCount(0);
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
  await expect(like).toContainText('comments and attachments can’t');
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
