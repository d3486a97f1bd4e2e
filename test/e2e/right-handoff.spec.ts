import { expect, test, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, jira, type Site } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import type { HandoffDocument } from '../../src/domain/document';
import { actAs, appFrame, createIssue, dayFromNow, emailOf, expectNoSideways, rest, siteOf } from './site';

const projectSchema = z.object({ id: z.string(), issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const idSchema = z.object({ id: z.string() });

/** A product with live handoffs, and a support project with the component Grading that reads them. */
const startProduct = async (site: Site, key: string) => {
  const support = `${key}S`;
  await host(site, '/host/site', {
    projects: [
      { key, name: `Product ${key}`, roles: { Members: [emailOf('po')] } },
      {
        ...{ key: support, name: `Support ${key}`, type: 'service_desk', components: ['Grading'] },
        issueTypes: [{ name: 'Support request', screen: ['summary', 'reporter', 'components'], required: ['summary'] }],
        roles: { Members: [emailOf('agent'), emailOf('agent2')] },
      },
    ],
  });
  const project = (name: string) => jira(site, emailOf('admin'), 'GET', `/rest/api/3/project/${name}`, projectSchema);
  const [product, reader] = [await project(key), await project(support)];
  const [admin, po] = [await asPerson(site, emailOf('admin')), await asPerson(site, emailOf('po'))];
  await admin.call('saveSettings', { projectId: product.id, settings: { supportProjects: [reader.id] } });
  const type = product.issueTypes.find(({ name }) => name === 'Bug');
  const live = async (name: string, days: number, over: Partial<HandoffDocument> = {}): Promise<string> => {
    const version = { name, projectId: Number(product.id), driver: po.accountId, releaseDate: dayFromNow(days) };
    const { id: releaseId } = z.parse(idSchema, await rest(site, 'admin', 'POST', '/rest/api/3/version', version));
    const target = { project: { id: product.id, name: key }, issueType: { id: type?.id ?? '', name: 'Bug' } };
    const document = { ...shortHandoff(name, target, `chain-${releaseId}`), ...over };
    await po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
    await po.call('handOver', { releaseId, revision: 1 });
    return releaseId;
  };
  const rollOut = async (releaseId: string, percent: number) => {
    const step = { id: crypto.randomUUID(), audience: 'percent' as const, who: '', percent, plannedFor: null };
    const plan = { ...step, exitCriteria: 'No new L3 bug', flag: { key: '', url: '' } };
    await po.call('saveSteps', { releaseId, steps: [plan] });
    await po.call('enterStep', { releaseId, stepId: step.id });
  };
  const ticket = (fields: Record<string, unknown> = {}) =>
    createIssue(site, {
      ...{ project: { key: support }, issuetype: { name: 'Support request' }, summary: `N breaks in ${key}` },
      ...{ reporter: { accountId: 'demo-customer' }, ...fields },
    });
  return { live, rollOut, ticket };
};

const openAs = async (page: Page, who: 'agent' | 'agent2', key: string) => {
  await actAs(page, who);
  await page.goto(`/browse/${key}`);
  return appFrame(page);
};

test('the right handoff comes first, with its reason; what one agent chooses is first for the others, and can be taken back', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { live, rollOut, ticket } = await startProduct(site, 'RIGHT');
  await live('3.0 Certificates', 3);
  const grading = await live('2.4 Grading shortcut', 9);
  const tablets = await live('2.5 Tablets', 20);
  await rollOut(grading, 5);
  const { key } = await ticket({ components: [{ name: 'Grading' }] });

  const panel = await openAs(page, 'agent', key);
  const first = panel.getByRole('heading', { level: 1 });
  await expect(first).toHaveText('2.4 Grading shortcut');
  await expect(panel.getByText('Rolling out at 5 %, component Grading')).toBeVisible();

  await panel.getByRole('button', { name: 'Other handoffs (2)' }).click();
  const others = panel.getByRole('region', { name: 'Other handoffs' });
  await expect(others.getByRole('listitem')).toContainText([
    `3.0 Certificates (RIGHT)planned for ${dayFromNow(3)}, mapped project RIGHT`,
    '2.5 Tablets',
  ]);
  await others.getByRole('button', { name: 'Choose 2.5 Tablets' }).click();
  await expect(first).toHaveText('2.5 Tablets');
  await expect(first).toBeFocused();

  await openAs(page, 'agent2', key);
  await expect(first).toHaveText('2.5 Tablets');
  await expect(panel.getByText('Chosen for this ticket by Amir Gal')).toBeVisible();
  // The form that the ticket's menu opens begins with it, too.
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
  const form = appFrame(page, 'File L3 bug');
  await expect(form.getByLabel('Handoff', { exact: true }).locator('option:checked')).toHaveText('2.5 Tablets (RIGHT)');

  await openAs(page, 'agent2', key);
  await panel.getByRole('button', { name: 'Take the choice back' }).click();
  await expect(first).toHaveText('2.4 Grading shortcut');
  await expect(first).toBeFocused();

  await panel.getByRole('button', { name: 'Other handoffs (2)' }).click();
  await panel.getByRole('button', { name: 'Choose 2.5 Tablets' }).click();
  await expect(first).toHaveText('2.5 Tablets');
  await rest(site, 'admin', 'PUT', `/rest/api/3/version/${tablets}`, { archived: true });
  await expect(async () => {
    await openAs(page, 'agent', key);
    await expect(panel.getByText('The handoff chosen for this ticket isn’t live any more')).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expect(first).toHaveText('2.4 Grading shortcut');
});

test('a search with a slip finds the answer of another live handoff, and opens it', async ({ page, baseURL }) => {
  const { live, ticket } = await startProduct(siteOf(baseURL), 'FIND');
  for (let nth = 1; nth <= 6; nth += 1) await live(`1.${nth} Courses`, nth);
  const likelyQuestions = ['How are certificates exported?', 'האם הציונים נשמרים?', 'Who can see them?'].map(
    (question) => ({ id: crypto.randomUUID(), question, answer: 'Open the course.', internalNote: '' }),
  );
  await live('3.0 Certificates', 60, { likelyQuestions });
  const { key } = await ticket();

  const panel = await openAs(page, 'agent2', key);
  const first = panel.getByRole('heading', { level: 1 });
  await expect(first).toHaveText('1.1 Courses');
  const search = panel.getByLabel('Search all 7 live handoffs');
  await search.fill('exporting a sertificate');
  const found = panel.getByRole('region', { name: 'Found in 3.0 Certificates' });
  await expect(found.getByText('How are certificates exported?')).toBeVisible();
  await expect(found.getByRole('button', { name: 'Copy answer' })).toBeVisible();
  await search.fill('ציון');
  await expect(found.getByText('האם הציונים נשמרים?')).toBeVisible();
  await search.fill('1.4');
  const whole = panel.getByRole('region', { name: 'Found in 1.4 Courses' });
  await expect(whole.getByRole('button', { name: 'Open the handoff of 1.4 Courses' })).toBeVisible();
  await search.fill('zebra');
  await expect(panel.getByText('Nothing found in any of the 7 live handoffs.')).toBeVisible();
  await search.fill('sertificate');

  await found.getByRole('button', { name: 'Open the handoff of 3.0 Certificates' }).click();
  await expect(first).toHaveText('3.0 Certificates');
  await expect(first).toBeFocused();
  await expect(search).toHaveValue('');
  await panel.getByRole('button', { name: 'I have read it' }).click();
  await expect(panel.getByText('You have read this revision (1).')).toBeVisible();
  await expect(first).toHaveText('3.0 Certificates');

  await panel.getByRole('button', { name: 'Back to 1.1 Courses' }).click();
  await expect(first).toHaveText('1.1 Courses');
  const said = panel.getByRole('region', { name: 'None of these?' }).getByRole('status');
  await expect(said).toContainText('Nothing is said of this ticket yet.');
  await search.fill('sertificate');
  await found.getByRole('button', { name: 'This answered it' }).click();
  await expect(said).toContainText('Nothing is said of this ticket by this handoff yet.');
  await expect(said).toContainText(
    'By the handoff of 3.0 Certificates: Answered by: How are certificates exported?, said by Bea Novak',
  );
  await found.getByRole('button', { name: 'Open the handoff of 3.0 Certificates' }).click();
  await panel.getByRole('button', { name: 'Choose it for this ticket' }).click();
  await expect(panel.getByText('Chosen for this ticket by Bea Novak')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(panel);
});
