import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { aPlan } from '../fixtures/builders';
import { actAs, appFrame, castOf, createIssue, expectNoSideways, handedOver, openPanel, siteOf } from './site';

const part = (frame: FrameLocator) => frame.getByRole('region', { name: 'Rollout' });
const stepOf = (frame: FrameLocator, name: string) => part(frame).getByRole('listitem', { name, exact: true });
const stale = (frame: FrameLocator) => frame.getByText('May be out of date');

/** Writes the exit criteria that are asked for, and enters the step. */
const enter = async (frame: FrameLocator, name: string, criteria: string): Promise<void> => {
  const step = stepOf(frame, name);
  await step.getByRole('button', { name: /^Enter this step/ }).press('Enter');
  await expect(step.getByText('Write its exit criteria first')).toBeVisible();
  const field = step.getByLabel('Exit criteria');
  await expect(field).toBeFocused();
  await field.fill(criteria);
  await step.getByRole('button', { name: 'Save the step' }).press('Enter');
  // Not in the field, where it stands before it is saved.
  await expect(step.getByRole('definition').filter({ hasText: criteria })).toBeVisible();
  await step.getByRole('button', { name: /^Enter this step/ }).press('Enter');
  await step.getByRole('button', { name: 'Yes, enter it' }).press('Enter');
  await expect(step.getByText('Now here')).toBeVisible();
};

const end = async (frame: FrameLocator, name: string, decision: string, learned: string): Promise<void> => {
  const step = stepOf(frame, name);
  await step.getByRole('button', { name: /^(End this step|Decide anew)/ }).press('Enter');
  await expect(step.getByLabel('Decision')).toBeFocused();
  await step.getByLabel('Decision').selectOption(decision);
  await step.getByLabel('Because').fill(`It says so: ${learned}`);
  await step.getByLabel('What was learned').fill(learned);
  await step.getByRole('button', { name: 'Record the decision' }).press('Enter');
  await expect(step.getByRole('definition').filter({ hasText: learned }).first()).toBeVisible();
};

