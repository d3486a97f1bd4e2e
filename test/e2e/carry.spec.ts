import { expect, test, type FrameLocator } from '@playwright/test';
import * as z from 'zod/mini';
import { attach, host, type Site } from '../../demo/client';
import { expectAccessible } from './axe';
import { openForm, startProduct, write } from './product';
import { actAs, emailOf, expectNoSideways, rest, siteOf, type Who } from './site';

/** Attachments and comments of a ticket come along to its bug. Each journey has a product and a support project of its own. */

const HEBREW = 'צילום מסך (1).png';

const bugSchema = z.object({
  fields: z.looseObject({
    description: z.unknown(),
    attachment: z.array(z.looseObject({ id: z.string(), filename: z.string(), size: z.number() })),
  }),
});

const say = (site: Site, who: Who, key: string, text: string, isPublic: boolean) =>
  rest(site, who, 'POST', `/rest/servicedeskapi/request/${key}/comment`, { body: text, public: isPublic });

/** A ticket with three attachments, a reply and an internal note. */
const startTicket = async (site: Site, key: string, settings: Parameters<typeof startProduct>[2] = {}) => {
  const product = await startProduct(site, key, settings);
  const { ticket } = product;
  await attach(site, emailOf('admin'), ticket.key, HEBREW, 'not really a picture');
  await attach(site, emailOf('admin'), ticket.key, 'grading.log', 'x'.repeat(70_000));
  await attach(site, emailOf('admin'), ticket.key, 'contract.txt', 'of the customer');
  await say(site, 'agent', ticket.key, 'We are looking at it', true);
  await say(site, 'agent', ticket.key, 'The shard of this customer is full', false);
  return product;
};

const bugOf = async (site: Site, key: string) =>
  z.parse(bugSchema, await rest(site, 'admin', 'GET', `/rest/api/3/issue/${key}`)).fields;

const choose = async (form: FrameLocator) => {
  await form.getByRole('checkbox', { name: HEBREW }).check();
  await form.getByRole('checkbox', { name: 'grading.log' }).check();
  await form.getByRole('checkbox', { name: /Internal/ }).check();
};

test('two of three attachments and an internal comment are chosen, and are on the bug', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startTicket(site, 'CARRY');
  await attach(site, emailOf('admin'), ticket.key, 'dump.bin', new Uint8Array(11 * 2 ** 20));
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await write(form);
  await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(form.getByText(/Larger than 10 MB/)).toBeVisible();
  await expect(form.getByRole('checkbox', { name: 'dump.bin' })).toHaveCount(0);
  await choose(form);
  await expect(form.getByText('2 chosen, 68.4 kB in all')).toBeVisible();
  await expect(form.getByText('An internal comment is chosen')).toBeVisible();
  await expectAccessible(page, 'iframe');

  // What was chosen is part of what is typed, and is there after a reload.
  const again = await openForm(page, ticket.key);
  await expect(again.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await again.getByRole('button', { name: 'File bug' }).click();
  await expect(again.getByText('2 attachments were carried to the bug.')).toBeVisible();
  const [bug] = await created(1);
  const { attachment, description } = await bugOf(site, bug?.key ?? '');
  expect(attachment.map(({ filename, size }) => [filename, size])).toEqual([
    [HEBREW, 20],
    ['grading.log', 70_000],
  ]);
  const told = JSON.stringify(description);
  expect(told).toContain('internal: not for the customer');
  expect(told).toContain('The shard of this customer is full');
  expect(told).not.toContain('We are looking at it');
});

test('one that doesn’t come is told by name and tried again, in another visit too; none comes twice', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startTicket(site, 'AGAIN');
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await write(form);
  await choose(form);
  await host(site, '/host/faults', [
    {
      match: { kind: 'jira', method: 'POST', path: '/attachments', body: 'grading.log' },
      times: 3,
      action: 'drop-before',
    },
  ]);
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  await expect(form.getByText('1 of 2 attachments were carried')).toBeVisible();
  await expect(form.getByText('grading.log: Jira didn’t answer in time.')).toBeVisible();
  await form.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(form.locator('#done')).toBeFocused(); // what was pressed is gone while it tries
  await expect(form.getByText('grading.log: Jira didn’t answer in time.')).toBeVisible();
  const [bug] = await created(1);

  const next = await openForm(page, ticket.key);
  await expect(next.getByText(/have not come along yet/)).toBeVisible();
  await next.getByRole('button', { name: 'Carry them now' }).click();
  await expect(next.getByText('The attachment was carried to the bug.')).toBeVisible();
  const { attachment } = await bugOf(site, bug?.key ?? '');
  expect(attachment.map(({ filename }) => filename)).toEqual([HEBREW, 'grading.log']);
  const after = await openForm(page, ticket.key);
  await expect(after.getByLabel('Observed')).toBeVisible();
  await expect(after.getByText(/have not come along yet/)).toHaveCount(0);
});

test('what was chosen for a prepared bug is chosen for who files it, by keyboard and in a narrow window', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { ticket, created } = await startTicket(site, 'CARRYP', { filer: 'demo-agent' });
  await page.setViewportSize({ width: 420, height: 900 });
  await actAs(page, 'agent2');
  const form = await openForm(page, ticket.key);
  await write(form);
  await form.getByRole('checkbox', { name: 'grading.log' }).focus();
  await page.keyboard.press('Space');
  await expect(form.getByRole('checkbox', { name: 'grading.log' })).toBeChecked();
  await expectNoSideways(form);
  await form.getByRole('button', { name: 'Prepare it' }).click();
  await expect(form.getByText('The bug is prepared')).toBeVisible();

  await actAs(page, 'agent');
  const filled = await openForm(page, ticket.key);
  await filled.getByRole('button', { name: 'Fill in what is prepared' }).click();
  await expect(filled.getByRole('checkbox', { name: 'grading.log' })).toBeChecked();
  await filled.getByRole('button', { name: 'File bug' }).click();
  await expect(filled.getByText('The attachment was carried to the bug.')).toBeVisible();
  const [bug] = await created(1);
  expect((await bugOf(site, bug?.key ?? '')).attachment.map(({ filename }) => filename)).toEqual(['grading.log']);
});
