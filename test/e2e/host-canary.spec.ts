import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { canariesIn } from '../host/canaries';
import { seedCanaries, type CanarySite } from '../host/canary-site';
import { TABLE } from '../host/canary-table';
import { startOwnHost } from './own-host';
import { appFrame } from './site';

/**
 * What stands in the pages of those who may see little, and in the browser's console: the same canaries and the same table as in
 * test/host/canary.test.ts, which asks for everything by HTTP.
 */

let host: Awaited<ReturnType<typeof startOwnHost>>;
let site: CanarySite;
let surfaces: readonly string[];

test.beforeAll(async () => {
  host = await startOwnHost();
  site = await seedCanaries(host);
  const session: unknown = await (await fetch(`${host.siteUrl}/host/session`)).json();
  const schema = z.object({ app: z.object({ appId: z.string(), environmentId: z.string() }) });
  const { appId, environmentId } = z.parse(schema, session).app;
  const [exam, sup] = ['/jira/software/c/projects/EXAM', '/jira/servicedesk/projects/SUP'];
  const pages = [exam, sup].map((project) => `${project}/apps/${appId}/${environmentId}`);
  surfaces = [
    ...['/', exam, `${exam}/releases`, `${exam}/workflows`, sup, '/jira/software/projects/SHOP'],
    ...site.releases.map((id) => `/projects/EXAM/versions/${id}`),
    ...pages.flatMap((page) => [page, ...site.releases.map((id) => `${page}/release/${id}`)]),
    ...site.issues.flatMap(({ id }) => [`/browse/${id}`, `/portal/${id}`]),
  ];
});
test.afterAll(() => host.stop());

/** Pages open at once: most of the time goes by in waiting for the network to fall silent. */
const TABS = 6;

/** All that a person gets to see on every surface, and what the console said meanwhile. */
const seenBy = async (context: BrowserContext, who: string | null) => {
  const seen = new Map<string, string>();
  const note = (text: string, where: string) => {
    for (const name of canariesIn(text)) seen.set(name, where);
  };
  await context.request.post(`${host.siteUrl}/host/session`, { data: { accountId: who } });
  const look = async (page: Page, surface: string) => {
    await page.goto(host.siteUrl + surface, { waitUntil: 'networkidle' });
    for (const frame of page.frames()) note(await frame.content(), surface);
  };
  const openPage = async () => {
    const page = await context.newPage();
    page.on('console', (message) => note(message.text(), `console of ${page.url()}`));
    page.on('pageerror', (error) => note(error.message, `error on ${page.url()}`));
    return page;
  };
  const lookAtSome = async (tab: number) => {
    const page = await openPage();
    for (const surface of surfaces.filter((_, place) => place % TABS === tab)) await look(page, surface);
    await page.close();
  };
  await Promise.all(Array.from({ length: TABS }, (_, tab) => lookAtSome(tab)));
  // A click in a frame needs its page in front, so the form is opened when no other page is open.
  const page = await openPage();
  await page.goto(`${host.siteUrl}/browse/${site.ticket}`, { waitUntil: 'networkidle' });
  const fileBug = appFrame(page).getByRole('button', { name: 'File L3 bug' });
  if (await fileBug.isVisible()) {
    await fileBug.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.waitForLoadState('networkidle');
    for (const frame of page.frames()) note(await frame.content(), 'File L3 bug');
  }
  return seen;
};

for (const { who, sees } of [
  {
    who: 'agent',
    sees: ['live-whats-new', 'live-internal', 'internal-note', 'bug-title', 'story-title', 'draft-action'],
  },
  { who: 'agent2', sees: ['live-whats-new', 'live-internal', 'internal-note', 'ticket-title', 'refusal-reason'] },
  { who: 'outsider', sees: ['other-project', 'shop-title'] },
  { who: 'customer', sees: ['ticket-title', 'ticket-text', 'public-reply'] },
  { who: 'anonymous', sees: [] },
])
  test(`the pages of ${who} show nothing that is not for them`, async ({ context }) => {
    const seen = await seenBy(context, who === 'anonymous' ? null : who);
    const leaks = [...seen].filter(([name]) => {
      // The host's own "Who are you?" names its people to everybody: Jira has no such page.
      if (who === 'anonymous' && name.startsWith('name-of-')) return false;
      return !TABLE.some(([canaries, maySee]) => canaries.test(name) && maySee.includes(who));
    });
    expect(leaks).toEqual([]);
    expect(sees.filter((name) => !seen.has(name))).toEqual([]);
  });
