import { expect, test, type Locator, type Page } from '@playwright/test';
import { asPerson, host } from '../../demo/client';
import { aForm, aPlan } from '../fixtures/builders';
import { expectAccessible } from './axe';
import {
  actAs,
  appFrame,
  castOf,
  createIssue,
  emailOf,
  expectNoSideways,
  handedOver,
  rest,
  restStatus,
  siteOf,
  type Cast,
} from './site';

type Comments = {
  readonly comments: readonly { author: { accountType: string }; jsdPublic: boolean; body: unknown }[];
};

const ticketFor = ({ site }: Cast, summary: string) =>
  createIssue(site, {
    ...{ project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary },
    reporter: { accountId: 'demo-customer' },
  });

/** A ticket with an L3 bug of its own, whose customer is in that step of the rollout. `beside`: one that has other bugs. */
const escalated = async (
  cast: Cast,
  releaseId: string,
  percent: number,
  summary: string,
  beside: { id: string; key: string; known: readonly string[] } | null = null,
) => {
  const { site, exam } = cast;
  const ticket = beside ?? (await ticketFor(cast, summary));
  const escalationId = crypto.randomUUID();
  const agent = await asPerson(site, emailOf('agent'));
  const { id: supId } = (await rest(site, 'admin', 'GET', '/rest/api/3/project/SUP')) as { id: string };
  const { chosen } = await agent.call('prepareEscalation', { issueId: ticket.id, projectId: supId, releaseId });
  const { bugKey } = await agent.call('fileBug', {
    ...{
      escalationId,
      issueId: ticket.id,
      projectId: supId,
      releaseId,
      handoffId: chosen?.handoffId ?? '',
    },
    ...{ form: aForm({ summary }), panelUrl: null, productId: exam.id, targetId: exam.id },
    ...{ customer: { percent, name: `${percent} %` }, knownBugs: [...(beside?.known ?? [])] },
  });
  return { ...ticket, bugKey: bugKey ?? '', known: [...(beside?.known ?? []), escalationId] };
};

/** What the app wrote on a ticket by itself. */
const notesOn = async ({ site }: Cast, key: string): Promise<string[]> => {
  const { comments } = (await rest(site, 'agent', 'GET', `/rest/api/3/issue/${key}/comment`)) as Comments;
  expect(comments.every(({ jsdPublic }) => !jsdPublic)).toBe(true);
  return comments.filter(({ author }) => author.accountType === 'app').map(({ body }) => JSON.stringify(body));
};

/** Jira's events and the store's indexes are late: the loop runs until it has nothing more to say. */
const loopUntil = async (cast: Cast, notes: Readonly<Record<string, number>>): Promise<void> => {
  const counts = async () => {
    await host(cast.site, '/host/fire', { what: 'loop-is-due' });
    const all = await Promise.all(Object.keys(notes).map(async (key) => [key, (await notesOn(cast, key)).length]));
    return Object.fromEntries(all) as Record<string, number>;
  };
  await expect.poll(counts, { timeout: 20_000 }).toEqual(notes);
};

const finish = async ({ site }: Cast, bugKey: string): Promise<void> => {
  const path = `/rest/api/3/issue/${bugKey}/transitions`;
  const { transitions } = (await rest(site, 'admin', 'GET', path)) as { transitions: { id: string; name: string }[] };
  const id = transitions.find((one) => one.name === 'Done')?.id;
  await rest(site, 'admin', 'POST', path, { transition: { id } });
};

const bugsOn = async (page: Page, key: string): Promise<Locator> => {
  await page.goto(`/browse/${key}`);
  return appFrame(page).getByRole('region', { name: 'L3 bugs of this ticket' });
};

