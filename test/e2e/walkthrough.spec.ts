import { expect, test, type FrameLocator } from '@playwright/test';
import { expectAccessible } from './axe';
import { asPerson } from '../../demo/client';
import { actAs, appFrame, castOf, emailOf, expectNoSideways, handedOver, openPanel, siteOf, type Cast } from './site';

test.afterEach(({ page }) => page.request.delete('/host/faults'));

const opened = (cast: Cast, releaseId: string) =>
  cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
const field = (frame: FrameLocator) => frame.getByLabel('Question', { exact: true });
const heading = (frame: FrameLocator, name: string | RegExp) => frame.getByRole('heading', { level: 2, name });

test('PO and CS Lead walk through it at once, by keyboard alone, and each sees what the other asks', async ({
  page,
  browser,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Walkthrough journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);

  await actAs(page, 'po');
  const po = await openPanel(page, name);
  // Planned first, as it is a week before.
  await po.getByRole('button', { name: 'Plan a walkthrough' }).press('Enter');
  await expect(po.getByLabel('Planned for')).toBeFocused();
  await po.getByLabel('Planned for').fill('2099-03-01T10:00');
  await page.reload();
  await expect(po.getByLabel('Planned for')).toHaveValue('2099-03-01T10:00');
  await po.getByRole('button', { name: 'Plan it', exact: true }).press('Enter');
  await expect(po.getByText(/^Planned for Mar 1, 2099/)).toBeVisible();
  await po.getByRole('button', { name: 'Plan it anew' }).press('Enter');
  await po.getByLabel('Planned for').fill(new Date(Date.now() + 10 * 60_000).toISOString().slice(0, 16));
  await po.getByRole('button', { name: 'Plan it', exact: true }).press('Enter');
  await expect(po.getByText(/^Planned for Mar 1, 2099/)).toHaveCount(0);

  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const other = await context.newPage();
  await actAs(other, 'cslead');
  let csLead = await openPanel(other, name);
  await po.getByRole('button', { name: 'Start the walkthrough' }).press('Enter');
  await expect(field(po)).toBeFocused();
  // Who has the panel open is told within seconds.
  await expect(csLead.getByText('The walkthrough is under way')).toBeVisible({ timeout: 12_000 });
  await csLead.getByRole('button', { name: 'Join the walkthrough' }).press('Enter');
  await expect(field(csLead)).toBeFocused();

  await page.keyboard.type('What does a teacher see first?');
  await page.keyboard.press('Enter');
  await expect(field(po)).toHaveValue('');
  await expect(field(po)).toBeFocused();
  await other.keyboard.press('Alt+ArrowDown');
  await expect(heading(csLead, '2 of 6: Happy path')).toBeVisible();
  await csLead.getByLabel('It is about').selectOption({ index: 1 });
  await field(csLead).focus();
  await other.keyboard.type('And if she');
  await other.keyboard.press('Shift+Enter');
  await other.keyboard.type('clicks twice?');
  await other.keyboard.press('Enter');
  await other.keyboard.press('Alt+ArrowUp');

  await expect(csLead.getByText('What does a teacher see first?')).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(po.getByText('clicks twice?')).toBeVisible();
  await expect(po.getByText('2 of 3 questions asked before release')).toBeVisible();
  await expectAccessible(page);

  // A reload at any moment loses nothing: neither what is being typed, nor what couldn't be sent.
  const broken = { match: { kind: 'kvs', path: '/transaction' }, times: 100, action: { status: 500 } };
  await other.request.post('/host/faults', { data: [broken] });
  await field(csLead).fill('Does it work offline?');
  await field(csLead).press('Enter');
  await expect(csLead.getByText(/Not sent yet/)).toBeVisible();
  await field(csLead).fill('And half of anoth');
  await other.reload();
  csLead = appFrame(other);
  await expect(csLead.getByText('Does it work offline?')).toBeVisible();
  await expect(field(csLead)).toHaveValue('And half of anoth');
  await other.request.delete('/host/faults');
  await expect(csLead.getByText(/Not sent yet/)).toHaveCount(0);
  await field(csLead).press('Enter');
  await expect(heading(csLead, '3 questions here')).toBeVisible();

  await csLead.getByRole('button', { name: 'End the walkthrough' }).press('Enter');
  await expect(csLead.getByLabel('Minutes it took')).toBeFocused();
  await csLead.getByRole('button', { name: 'Go on with it' }).press('Enter');
  await expect(csLead.getByRole('button', { name: 'End the walkthrough' })).toBeFocused();
  await other.keyboard.press('Enter');
  await csLead.getByLabel('Minutes it took').fill('31');
  // Who reads in a support project only was there too.
  await csLead.getByRole('searchbox', { name: 'Who took part' }).fill('Bea');
  await csLead.getByRole('button', { name: 'Bea Novak' }).press('Enter');
  await other.reload();
  await expect(csLead.getByLabel('Minutes it took')).toHaveValue('31');
  await expectAccessible(other);
  await other.setViewportSize({ width: 360, height: 900 });
  await expectNoSideways(csLead);
  await other.setViewportSize({ width: 1280, height: 900 });
  await csLead.getByRole('button', { name: 'End and record it' }).press('Enter');
  await expect(csLead.getByText(/^Held .*, on revision 1, 31 minutes, with/)).toBeVisible();
  await expect(heading(csLead, 'Walkthrough').locator('[tabindex]')).toBeFocused();
  // The other one is told by seeing it on record.
  await expect(po.getByText(/^Held .*, on revision 1, 31 minutes, with/)).toBeVisible();

  const { head, questions } = await opened(cast, releaseId);
  expect(head).toMatchObject({ openQuestions: 4, session: null, walkthrough: { minutes: 31, revision: 1 } });
  expect(head?.walkthrough?.people).toEqual(expect.arrayContaining(['demo-po', 'demo-cslead', 'demo-agent2']));
  expect(questions.map(({ text }) => text).sort()).toEqual([
    'And half of anoth',
    'And if she\nclicks twice?',
    'Does it work offline?',
    'What does a teacher see first?',
  ]);
  await context.close();
});

