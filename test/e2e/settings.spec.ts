import { expect, test } from '@playwright/test';
import { actAs } from './site';
import { openSettings, saveIn, TITLE } from './settings-page';

test('an admin maps a support project, says where bugs go and who signs, and mends what the check finds', async ({
  page,
}) => {
  await actAs(page, 'admin');
  let frame = await openSettings(page, '/jira/software/projects/SHOP');
  const section = (name: string) => frame.getByRole('region', { name });
  const mapping = section('Support projects that read these handoffs');
  await expect(mapping.getByText('No support project reads these handoffs yet')).toBeVisible();
  await mapping.getByLabel('Map a support project').selectOption('Exam Grader Support');
  await mapping.getByRole('button', { name: 'Map it' }).click();
  await expect(mapping.getByText('Not saved yet.')).toBeVisible();
  await saveIn(mapping);
  await expect(mapping.getByText('No support project reads these handoffs yet')).toHaveCount(0);

  const bugs = section('Where L3 bugs go');
  await bugs.getByLabel('Project').selectOption('Course Shop');
  await bugs.getByLabel('Issue type').selectOption('Bug');
  await saveIn(bugs);
  await expect(bugs.getByText('Agents can’t create Bug in Course Shop')).toBeVisible();
  await expect(bugs.getByText(/grant them Create issues/)).toContainText('Amir Gal');

  const filing = section('Bugs of people who may not create them');
  await filing.getByRole('button', { name: 'Name someone' }).click();
  await filing.getByRole('searchbox').fill('Otto');
  await filing.getByRole('button', { name: 'Otto Weiss', exact: true }).click();
  await expect(filing.getByRole('button', { name: 'Name someone else' })).toBeFocused();
  await saveIn(filing);
  await expect(bugs.getByText('Agents can’t create Bug in Course Shop')).toHaveCount(0);
  await expect(filing.getByText('Otto Weiss can’t see tickets of Exam Grader Support')).toBeVisible();

  const signing = section('Who signs');
  await expect(signing.getByText('Nobody is known to sign')).toBeVisible();
  const signers = signing.getByRole('group', { name: 'Also these people may sign' });
  await signers.getByRole('button', { name: 'Name someone' }).click();
  await signers.getByRole('searchbox').fill('Carla');
  await signers.getByRole('button', { name: 'Carla Santos', exact: true }).click();
  await saveIn(signing);
  await expect(signing.getByText('Nobody is known to sign')).toHaveCount(0);
  // She doesn't see this project, and reads and signs in the mapped one all the same.
  await expect(signing.getByText(/Carla Santos can’t/)).toHaveCount(0);

  // What was saved is there after a reload, and the other side of the mapping knows it.
  frame = await openSettings(page, '/jira/software/projects/SHOP');
  await expect(bugs.getByLabel('Issue type')).toHaveValue(/\d+/);
  await expect(signers.getByText('Carla Santos')).toBeVisible();
  frame = await openSettings(page, '/jira/servicedesk/projects/SUP');
  const reads = frame.getByRole('list', { name: 'Product projects that are mapped to this project' });
  await expect(reads.getByText('Course Shop')).toBeVisible();
  await expect(reads.getByText('Exam Grader', { exact: true })).toBeVisible();

  frame = await openSettings(page, '/jira/software/projects/SHOP');
  await mapping.getByRole('button', { name: 'Remove Exam Grader Support' }).click();
  await saveIn(mapping);
  await expect(mapping.getByText('No support project reads these handoffs yet')).toBeVisible();
  await expect(signing.getByText('Carla Santos can’t read these handoffs')).toBeVisible();
});

test('days are whole numbers: the sentence stands at the field, and the mended value is saved', async ({ page }) => {
  await actAs(page, 'admin');
  const frame = await openSettings(page, '/jira/software/projects/SHOP');
  const days = frame.getByRole('region', { name: 'Days', exact: true });
  const due = days.getByLabel('Days before the release date by which a handoff is due');
  await due.fill('');
  await days.getByRole('button', { name: 'Save' }).click();
  await expect(due).toHaveAccessibleDescription(/Write a whole number from 0 to 90/);
  await due.fill('9');
  await saveIn(days);
  await due.fill('7');
  await days.getByRole('button', { name: 'Discard' }).click();
  await expect(due).toHaveValue('9');
});

test('who does not administer the project has no such page', async ({ page }) => {
  await actAs(page, 'admin');
  await openSettings(page, '/jira/software/c/projects/EXAM');
  const address = page.url();
  await actAs(page, 'po');
  await page.goto('/jira/software/c/projects/EXAM');
  await expect(page.getByRole('link', { name: 'CS Handoff' })).toBeVisible();
  await expect(page.getByRole('link', { name: TITLE })).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("This page can't be found or you may not see it.")).toBeVisible();
});