test('fixed, released, reached: told on two tickets whose customers are in different steps, and never to the customer', async ({
  page,
  baseURL,
  request,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Word back ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const early = await escalated(cast, releaseId, 5, 'Feedback of teachers is lost');
  const late = await escalated(cast, releaseId, 25, 'The timer stops at noon');
  const portal = () =>
    Promise.all(
      [early, late].map(({ key }) =>
        restStatus(request, 'customer', 'GET', `/rest/servicedeskapi/request/${key}/comment`),
      ),
    );
  const customerSaw = await portal();
  const enter = async (percent: number) => {
    const plan = aPlan({ id: crypto.randomUUID(), percent });
    await cast.po.call('saveSteps', { releaseId, steps: [plan], seen: [] });
    await cast.po.call('enterStep', { releaseId, stepId: plan.id });
  };
  await actAs(page, 'agent');
  let bugs = await bugsOn(page, early.key);
  await expect(bugs.getByText('Engineering has not triaged it yet.')).toBeVisible();

  for (const { bugKey } of [early, late]) {
    const fields = { fixVersions: [{ id: releaseId }] };
    await rest(cast.site, 'admin', 'PUT', `/rest/api/3/issue/${bugKey}`, { fields });
    await finish(cast, bugKey);
  }
  await loopUntil(cast, { [early.key]: 1, [late.key]: 1 });
  bugs = await bugsOn(page, early.key);
  await expect(bugs.getByText('Fixed, not yet released')).toBeVisible();
  await expect(bugs.getByRole('link', { name: early.bugKey })).toBeVisible();

  await enter(5);
  await rest(cast.site, 'admin', 'PUT', `/rest/api/3/version/${releaseId}`, { released: true });
  await loopUntil(cast, { [early.key]: 2, [late.key]: 2 });
  bugs = await bugsOn(page, late.key);
  await expect(bugs.getByText('Released, at 5 %')).toBeVisible();
  await expect(bugs.getByText('Your customer is in 25 %.')).toBeVisible();
  await expectAccessible(page, 'iframe[title="CS Handoff"]');
  await page.setViewportSize({ width: 360, height: 900 });
  await expectNoSideways(appFrame(page));
  await page.setViewportSize({ width: 1280, height: 900 });
  bugs = await bugsOn(page, early.key);
  await expect(bugs.getByText('Reached your customer')).toBeVisible();

  await enter(25);
  await loopUntil(cast, { [early.key]: 2, [late.key]: 3 });
  bugs = await bugsOn(page, late.key);
  await expect(bugs.getByText('Reached your customer')).toBeVisible();

  const told = await notesOn(cast, late.key);
  expect(told[0]).toContain('It is fixed, and not yet released.');
  expect(told[1]).toContain("this ticket's customer is in 25 %");
  expect(told[2]).toContain("The fix has reached this ticket's customer.");
  expect(told.join(' ')).not.toContain(late.bugKey);
  expect(await portal()).toEqual(customerSaw);

  // Who may not see the bug sees how it stands, and not which one it is.
  await actAs(page, 'agent2');
  bugs = await bugsOn(page, late.key);
  await expect(bugs.getByText('Reached your customer')).toBeVisible();
  await expect(bugs.getByText('In a project that you may not see')).toBeVisible();
  await expect(bugs.getByRole('link')).toHaveCount(0);
});

test('of many bugs of a ticket those that go on come first, each with what it is about for who may see it', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const releaseId = await handedOver(cast, `Many bugs ${Date.now()}`, 3);
  let last = await escalated(cast, releaseId, 5, 'Grades vanish after saving');
  const ended = last.bugKey;
  for (const summary of ['The timer stops at noon', 'Print dialog shows no printers', 'הציונים נעלמים'])
    last = await escalated(cast, releaseId, 5, summary, last);
  await rest(cast.site, 'admin', 'POST', '/rest/api/3/issueLink', {
    ...{ type: { name: 'Duplicate' }, inwardIssue: { key: ended }, outwardIssue: { key: last.bugKey } },
  });
  await finish(cast, ended);
  await loopUntil(cast, { [last.key]: 1 });

  await actAs(page, 'agent');
  let bugs = await bugsOn(page, last.key);
  await expect(bugs.getByText('הציונים נעלמים')).toHaveCSS('direction', 'rtl');
  await expect(bugs.getByText('Grades vanish after saving')).toBeHidden();
  await bugs.getByText('1 more L3 bug').press('Enter');
  const duplicate = bugs.getByRole('listitem').filter({ hasText: 'Grades vanish after saving' });
  await expect(duplicate).toContainText(`It goes on in ${last.bugKey}, which this ticket hangs on too.`);
  await expectAccessible(page, 'iframe[title="CS Handoff"]');
  await page.setViewportSize({ width: 360, height: 900 });
  await expectNoSideways(appFrame(page));

  await actAs(page, 'agent2');
  bugs = await bugsOn(page, last.key);
  await bugs.getByText('1 more L3 bug').press('Enter');
  await expect(bugs.getByRole('listitem')).toHaveCount(4);
  await expect(bugs.getByText(/vanish|timer|printers|הציונים/)).toHaveCount(0);
});