test('what failed is what is tried again, and who asked on other days was not there', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Called off journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const earlier = { id: crypto.randomUUID(), text: 'Asked before it', place: null, revision: 1 };
  const rm = await asPerson(cast.site, emailOf('admin'));
  await rm.call('askQuestions', { releaseId, questions: [earlier] });
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Start the walkthrough' }).click();
  await frame.getByRole('button', { name: 'End the walkthrough' }).click();
  await expect(frame.getByRole('list', { name: 'Took part' }).getByRole('listitem')).toHaveCount(2); // PO and CS Lead

  const broken = { match: { kind: 'kvs', path: '/transaction' }, times: 100, action: { status: 500 } };
  await page.request.post('/host/faults', { data: [broken] });
  await frame.getByRole('button', { name: 'It was not held: record nothing' }).click();
  await expect(frame.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.request.delete('/host/faults');
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(frame.getByText(/Not held yet/)).toBeVisible();

  await cast.po.call('planWalkthrough', {
    ...{ releaseId, sessionId: crypto.randomUUID(), at: '2099-03-01T10:00:00.000Z', people: ['demo-po'] },
  });
  await page.reload();
  await page.request.post('/host/faults', { data: [broken] });
  await frame.getByRole('button', { name: 'Call it off' }).click();
  await expect(frame.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.request.delete('/host/faults');
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(frame.getByText(/^Planned for/)).toHaveCount(0);
  const { head } = await opened(cast, releaseId);
  expect(head).toMatchObject({ session: null, walkthrough: null });
});

test('questions have an owner and one list, and end in a revision', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Questions journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await actAs(page, 'cslead');
  let frame = await openPanel(page, name);
  await field(frame).fill('Which grades does it know?');
  await frame.getByLabel('It is about').selectOption({ label: 'Known limitations' });
  await field(frame).press('Enter');
  const asked = frame.getByRole('listitem').filter({ hasText: 'Which grades does it know?' });
  await expect(asked.getByText('About Known limitations')).toBeVisible();
  await expect(asked.getByText(/Asked by .*, today, on revision 1/)).toBeVisible();
  await expect(asked.getByText(/the PO, .*, owes the answer/)).toBeVisible();
  await asked.getByRole('button', { name: 'Say who owes it' }).click();
  await asked.getByRole('searchbox', { name: 'Who owes the answer' }).fill('Bea');
  const owner = 'Bea Novak';
  await asked.getByRole('button', { name: owner }).click();
  await expect(asked.getByText(`${owner} owes the answer.`)).toBeVisible();
  await expect(asked.getByRole('button', { name: 'Say who owes it' })).toBeFocused();

  await frame.getByRole('link', { name: 'All releases' }).click();
  await frame.getByRole('tab', { name: 'Questions' }).click();
  const row = frame.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Known limitations');
  await expect(row).toContainText(owner);
  await expectAccessible(page);
  await frame.getByLabel('Only those that I owe').check();
  await expect(row).toHaveCount(0);
  await frame.getByLabel('Only those that I owe').uncheck();
  await row.getByRole('link').click();
  await expect(asked).toBeFocused();

  const view = await opened(cast, releaseId);
  const document = { ...view.document, whatsNew: 'It knows A to F.' };
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 1, document, note: 'grades', minor: false });
  await actAs(page, 'po');
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Answer it' }).click();
  await expect(frame.getByLabel('Section with the answer')).toHaveValue('limitations'); // what was asked about
  await frame.getByLabel('Section with the answer').selectOption({ label: "What's new" });
  await page.reload(); // what was chosen is kept, and its form opens
  await expect(frame.getByLabel('Section with the answer')).toHaveValue('whatsNew');
  await expect(frame.getByLabel('Answered by revision').locator('option')).toHaveCount(2);
  await frame.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(frame.getByText("Answered in the handoff: What's new, revision 2")).toBeVisible();
  await expect(frame.getByText(/^By Pia Olsen, /)).toBeVisible();
  await frame.getByRole('button', { name: 'What was written for it' }).press('Enter');
  await expect(frame.getByRole('insertion').last()).toContainText('It knows A to F');
});
