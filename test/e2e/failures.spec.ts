import { expect, test } from '@playwright/test';
import { SEARCH_LAG_MS } from '../../host/jira/state';
import { actAs, appFrame, castOf, createIssue, createRelease, openPanel, rest, siteOf } from './site';

/** What the host does to the next calls that match; `times` calls, then all is well again. */
type Fault = { match: { kind: 'kvs' | 'jira'; method?: string; path?: string }; times: number; action: unknown };

for (const [what, match] of [
  ['the storage answers 500', { kind: 'kvs', path: '/transaction' }],
  ['Jira answers 500', { kind: 'jira', path: '/rest/api/3/version/' }],
] as const)
  test(`a save while ${what}: the text stays, the sentence says what to do, a retry works`, async ({
    page,
    baseURL,
  }) => {
    const cast = await castOf(siteOf(baseURL));
    const name = `Failure ${what} ${Date.now()}`;
    const releaseId = await createRelease(cast, name);
    await actAs(page, 'po');
    const frame = await openPanel(page, name);
    await frame.getByRole('button', { name: 'Write the handoff' }).click();
    const text = frame.getByLabel("What's new", { exact: true });
    await text.fill('Nothing of this may be lost');
    const fault: Fault = { match, times: 1, action: { status: 500 } };
    await page.request.post('/host/faults', { data: [fault] });
    await frame.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(frame.getByText(/doesn’t answer/).first()).toBeVisible();
    await expect(text).toHaveValue('Nothing of this may be lost');
    await frame.getByRole('button', { name: 'Try again' }).first().click();
    await expect
      .poll(async () => {
        const view = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
        return [view.head?.revision, view.document.whatsNew];
      })
      .toEqual([1, 'Nothing of this may be lost']);
  });

test("Jira's reply is lost after it created the bug: a retry finds that bug and makes no second one", async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const summary = `Lost reply ${Date.now()}`;
  const ticket = await createIssue(site, {
    project: { key: 'SUP' },
    issuetype: { name: 'Support request' },
    summary,
    reporter: { accountId: 'demo-customer' },
  });
  await actAs(page, 'agent');
  await page.goto(`/browse/${ticket.key}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  const frame = appFrame(page, 'File L3 bug');
  for (const label of ['What the user sees', 'Steps', 'Observed', 'Expected', 'What Support L1 looked up'])
    await frame.getByLabel(label, { exact: true }).fill('Seen');
  await frame.getByLabel('What Support L2 reproduced').fill('Every time');
  await frame.getByLabel('Severity').selectOption('P2');
  await frame.getByLabel('Impact').selectOption('low');
  await frame.getByLabel('Reach').selectOption('one');
  const fault: Fault = {
    match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' },
    times: 1,
    action: 'drop-after',
  };
  await page.request.post('/host/faults', { data: [fault] });
  await frame.getByRole('button', { name: 'File bug' }).click();
  await expect(frame.getByText('Jira doesn’t answer')).toBeVisible();
  await expect(frame.getByLabel('What Support L2 reproduced')).toHaveValue('Every time');
  await frame
    .getByRole('button', { name: /File bug|Try again/ })
    .first()
    .click();
  await expect(frame.getByRole('link', { name: /^EXAM-\d+$/ })).toBeVisible();

  // Every bug is to be counted, also one that search would not know yet.
  await page.request.post('/host/lag', { data: { searchMs: 0 } });
  const found = (await rest(
    site,
    'agent',
    'GET',
    `/rest/api/3/search/jql?jql=${encodeURIComponent(`project = EXAM AND summary ~ "${summary}"`)}&fields=summary`,
  )) as { issues: unknown[] };
  await page.request.post('/host/lag', { data: { searchMs: SEARCH_LAG_MS } });
  expect(found.issues).toHaveLength(1);
  const notes = (await rest(site, 'agent', 'GET', `/rest/api/3/issue/${ticket.key}/comment`)) as {
    comments: unknown[];
  };
  expect(notes.comments).toHaveLength(1);
});

test('a support project without access to the product reads its live handoffs in its own page', async ({ page }) => {
  await actAs(page, 'agent2');
  const frame = await openPanel(page, '2.4 Grading shortcut', 'SUP');
  await expect(frame.getByText('Not yet available in Hebrew')).toBeVisible();
  await expect(frame.getByRole('article', { name: 'Handoff' }).locator('input, textarea, select, button')).toHaveCount(
    0,
  );
  await expect(frame.getByRole('button', { name: /Edit|Write|Sign|Hand over/ })).toHaveCount(0);
});
