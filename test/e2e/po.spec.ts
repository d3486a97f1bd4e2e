import { expect, test } from '@playwright/test';
import { actAs, castOf, createRelease, documentFor, openPanel, siteOf } from './site';

test('a PO writes a handoff, is told what is missing, loses nothing in a reload, and hands over', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `PO journey ${Date.now()}`;
  const releaseId = await createRelease(cast, name);
  await actAs(page, 'po');
  let frame = await openPanel(page, name);
  await expect(frame.getByRole('link', { name: 'The handoff is not started' })).toBeVisible();

  await frame.getByRole('button', { name: 'Write the handoff' }).click();
  await frame.getByLabel("What's new", { exact: true }).fill('Teachers grade faster with the key N. <b>not markup</b>');
  await page.reload();
  frame = page.frameLocator('iframe[title="CS Handoff"]');
  await expect(frame.getByLabel("What's new", { exact: true })).toHaveValue(
    'Teachers grade faster with the key N. <b>not markup</b>',
  );

  await frame.getByRole('button', { name: 'Add a step' }).click();
  await frame.getByLabel('Step 1: who does what').fill('Gal clicks Grade');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText('say in each step who does what, and what they see').first()).toBeVisible();
  await frame.getByLabel('Step 1: what they see').fill('The next exam opens');
  await frame.getByLabel('None, because').fill('Everything planned is in.');
  for (const nth of [1, 2, 3]) {
    await frame.getByRole('button', { name: 'Add a question' }).click();
    await frame.getByLabel(`Question ${nth}`, { exact: true }).fill(`Question number ${nth}?`);
    await frame.getByLabel(`Answer ${nth} (say to the customer)`).fill(`Answer number ${nth}.`);
  }
  const escalation = documentFor(cast, releaseId, name).escalation;
  await frame.getByLabel('Support L1: how to look it up').fill(escalation.lookUp);
  await frame.getByLabel('Support L2: how to reproduce').fill(escalation.reproduce);
  await frame.getByLabel('Support L3 project').selectOption({ label: 'Exam Grader' });
  await frame.getByLabel('Support L3 issue type').selectOption({ label: 'Bug' });
  await expect(frame.getByLabel('Chain label')).toHaveValue(escalation.chainLabel);
  await frame.getByLabel('Counts as a bug').fill('A grade is lost');
  await frame.getByLabel('Bug: who is told').fill('Team lead');
  await frame.getByLabel('Counts as a feature request').fill('Another key');
  await frame.getByLabel('Feature request: who is told').fill('PO');
  await frame.getByLabel('Working as intended', { exact: true }).fill('N in a text');
  await frame.getByLabel('Working as intended: who is told').fill('Nobody');
  await frame.getByLabel('Dashboard address').fill('javascript:alert(1)');
  await frame.getByLabel('What to watch').fill('Exams per hour');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText('give a web address that begins with https:// or http://').first()).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Hand over' })).toHaveCount(0);

  await frame.getByLabel('Dashboard address').fill('https://dashboards.example.com/n');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await frame.getByRole('button', { name: 'Hand over' }).click();
  await expect(frame.getByText('With CS', { exact: true })).toBeVisible();
  await expect(frame.getByText('CS Lead has not signed it')).toBeVisible();

  // What was typed is in a revision, as text.
  const view = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  expect(view.document.whatsNew).toContain('<b>not markup</b>');
  const stored = JSON.stringify(view.document);
  const typed = [
    'Gal clicks Grade',
    'The next exam opens',
    'Everything planned is in.',
    'Question number 3?',
    'Answer number 3.',
  ];
  const answered = [
    'A grade is lost',
    'Team lead',
    'Another key',
    'N in a text',
    'Nobody',
    'https://dashboards.example.com/n',
  ];
  for (const text of [...typed, ...answered, 'Exams per hour', escalation.lookUp, escalation.chainLabel])
    expect(stored).toContain(text);
});

test('two people save the same revision: the second sees both texts and merges', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Conflict ${Date.now()}`;
  const releaseId = await createRelease(cast, name);
  const document = documentFor(cast, releaseId, name);
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  await actAs(page, 'rm');
  const frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel("What's new", { exact: true }).fill('My text of the release');
  await cast.po.call('saveHandoff', {
    releaseId,
    expectedRevision: 1,
    document: { ...document, whatsNew: 'Their text of the release' },
    note: '',
    minor: false,
  });
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = frame.getByRole('region', { name: "Conflict: What's new" });
  await expect(conflict.getByText('Their text of the release')).toBeVisible();
  await expect(conflict.getByText('My text of the release')).toBeVisible();
  await expect(frame.getByRole('region', { name: 'Both of you changed this' })).toBeFocused();
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await frame.getByLabel("What's new", { exact: true }).fill('My text of the release, and their text of the release');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => {
      const view = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
      return [view.head?.revision, view.document.whatsNew];
    })
    .toEqual([3, 'My text of the release, and their text of the release']);
});
