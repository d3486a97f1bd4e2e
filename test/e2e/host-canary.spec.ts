import { expect, test, type BrowserContext, type Page, type Request } from '@playwright/test';
import * as z from 'zod/mini';
import { canariesIn } from '../host/canaries';
import { readLog } from '../host/canary-log';
import { seedCanaries, type CanarySite } from '../host/canary-site';
import { TABLE } from '../host/canary-table';
import { startOwnHost } from './own-host';
import { appFrame } from './site';

/**
 * What stands in the pages of those who may see little, and in the browser's console: the same canaries and the same table as in
 * test/host/canary.test.ts, which asks for everything by HTTP. All use one browser after each other, so that what one leaves behind
 * in it would show with the next.
 */

let host: Awaited<ReturnType<typeof startOwnHost>>;
let site: CanarySite;
let context: BrowserContext;
let surfaces: readonly string[];
/** Where only admins get to see anything. */
let adminSurfaces: readonly string[];

test.beforeAll(async ({ browser }) => {
  host = await startOwnHost();
  context = await browser.newContext();
  site = await seedCanaries(host);
  const session: unknown = await (await fetch(`${host.siteUrl}/host/session`)).json();
  const schema = z.object({ app: z.object({ appId: z.string(), environmentId: z.string() }) });
  const { appId, environmentId } = z.parse(schema, session).app;
  const app = `${appId}/${environmentId}`;
  const [exam, sup] = ['/jira/software/c/projects/EXAM', '/jira/servicedesk/projects/SUP'];
  adminSurfaces = [
    ...[`${exam}/workflows`, `${exam}/settings/apps/${app}`, `${sup}/settings/apps/${app}`],
    ...['/jira/settings/apps', `/jira/settings/apps/get-started/${app}`],
  ];
  surfaces = [
    ...['/', exam, `${exam}/releases`, sup, '/jira/software/projects/SHOP', ...adminSurfaces],
    ...site.releases.map((id) => `/projects/EXAM/versions/${id}`),
    ...[exam, sup].flatMap((project) =>
      ['', ...site.releases.map((id) => `/release/${id}`)].map((place) => `${project}/apps/${app}${place}`),
    ),
    ...site.issues.flatMap(({ id }) => [`/browse/${id}`, `/portal/${id}`]),
  ];
});
test.afterAll(() => host.stop());

/** Pages open at once: most of the time goes by in waiting. */
const TABS = 6;
/** So long nothing is under way, in ms, where a page has come to rest. */
const QUIET = 150;
/** A page, or the app's frame in it, that has more to show. */
const UNFINISHED = /aria-label="Loading|Loading[^<]*…|aria-busy="true"|<div id="root"><\/div>/;

/** A page of the site whose console is listened to. */
const openPage = async (note: (text: string, where: string) => void) => {
  const page = await context.newPage();
  const underWay = new Set<Request>();
  let changed = Date.now();
  const ended = (request: Request) => {
    underWay.delete(request);
    changed = Date.now();
  };
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  page.on('console', (message) => note(message.text(), `console of ${page.url()}`));
  page.on('pageerror', (error) => note(error.message, `error on ${page.url()}`));
  const contents = async () => Promise.all(page.frames().map((frame) => frame.content()));
  return {
    page,
    /** Notes what stands there once it has come to rest. */
    look: async (where: string): Promise<void> => {
      changed = Date.now();
      await expect(async () => {
        const isQuiet = underWay.size === 0 && Date.now() - changed >= QUIET;
        expect(isQuiet ? '' : [...underWay].map((request) => request.url())).toBe('');
        const shown = await contents();
        expect(shown.filter((html) => UNFINISHED.test(html))).toEqual([]);
        for (const html of shown) note(html, where);
      }).toPass({ intervals: [QUIET, 50], timeout: 20_000 });
    },
  };
};

/** As a link of the site does: without loading the site's own script anew. */
const follow = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

/** All that a person gets to see on the surfaces, and what the console said meanwhile. */
const seenBy = async (who: string | null, where: readonly string[]) => {
  const seen = new Map<string, string>();
  const note = (text: string, place: string) => {
    for (const name of canariesIn(text)) seen.set(name, place);
  };
  await context.request.post(`${host.siteUrl}/host/session`, { data: { accountId: who } });
  const each = Math.ceil(where.length / TABS);
  /** Neighbours, so that an app's page that stays moves within its frame. */
  const lookAtSome = async (tab: number) => {
    const { page, look } = await openPage(note);
    for (const [nth, surface] of where.slice(tab * each, (tab + 1) * each).entries()) {
      await (nth === 0 ? page.goto(host.siteUrl + surface) : follow(page, surface));
      await look(surface);
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: Math.ceil(where.length / each) }, (_, tab) => lookAtSome(tab)));
  // A click in a frame needs its page in front, so dialogs are opened when no other page is open.
  const { page, look } = await openPage(note);
  for (const [surface, name, inFrame] of [
    [`/browse/${site.ticket}`, 'File L3 bug', true],
    ['/jira/software/c/projects/EXAM/workflows', /^Edit CS handoff is ready/, false],
  ] as const) {
    await page.goto(host.siteUrl + surface);
    await look(surface);
    const button = (inFrame ? appFrame(page) : page).getByRole('button', { name });
    if (!(await button.isVisible())) continue;
    await button.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(String(name));
  }
  await page.close();
  return seen;
};

for (const { who, sees, onlyAdmins = false } of [
  {
    who: 'agent',
    sees: ['live-whats-new', 'live-internal', 'internal-note', 'bug-summary', 'story-title', 'draft-action'],
  },
  { who: 'agent2', sees: ['live-whats-new', 'live-internal', 'internal-note', 'ticket-title', 'refused-whats-new'] },
  { who: 'outsider', sees: ['other-project', 'shop-title'] },
  { who: 'customer', sees: ['ticket-title', 'ticket-text', 'public-reply'] },
  { who: 'customer2', sees: ['other-title', 'other-text'] },
  { who: 'rm', sees: ['story-text', 'draft-action', 'merged-action', 'ended-action', 'refused-waiver', 'live-gap'] },
  { who: 'cslead', sees: ['story-text', 'ticket-text', 'draft-action', 'merged-action', 'live-question-open'] },
  { who: 'admin', sees: ['workflow', 'transition', 'project'], onlyAdmins: true },
  { who: 'anonymous', sees: [] },
])
  test(`the pages of ${who} show nothing that is not for them`, async () => {
    const seen = await seenBy(who === 'anonymous' ? null : who, onlyAdmins ? adminSurfaces : surfaces);
    const leaks = [...seen].filter(([name]) => {
      // The host's own "Who are you?" names its people to everybody: Jira has no such page.
      if (who === 'anonymous' && name.startsWith('name-of-')) return false;
      return !TABLE.some(([canaries, maySee]) => canaries.test(name) && maySee.includes(who));
    });
    expect(leaks).toEqual([]);
    expect(sees.filter((name) => !seen.has(name))).toEqual([]);
    const { said, called } = await readLog(host.siteUrl);
    expect([host.printed(), ...said, ...called].flatMap(canariesIn)).toEqual([]);
  });
