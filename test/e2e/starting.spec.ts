import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { actAs, castOf, createRelease, documentFor, openPanel, siteOf, written, type Cast, type Who } from './site';

/** Far ahead, so that no release of another journey lies between. */
const IN_DAYS = 400;

const handedOver = async (cast: Cast): Promise<string> => {
  const name = `Model ${Date.now()}`;
  const releaseId = await written(cast, name, IN_DAYS);
  const limitation = { id: crypto.randomUUID(), limit: 'Not on tablets', whom: 'Teachers on tablets', workaround: '' };
  const document = { ...documentFor(cast, releaseId, name), limitations: { items: [limitation], noneBecause: '' } };
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 1, document, note: '', minor: false });
  await cast.po.call('handOver', { releaseId, revision: 2 });
  return name;
};

const startWriting = async (page: Page, who: Who, name: string): Promise<FrameLocator> => {
  await actAs(page, who);
  const frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Write the handoff' }).click();
  return frame;
};

test('a PO goes on from the last handoff, or begins light, and nothing is kept before a save', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const last = await handedOver(cast);
  const name = `Starting ${Date.now()}`;
  const releaseId = await createRelease(cast, name, IN_DAYS + 1);
  const frame = await startWriting(page, 'po', name);
  const box = frame.getByRole('region', { name: 'Begin with' });
  await expect(box.getByText('they come along, marked with their release')).toBeVisible();

  await box.getByRole('button', { name: 'Light, for a patch release' }).click();
  await expect(frame.getByLabel('Question 1', { exact: true })).toHaveValue('Is my problem fixed in this release?');
  await expect(frame.getByText('Still missing: give each question its answer')).toBeVisible();
  await frame.getByRole('button', { name: 'Begin with nothing instead' }).click();
  await expect(frame.getByLabel('Question 1', { exact: true })).toHaveCount(0);

  await box.getByRole('button', { name: `From ${last}` }).click();
  await expect(frame.getByText('1 limitation was carried over: remove what no longer holds.')).toBeVisible();
  await expect(frame.getByText(`Carried over from ${last}. Remove it if it no longer holds.`)).toBeVisible();
  const view = () => cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  expect((await view()).head).toBeNull();
  const { chainLabel } = (await view()).document.escalation;
  await expect(frame.getByLabel('Chain label')).toHaveValue(chainLabel);

  await frame.getByLabel("What's new", { exact: true }).fill('It goes on');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await frame.getByRole('button', { name: 'Back to reading' }).click();
  await expect(frame.getByText(`Carried over from ${last}`)).toBeVisible();
  expect((await view()).document.limitations.items[0]?.carriedFrom).toBe(last);
});

test('a PO brings in Markdown, and takes a handoff out as Markdown', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Markdown ${Date.now()}`;
  await createRelease(cast, name, IN_DAYS + 1);
  let frame = await startWriting(page, 'po', name);
  const open = () => frame.getByText('Written elsewhere? Bring it in as Markdown').click();
  await open();
  await frame.getByLabel('Markdown', { exact: true }).fill('Nothing here');
  await frame.getByRole('button', { name: 'Read into the form' }).click();
  await expect(frame.getByText('No section was found.')).toBeVisible();

  const text =
    "## What's new\n\nGrading is *faster*\n\n## Pricing\n\nAs before\n\n## Known limitations\n\n- Not on tablets\n  - Workaround: a laptop";
  await frame.getByLabel('Markdown', { exact: true }).fill(text);
  await page.reload();
  frame = page.frameLocator('iframe[title="CS Handoff"]');
  await expect(frame.getByLabel('Markdown', { exact: true })).toHaveValue(text);
  await frame.getByRole('button', { name: 'Read into the form' }).click();
  await expect(frame.getByText('What stood under no known heading is still in the field.')).toBeVisible();
  await expect(frame.getByLabel('Markdown', { exact: true })).toHaveValue('Pricing\n\nAs before');
  await expect(frame.getByLabel("What's new", { exact: true })).toHaveValue('Grading is faster');
  await expect(frame.getByLabel('Limitation 1: workaround')).toHaveValue('a laptop');
  await frame.getByRole('button', { name: 'Undo reading' }).click();
  await expect(frame.getByLabel("What's new", { exact: true })).toHaveValue('');
  await frame.getByLabel('Markdown', { exact: true }).fill(text);
  await frame.getByRole('button', { name: 'Read into the form' }).click();
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await frame.getByRole('button', { name: 'Back to reading' }).click();

  await frame.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(frame.getByText('Copied, with its internal notes')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`# CS Handoff: ${name}`);
  expect(copied).toContain('- Not on tablets');
  expect(copied).toContain('**Workaround:** a laptop');
});

test('an admin keeps a handoff as the template of the project', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const model = await handedOver(cast);
  const name = `From a template ${Date.now()}`;
  await createRelease(cast, name, IN_DAYS + 1);
  await actAs(page, 'po');
  let frame = await openPanel(page, model);
  await expect(frame.getByRole('button', { name: 'Copy as Markdown' })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Use as template' })).toHaveCount(0);

  await actAs(page, 'admin');
  frame = await openPanel(page, model);
  await frame.getByRole('button', { name: 'Use as template' }).click();
  await expect(page.getByText('Kept as the project’s template')).toBeVisible();

  frame = await startWriting(page, 'po', name);
  await frame.getByRole('button', { name: 'From the project’s template' }).click();
  await expect(frame.getByText('Replace what belongs to another release.')).toBeVisible();
  await expect(frame.getByLabel('Step 1: who does what')).not.toHaveValue('');
});
