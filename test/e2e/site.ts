import { expect, type APIRequestContext, type FrameLocator, type Page } from '@playwright/test';
import { proposeChainLabel } from '../../src/domain/chain-label';
import type { HandoffDocument } from '../../src/domain/document';
import { asPerson, host, jira, type AsPerson, type Site } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import * as z from 'zod/mini';

/** The demo's people by e-mail; their account ids are in demo/site.ts. */
export type Who = 'po' | 'cslead' | 'agent' | 'agent2' | 'rm' | 'admin' | 'outsider' | 'customer';
export const emailOf = (who: Who): string => `${who}@example.test`;

export const DAY = 86_400_000;
const anything = z.any();

export const siteOf = (baseURL: string | undefined): Site => ({ siteUrl: baseURL ?? '' });

/** The browser acts as this person from here on. */
export const actAs = async (page: Page, who: Who): Promise<void> => {
  const response = await page.request.post('/host/session', { data: { accountId: `demo-${who}` } });
  expect(response.ok()).toBe(true);
};

export const rest = (site: Site, who: Who, method: string, path: string, body?: unknown): Promise<unknown> =>
  jira(site, emailOf(who), method, path, anything, body);

/** Status of a REST call that may be refused. */
export const restStatus = async (
  request: APIRequestContext,
  who: Who,
  method: string,
  path: string,
  data?: unknown,
): Promise<{ status: number; body: unknown }> => {
  const authorization = `Basic ${Buffer.from(`${emailOf(who)}:x`).toString('base64')}`;
  const response = await request.fetch(path, {
    method,
    headers: { authorization },
    ...(data === undefined ? {} : { data }),
  });
  const text = await response.text();
  return { status: response.status(), body: text === '' ? undefined : (JSON.parse(text) as unknown) };
};

const projectSchema = z.object({
  id: z.string(),
  issueTypes: z.array(z.object({ id: z.string(), name: z.string() })),
});
const idSchema = z.object({ id: z.string() });
const issueSchema = z.object({ id: z.string(), key: z.string() });

export type Cast = {
  readonly site: Site;
  readonly po: AsPerson;
  readonly csLead: AsPerson;
  readonly exam: { readonly id: string; readonly bugTypeId: string };
};

export const castOf = async (site: Site): Promise<Cast> => {
  const [po, csLead, project] = await Promise.all([
    asPerson(site, emailOf('po')),
    asPerson(site, emailOf('cslead')),
    jira(site, emailOf('admin'), 'GET', '/rest/api/3/project/EXAM', projectSchema),
  ]);
  const bug = project.issueTypes.find(({ name }) => name === 'Bug');
  return { site, po, csLead, exam: { id: project.id, bugTypeId: bug?.id ?? '' } };
};

export const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

export const createRelease = async (cast: Cast, name: string, days = 10): Promise<string> =>
  (
    await jira(cast.site, emailOf('admin'), 'POST', '/rest/api/3/version', idSchema, {
      name,
      projectId: Number(cast.exam.id),
      driver: cast.po.accountId,
      releaseDate: dayFromNow(days),
    })
  ).id;

export const documentFor = (cast: Cast, releaseId: string, name: string): HandoffDocument =>
  shortHandoff(
    name,
    { project: { id: cast.exam.id, name: 'Exam Grader' }, issueType: { id: cast.exam.bugTypeId, name: 'Bug' } },
    proposeChainLabel('EXAM', name, releaseId),
  );

/** A release with a complete handoff that its PO has not handed over. */
export const written = async (cast: Cast, name: string, days = 10): Promise<string> => {
  const releaseId = await createRelease(cast, name, days);
  const document = documentFor(cast, releaseId, name);
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  return releaseId;
};

/** A release whose handoff CS has had for `days` days; written and handed over through the app's own calls. */
export const handedOver = async (cast: Cast, name: string, days: number): Promise<string> => {
  const releaseId = await written(cast, name);
  await atPast(cast.site, days, () => cast.po.call('handOver', { releaseId, revision: 1 }));
  return releaseId;
};

/** Moves the site's clock back for one call. Journeys that use it share one file, so that no other reads the clock meanwhile. */
const atPast = async (site: Site, days: number, work: () => Promise<unknown>): Promise<void> => {
  await host(site, '/host/clock', { now: new Date(Date.now() - days * DAY - 60_000).toISOString() });
  try {
    await work();
  } finally {
    await host(site, '/host/clock', { now: null });
  }
};

export const createIssue = (site: Site, fields: Record<string, unknown>): Promise<{ id: string; key: string }> =>
  jira(site, emailOf('admin'), 'POST', '/rest/api/3/issue', issueSchema, { fields });

/** A frame of the app, by the title of its module. */
export const appFrame = (page: Page, title = 'CS Handoff'): FrameLocator =>
  page.frameLocator(`iframe[title="${title}"]`);

/** One scrolls in one direction only (WCAG 1.4.10); tables of data may scroll in themselves. */
export const expectNoSideways = async (frame: FrameLocator): Promise<void> => {
  const overflow = (html: HTMLElement) => html.scrollWidth - html.clientWidth;
  await expect.poll(() => frame.locator('html').evaluate(overflow)).toBe(0);
};

/**
 * Until a frame below others no longer moves: while one above it still grows, a click that was aimed at it lands elsewhere, and Playwright,
 * which looks for movement within the frame only, doesn't notice.
 */
export const untilStill = async (page: Page, title: string): Promise<void> => {
  const frame = page.locator(`iframe[title="${title}"]`);
  let before: unknown = null;
  const isStill = async () => {
    const now = await frame.boundingBox();
    const still = now !== null && JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return still;
  };
  await expect.poll(isStill, { intervals: [300] }).toBe(true);
};

/** Opens a release's panel the way the project's navigation leads there. */
export const openPanel = async (page: Page, release: string, project = 'EXAM'): Promise<FrameLocator> => {
  await page.goto(`/jira/${project === 'SUP' ? 'servicedesk' : 'software/c'}/projects/${project}`);
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await frame.getByRole('link', { name: release }).click();
  await expect(frame.getByRole('heading', { level: 1, name: release })).toBeVisible();
  return frame;
};
