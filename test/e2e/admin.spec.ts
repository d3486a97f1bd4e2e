import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { jira } from '../../demo/client';
import {
  actAs,
  appFrame,
  castOf,
  createIssue,
  createRelease,
  documentFor,
  emailOf,
  openPanel,
  restStatus,
  siteOf,
  written,
} from './site';

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

test('health says in words what can’t work, which lines Jira refused, and what failed last', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `8.9 Unwell ${Date.now()}`;
  const releaseId = await written(cast, name);
  const faults = [
    { match: { kind: 'jira', method: 'POST', path: '/relatedwork' }, times: 1, action: { status: 403 } },
    { match: { kind: 'kvs', path: '/transaction', body: 'No trace of this' }, times: 1, action: { status: 500 } },
  ];
  try {
    await page.request.post('/host/faults', { data: faults });
    const document = { ...documentFor(cast, releaseId, name), whatsNew: 'No trace of this' };
    const save = cast.po.call('saveHandoff', { releaseId, expectedRevision: 1, document, note: '', minor: false });
    await expect(save).rejects.toThrow('storage-unavailable');
    await actAs(page, 'po');
    await openPanel(page, name); // which asks for the line on the release's page
    const line = async () => {
      const { head } = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
      return head?.relatedWork?.state;
    };
    await expect.poll(line).toBe('not-allowed');
  } finally {
    await page.request.delete('/host/faults');
  }

  const frame = await openGetStarted(page);
  const health = frame.getByRole('region', { name: 'Health' });
  await expect(health.getByText('All that the settings of EXAM name is there and works.')).toBeVisible();
  await expect(health.getByRole('list', { name: 'Lines that Jira refused' })).toContainText(
    'It needs Edit issues and Resolve issues in EXAM, which a Jira admin grants',
  );
  const failures = health.getByRole('list', { name: 'Last failures' });
  await expect(failures).toContainText('A screen of the app: Atlassian’s storage didn’t answer.');
  await expect(health).not.toContainText('No trace of this');

  await frame.getByLabel('Product project').selectOption({ label: 'Course Shop' });
  await expect(health.getByText('No support project reads these handoffs yet.')).toBeVisible();
  await expect(health.getByText('No handoff waits for its line')).toBeVisible();
  await expect(health.getByRole('link', { name: 'Handoff settings of SHOP' })).toBeVisible();
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

/** What the page says an admin is to do, done: each of its steps in its order, on the workflows and transitions that it names. */
const takeRuleOut = async (page: Page, frame: FrameLocator): Promise<void> => {
  const steps = await frame
    .getByRole('list', { name: 'How the rule is taken out' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(steps).toHaveLength(4);
  const [open, remove, update, back] = steps;
  const place = /^Open the workflow .*\(Project settings → (\w+)\), and edit it\.$/.exec(open ?? '')?.[1] ?? '';
  const rule = /^Select the transition, and under its rules remove “(.+)”\.$/.exec(remove ?? '')?.[1] ?? '';
  expect(update).toContain('Update the workflow'); // our host's editor publishes each change at once
  expect(back).toBe('When no workflow is left, come back and check again. Then uninstall.');
  const listed = frame.getByRole('list', { name: 'Workflows that hold the rule' }).getByRole('listitem');
  const named = await listed.evaluateAll((items) =>
    items.map((item) => Array.from(item.querySelectorAll('bdi'), ({ textContent }) => textContent)),
  );
  expect(named).not.toEqual([]);

  await page.goto('/jira/software/c/projects/EXAM');
  await page.getByRole('link', { name: place }).click();
  for (const [workflow = '', transitions = ''] of named)
    for (const name of transitions.split(', ')) {
      const transition = page
        .getByRole('region', { name: workflow, exact: true })
        .getByRole('region', { name: `Transition ${name}`, exact: true });
      await transition.getByRole('button', { name: `Remove ${rule} from ${name}` }).click();
      await expect(transition.getByText(rule)).toHaveCount(0);
    }
};

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
    await takeRuleOut(page, frame);
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
