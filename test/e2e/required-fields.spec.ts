import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe';
import { openForm, startProduct, write } from './product';
import { actAs, siteOf } from './site';

/** Where the project of the bugs asks for more than the form has. Each journey has a product and a support project of its own. */

test('fields that the project requires are filled in in the form, and kept with what was typed', async ({
  page,
  baseURL,
}) => {
  const customFields = [
    { name: 'Squad', type: 'select', options: ['Grading', 'Upload'] },
    { name: 'Customers hit', type: 'number' },
    { name: 'Platforms', type: 'multiselect', options: ['Web', 'Phone'] },
  ];
  const names = customFields.map(({ name }) => name);
  const bugs = { screen: names, required: names };
  const { ticket, created } = await startProduct(siteOf(baseURL), 'REQD', {}, bugs, customFields);
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await write(form);
  await form.getByRole('button', { name: 'File bug' }).click();
  await expect(form.getByLabel('Squad')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'iframe');
  await form.getByLabel('Squad').selectOption({ label: 'Upload' });
  await form.getByLabel('Customers hit').fill('12');
  await form.getByRole('group', { name: 'Platforms' }).getByLabel('Phone').check();
  const again = await openForm(page, ticket.key);
  await expect(again.getByLabel('Customers hit')).toHaveValue('12');
  await again.getByRole('button', { name: 'File bug' }).click();
  await expect(again.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  expect(Object.values(bug?.fields ?? {})).toEqual(
    expect.arrayContaining([12, expect.objectContaining({ value: 'Upload' })]),
  );
});

test("what only Jira's own dialog can ask for is asked there; the bug is linked, noted and on record once", async ({
  page,
  baseURL,
}) => {
  // More choices than a list in a form should have.
  const options = Array.from({ length: 120 }, (_, nth) => `Area ${nth + 1}`);
  const customFields = [{ name: 'Area', type: 'select', options }];
  const bugs = { screen: ['Area'], required: ['Area'] };
  const { ticket, created } = await startProduct(siteOf(baseURL), 'DIAL', {}, bugs, customFields);
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await expect(form.getByText('Jira asks for more')).toBeVisible();
  await write(form);
  const goOn = form.getByRole('button', { name: 'Go on in Jira’s dialog' });
  const dialog = page.getByRole('dialog', { name: 'Create issue' });
  await goOn.click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(form.getByLabel('Observed')).toHaveValue('Exam 12 opens');
  await goOn.click();
  await expect(dialog.getByLabel('Summary')).toHaveValue('N breaks in DIAL');
  await dialog.getByLabel('Area').fill('Area 117');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(form.getByText('The bug is filed')).toBeVisible();
  const [bug] = await created(1);
  expect(bug?.fields.labels).toEqual(['chain-dial', 'chain-level-untriaged']);
  expect(bug?.fields.issuelinks).toHaveLength(1);
  await expect(form.getByText('internal note')).toBeVisible();
});

test('texts, a date, labels, components and a person are asked for as what they are', async ({ page, baseURL }) => {
  const customFields = [
    { name: 'Found in', type: 'text' },
    { name: 'Story', type: 'textarea' },
    { name: 'Broken since', type: 'date' },
    { name: 'Markets', type: 'labels' },
    { name: 'Engineer', type: 'user' },
  ];
  const fields = [...customFields.map(({ name }) => name), 'components'];
  const bugs = { screen: fields, required: fields, components: ['Web', 'Phone'] };
  const { ticket, created } = await startProduct(siteOf(baseURL), 'TYPES', {}, bugs, customFields);
  await actAs(page, 'agent');
  const form = await openForm(page, ticket.key);
  await write(form);
  const file = form.getByRole('button', { name: 'File bug' });
  await file.click();
  await expect(form.getByLabel('Found in')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('group', { name: 'Components' })).toContainText('This is missing');
  await expectAccessible(page, 'iframe');

  await form.getByLabel('Found in').fill('Build 814');
  await form.getByLabel('Story').fill('Worked on Monday\nBroke on Tuesday');
  await form.getByLabel('Broken since').fill('2026-02-03');
  await form.getByLabel('Markets').fill('north south');
  await form.getByRole('group', { name: 'Components' }).getByLabel('Phone').check();
  await form.getByLabel('Engineer', { exact: true }).fill('Pia');
  await form.getByRole('list', { name: 'Engineer: people found' }).getByRole('button', { name: 'Pia' }).click();
  await expect(form.getByRole('button', { name: /Remove Pia/ })).toBeVisible();
  await file.click();
  await expect(form.getByText('The bug is filed')).toBeVisible();

  const [bug] = await created(1);
  const values = Object.values(bug?.fields ?? {});
  expect(values).toEqual(
    expect.arrayContaining([
      ...['Build 814', '2026-02-03', ['north', 'south']],
      ...[[expect.objectContaining({ name: 'Phone' })], expect.objectContaining({ accountId: 'demo-po' })],
    ]),
  );
  expect(JSON.stringify(values)).toContain('Broke on Tuesday');
});