const onTicket = async (page: Page, ticketKey: string, release: string): Promise<FrameLocator> => {
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticketKey}`);
  const frame = appFrame(page, 'CS Handoff');
  await expect(frame.getByRole('heading', { level: 1, name: release })).toBeVisible();
  return frame;
};

test('a rollout, step by step: criteria first, still right, decided, learned from, complete and closed', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  const name = `Rollout journey ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const ticket = await createIssue(site, {
    ...{ project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: `N breaks in ${name}` },
    fixVersions: [{ id: releaseId }],
  });
  await actAs(page, 'po');
  let frame = await openPanel(page, name);
  await part(frame)
    .getByRole('button', { name: /^Plan the usual steps/ })
    .press('Enter');
  await expect(part(frame).getByRole('listitem')).toHaveCount(6);
  await expect(part(frame).getByText('Its exit criteria are still to be written')).toHaveCount(6);

  // A step is taken back, another one is planned, and nothing that was typed is lost.
  await stepOf(frame, '25 %')
    .getByRole('button', { name: /^Take back/ })
    .press('Enter');
  await stepOf(frame, '25 %').getByRole('button', { name: 'Yes, take it back' }).press('Enter');
  await expect(part(frame).getByRole('listitem')).toHaveCount(5);
  await part(frame).getByRole('button', { name: 'Add a step' }).press('Enter');
  const form = part(frame).getByRole('form', { name: 'Add the step' });
  await form.getByLabel('Whom it reaches').selectOption({ label: 'A segment of users' });
  await form.getByLabel('Who exactly').fill('בתי ספר יסודיים');
  await form.getByLabel('Percent of all users').fill('101');
  await form.getByLabel('Address of the feature flag').fill('javascript:alert(1)');
  await page.reload();
  frame = appFrame(page);
  await expect(form.getByLabel('Who exactly')).toHaveValue('בתי ספר יסודיים');
  await form.getByRole('button', { name: 'Add the step' }).press('Enter');
  await expect(form.getByText('Give a whole number from 0 to 100.')).toBeVisible();
  await expect(form.getByText('Give a web address that begins with https:// or http://, or none.')).toBeVisible();
  await form.getByLabel('Percent of all users').fill('3');
  await form.getByLabel('Address of the feature flag').fill('https://flags.example.com/n');
  await form.getByRole('button', { name: 'Add the step' }).press('Enter');
  await expect(part(frame).getByRole('listitem').nth(3)).toContainText('בתי ספר יסודיים');

  // Internal: entered, looked at again, ended.
  await enter(frame, 'Internal', 'Everybody in the company has used it');
  await expect(stale(frame)).toBeVisible();
  await expect(frame.getByText('rollout went to 0 % since it was last looked at')).toBeVisible();
  await expect(part(frame).getByText(/^Is the handoff still right at “.Internal.”\?$/u)).toBeVisible();
  await part(frame).getByRole('button', { name: 'Still right' }).press('Enter');
  await expect(stale(frame)).toHaveCount(0);
  await expect(frame.getByRole('heading', { level: 1, name })).toBeFocused();
  await end(frame, 'Internal', 'advance', 'They look for it in the menu');

  // 5 %: the agent hears of both.
  await enter(frame, '5 %', 'Three days without an L3 bug');
  await expect(frame.getByText('Rolling out (5 %)')).toBeVisible();
  let card = await onTicket(page, ticket.key, name);
  await expect(card.getByText('Not every customer has it yet')).toBeVisible();
  await expect(card.getByText('May be out of date')).toBeVisible();
  await expect(card.getByText('rollout went to 5 % since it was last looked at')).toBeVisible();

  await actAs(page, 'po');
  frame = await openPanel(page, name);
  await end(frame, '5 %', 'roll-back', 'A grade was lost');
  await expect(frame.getByText('Rolling out (0 %)')).toBeVisible();
  await expect(stepOf(frame, '5 %').getByText('To try it again, add it as a new step.')).toBeVisible();
  await end(frame, 'Internal', 'hold', 'They wait for a fix');
  await stepOf(frame, '100 %')
    .getByRole('button', { name: /^Change/ })
    .press('Enter');
  await stepOf(frame, '100 %').getByLabel('Exit criteria').fill('Two weeks without an L3 bug');
  await stepOf(frame, '100 %').getByRole('button', { name: 'Save the step' }).press('Enter');
  const saved = stepOf(frame, '100 %').getByRole('definition').filter({ hasText: 'Two weeks without an L3 bug' });
  await expect(saved).toBeVisible();
  await stepOf(frame, '100 %')
    .getByRole('button', { name: /^Enter this step/ })
    .press('Enter');
  await expect(stepOf(frame, '100 %').getByText('it was decided not to go on yet')).toBeVisible();
  await stepOf(frame, '100 %').getByRole('button', { name: 'Not now' }).press('Enter');
  await end(frame, 'Internal', 'roll-back', 'It was in there from the start');
  await expect(frame.getByText('Rolled back', { exact: true }).first()).toBeVisible();
  card = await onTicket(page, ticket.key, name);
  await expect(card.getByText('No customer has it now')).toBeVisible();

  // Everybody, and closed.
  await actAs(page, 'po');
  frame = await openPanel(page, name);
  await expect(frame.getByRole('button', { name: 'Close handoff' })).toHaveCount(0);
  await stepOf(frame, '100 %')
    .getByRole('button', { name: /^Enter this step/ })
    .press('Enter');
  await stepOf(frame, '100 %').getByRole('button', { name: 'Yes, enter it' }).press('Enter');
  await expect(stepOf(frame, '100 %').getByText('Now here')).toBeVisible();
  await end(frame, '100 %', 'advance', 'Nothing new');
  await part(frame).getByRole('button', { name: 'Close handoff' }).press('Enter');
  await expect(frame.getByText('Done', { exact: true })).toBeVisible();
  await expect(stale(frame)).toHaveCount(0);
  await expect(part(frame).getByText('Rollout complete: 100 % of users.')).toBeVisible();
  await expect(part(frame).getByRole('button')).toHaveCount(1); // the flag's
  await expect(frame.getByText('They look for it in the menu').last()).toBeVisible(); // on record, though said anew since
});

test('two people change the same step: neither text is lost', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Rollout race ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const plan = aPlan({ plannedFor: '2030-01-05' });
  await cast.po.call('saveSteps', { releaseId, steps: [plan] });
  await actAs(page, 'rm');
  const frame = await openPanel(page, name);
  const step = stepOf(frame, '5 %');
  await step.getByRole('button', { name: /^Change/ }).press('Enter');
  await step.getByLabel('Exit criteria').fill('Mine');
  await cast.po.call('saveSteps', { releaseId, steps: [{ ...plan, exitCriteria: 'Theirs' }], seen: [plan] });
  await step.getByRole('button', { name: 'Save the step' }).press('Enter');
  await expect(step.getByText('Somebody else changed this step meanwhile')).toBeVisible();
  await expect(step.getByRole('definition').getByText('Theirs')).toBeVisible();
  await expect(step.getByLabel('Exit criteria')).toHaveValue('Mine');
  await cast.po.call('removeStep', { releaseId, stepId: plan.id });
  await step.getByRole('button', { name: 'Put mine in its place' }).press('Enter');
  await step.getByRole('button', { name: 'It was taken back: plan mine again' }).press('Enter');
  await expect(step.getByRole('definition').getByText('Mine')).toBeVisible();

  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(frame);
});
