import { expect, test, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { jira } from '../../demo/client';
import { actAs, appFrame, castOf, createIssue, createRelease, emailOf, restStatus, siteOf } from './site';

const openGetStarted = async (page: Page) => {
  await actAs(page, 'admin');
  await page.goto('/jira/settings/apps');
  await page.getByRole('link', { name: 'Get started with CS Handoff' }).click();
  const frame = appFrame(page, 'Get started with CS Handoff');
  await expect(frame.getByRole('heading', { name: 'The way in' })).toBeVisible();
  return frame;
};

test('a Jira admin walks the way in: the steps in their order, each as it stands, for the project they choose', async ({
  page,
}) => {
  const frame = await openGetStarted(page);
  const step = (title: string) =>
    frame.getByRole('listitem').filter({ has: frame.getByRole('heading', { level: 3, name: title }) });
  const titles = ['Map the support project', 'Say who writes, signs and waives', 'Put the rule on a transition'];
  for (const title of [...titles, 'Write the first handoff']) await expect(step(title)).toContainText('Done');
  await expect(step('Map the support project')).toContainText('Exam Grader Support');
  await expect(step('Say who writes, signs and waives')).toContainText('the permission is granted');

  await frame.getByLabel('Product project').selectOption({ label: 'Course Shop' });
  await expect(step('Map the support project')).toContainText('To do');
  await expect(step('Write the first handoff')).toContainText('To do');
  const [panel] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('link', { name: 'CS Handoff in SHOP' }).click(),
  ]);
  await expect(appFrame(panel).getByRole('heading', { level: 1 })).toBeVisible();
});

test('the get-started page is for Jira admins only', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/settings/apps');
  const address = await page.getByRole('link', { name: 'Get started with CS Handoff' }).getAttribute('href');
  await actAs(page, 'rm');
  await page.goto(address ?? '');
  await expect(page.getByText('Take the rule out')).toHaveCount(0);
  await expect(page.getByText('EXAM: release')).toHaveCount(0);
});

const workflowsSchema = z.array(
  z.object({
    id: z.string(),
    transitions: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        rules: z.array(z.object({ id: z.string(), moduleKey: z.string(), configuration: z.string() })),
      }),
    ),
  }),
);

test('the way out: the page lists the rule, the admin takes it out by its steps, and the transition passes', async ({
  page,
  baseURL,
  request,
}) => {
  const site = siteOf(baseURL);
  const releaseId = await createRelease(await castOf(site), `Way out ${Date.now()}`);
  const ticket = await createIssue(site, {
    ...{ project: { key: 'EXAM' }, issuetype: { name: 'Release' }, summary: 'Release it without the app' },
    fixVersions: [{ id: releaseId }],
  });
  const transitions = `/rest/api/3/issue/${ticket.key}/transitions`;
  const workflows = await jira(site, emailOf('admin'), 'GET', '/rest/host/1/project/EXAM/workflows', workflowsSchema);
  const ruled = workflows.flatMap(({ id, transitions: all }) =>
    all.flatMap(({ id: transitionId, name, rules }) => rules.map((rule) => ({ id, transitionId, name, rule }))),
  );
  const { body } = await restStatus(request, 'rm', 'GET', transitions);
  const release = (body as { transitions: { id: string; name: string }[] }).transitions.find(
    ({ name }) => name === ruled[0]?.name,
  );
  const pass = () => restStatus(request, 'rm', 'POST', transitions, { transition: { id: release?.id } });
  expect((await pass()).status).toBe(400);

  let frame = await openGetStarted(page);
  await expect(frame.getByText('Take the rule out of these workflows first')).toBeVisible();
  const listed = frame.getByRole('list', { name: 'Workflows that hold the rule' }).getByRole('listitem');
  await expect(listed).toHaveText(['EXAM: release: Release']);
  try {
    await page.goto('/jira/software/c/projects/EXAM/workflows');
    const transition = page.getByRole('region', { name: 'Transition Release', exact: true });
    await transition.getByRole('button', { name: /Remove/ }).click();
    await expect(transition.getByText('CS handoff is ready')).toHaveCount(0);

    frame = await openGetStarted(page);
    await expect(frame.getByText('No workflow holds the rule')).toBeVisible();
    expect((await pass()).status).toBe(204);
  } finally {
    // The other journeys need the demo's rule.
    for (const { id, transitionId, rule } of ruled)
      await restStatus(request, 'admin', 'POST', `/rest/host/1/workflow/${id}/transition/${transitionId}/rule`, {
        ...{ moduleKey: rule.moduleKey, configuration: rule.configuration },
      });
  }
});

test('a Jira admin adds the rule to a transition, chooses what it does, and takes it out again', async ({ page }) => {
  await actAs(page, 'admin');
  await page.goto('/jira/software/c/projects/EXAM/workflows');
  const transition = page.getByRole('region', { name: /Reopen/ });
  await transition.getByRole('button', { name: /Add rule/ }).click();
  await page.getByRole('menuitem', { name: /^CS handoff is ready/ }).click();
  const dialog = page.getByRole('dialog');
  const frame = appFrame(page, 'CS handoff is ready');
  await frame
    .getByLabel(/one of the releases|any/i)
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(transition.getByText('CS handoff is ready')).toBeVisible();
  await transition.getByRole('button', { name: /Remove/ }).click();
  await expect(transition.getByText('CS handoff is ready')).toHaveCount(0);
});
