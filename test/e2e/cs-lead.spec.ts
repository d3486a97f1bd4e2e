import { expect, test } from '@playwright/test';
import { actAs, castOf, handedOver, openPanel, siteOf } from './site';

test('CS Lead asks at the walkthrough, refuses with a reason, and signs what was mended', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `CS Lead journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await actAs(page, 'cslead');
  let frame = await openPanel(page, name);

  // A reader's page: six headings in order, no form control inside.
  const article = frame.getByRole('article', { name: 'Handoff' });
  await expect(article.getByRole('heading', { level: 2 })).toHaveText([
    "What's new",
    'Happy path',
    'Known limitations',
    'Likely questions and answers',
    'Escalation path',
    'Dashboard link',
  ]);
  await expect(article.locator('input, textarea, select, button')).toHaveCount(0);

  await frame.getByRole('button', { name: 'Record one held elsewhere' }).click();
  await frame.getByLabel('When').fill('2026-01-05T10:00');
  await frame.getByRole('button', { name: 'Add a question that was asked' }).click();
  await frame.getByLabel('Question asked 1').fill('Does it work offline?');
  await frame.getByRole('button', { name: 'Record walkthrough' }).click();
  await expect(frame.getByText('1 open question')).toBeVisible();

  await frame.getByRole('button', { name: 'Refuse' }).click();
  await expect(frame.getByText('Give a reason, in at most 1,000 characters.')).toBeVisible();
  await frame.getByLabel('Reason for refusing').fill('Say whether it works offline.');
  await frame.getByRole('button', { name: 'Refuse' }).click();
  await expect(frame.getByText('Refused', { exact: true }).first()).toBeVisible();

  await actAs(page, 'po');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel("What's new", { exact: true }).fill('It works offline too.');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText('With CS', { exact: true })).toBeVisible();
  await frame.getByRole('button', { name: 'Answer it' }).click();
  await frame.getByLabel('Section with the answer').selectOption({ label: "What's new" });
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText('1 open question')).toHaveCount(0);
  await expect(frame.getByText('Only the CS Lead signs or refuses.')).toBeVisible();

  await actAs(page, 'cslead');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(frame.getByText('Signed', { exact: true }).first()).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'Ready' })).toBeVisible();

  const opened = () => cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  expect((await opened()).blockers).toEqual([]);
  const history = async () => (await opened()).history.map(({ what }) => what); // a list, so it may lag
  await expect.poll(history).toEqual(expect.arrayContaining(['handed-over', 'walkthrough', 'refused', 'signed']));
});
