import { allCanaries, canariesIn } from './canaries';
import { readLog } from './canary-log';
import { isRefusal } from './canary-refusals';
import { anHourLater, openDoor, type Reply } from './canary-replies';
import { seedCanaries, type CanarySite } from './canary-site';
import { EVERYBODY, TABLE } from './canary-table';
import { startOurApp } from './our-app';

/**
 * Nobody gets to know what they may not see: every text of the site is a canary, every person asks for everything, through
 * REST, through a screen's requestJira and through each of the app's calls, and what reached whom is held against one table.
 * Exactly: a text that no longer reaches those who may see it would make the rest of the table prove nothing.
 */

/** They try to write as well, to all but the project they work in, if any. */
const MAY_NOT_WRITE: readonly { readonly who: string; readonly worksIn?: string }[] = [
  { who: 'cslead', worksIn: 'SUP' },
  { who: 'agent2', worksIn: 'SUP' },
  { who: 'outsider', worksIn: 'SHOP' },
  { who: 'customer' },
  { who: 'customer2' },
  { who: 'anonymous' },
];

/** What others work in. Customers comment on their own requests, so those are not asked of them. */
const ofOthers = (site: CanarySite, who: string, worksIn: string | undefined): CanarySite => {
  const foreign = <T extends { readonly project: string }>(all: readonly T[]) =>
    all.filter(({ project }) => project !== worksIn);
  return {
    ...site,
    projects: site.projects.filter(({ key }) => key !== worksIn),
    issues: foreign(site.issues),
    requests: foreign(site.requests).filter(({ reporter }) => reporter !== who),
  };
};

/** Canary -> who got to see it, and by asking what. */
const seen = new Map<string, Map<string, string>>();
let app: Awaited<ReturnType<typeof startOurApp>>;
const [logged, called] = [new Set<string>(), new Set<string>()];
/** What the host itself printed. */
let printed = '';
const allowed: string[] = [];
const [before, after] = [new Map<string, string>(), new Map<string, string>()];

/**
 * Whoever works on a ticket may try to file from it: that leaves a claim at rest, which stands in nobody's way. The app notes where Jira asked it
 * to slow down, as it does here, and says until when its figures are.
 */
const OWN_TRACES = ['inProgress', 'failures', 'now'];

/** What was said is counted and told before anybody looks: the clock is moved while they do, and the loop would run then. */
const runLoop = async () => {
  for (let look = 0; look < 2; look += 1) {
    await anHourLater(app);
    const init = { method: 'POST', body: JSON.stringify({ what: 'loop-is-due' }) };
    expect((await fetch(`${app.siteUrl}/host/fire`, init)).status).toBe(200);
  }
};
const tracesApart = (key: string, value: unknown) => (OWN_TRACES.includes(key) ? undefined : value);
const keep = (kept: Map<string, string>, { asked, body }: Reply) => {
  if (asked.includes('/attachment/content/')) return; // no JSON, and nobody's write changes it
  // Not the time, nor how much of Jira's hourly quota is left, which a screen is told with each answer.
  if (asked.includes('serverInfo') || asked.startsWith('POST /host/fetch-product ')) return;
  kept.set(asked, JSON.stringify(JSON.parse(body, tracesApart)));
};

beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  app = await startOurApp();
  const site = await seedCanaries(app);
  await runLoop();
  const doorOf = (who: string, hear: (reply: Reply) => void) =>
    openDoor(app, who, (reply) => {
      for (const name of canariesIn(reply.headers + reply.body)) {
        const by = seen.get(name) ?? new Map<string, string>();
        seen.set(name, by.set(who, by.get(who) ?? reply.asked));
      }
      hear(reply);
    });
  const keepLog = async () => {
    const log = await readLog(app.siteUrl);
    for (const text of log.said) logged.add(text);
    for (const path of log.called) called.add(path);
  };
  for (const who of EVERYBODY) {
    await (await doorOf(who, (reply) => who === 'admin' && keep(before, reply))).reads(site);
    await keepLog();
  }
  for (const { who, worksIn } of MAY_NOT_WRITE) {
    const door = await doorOf(who, (reply) => {
      if (!isRefusal(reply)) allowed.push(`${who}: ${reply.asked}: ${reply.status} ${reply.body}`);
    });
    const isReader = who === 'cslead';
    await door.restWrites(ofOthers(site, who, worksIn), isReader);
    if (!isReader) await door.appWrites(site); // who leads CS signs, refuses and asks
    await keepLog();
  }
  await (await doorOf('admin', (reply) => keep(after, reply))).reads(site);
}, 300_000);
afterAll(() => app.stop());

const rowsOf = (name: string) => TABLE.filter(([canaries]) => canaries.test(name));

test('each text stands in one row of the table', () => {
  expect(allCanaries().filter((name) => rowsOf(name).length !== 1)).toEqual([]);
});

test.each(TABLE.map(([canaries, maySee]) => ({ canaries, maySee })))('$canaries', ({ canaries, maySee }) => {
  const names = allCanaries().filter((name) => canaries.test(name));
  expect(names).not.toEqual([]);
  for (const name of names) {
    const by = seen.get(name) ?? new Map<string, string>();
    const leaks = [...by].filter(([who]) => !maySee.includes(who)).map(([who, asked]) => `${name} to ${who}: ${asked}`);
    expect(leaks).toEqual([]);
    expect([name, ...[...by.keys()].sort()]).toEqual([name, ...[...maySee].sort()]);
  }
});

test('who may not write is refused, with a sentence', () => {
  expect(allowed).toEqual([]);
});

test('what nobody may write changed nothing of what an admin reads', () => {
  const changed = [...before].filter(([asked, body]) => after.get(asked) !== body);
  expect(changed.map(([asked, body]) => ({ asked, body, after: after.get(asked) }))).toEqual([]);
  expect(after.size).toBe(before.size);
  expect(before.size).toBeGreaterThan(100);
});

test('the log of the app, the addresses it called and the host’s own words hold nobody’s text', () => {
  expect(logged.size).toBeGreaterThan(1);
  expect(called.size).toBeGreaterThan(1);
  for (const texts of [[...logged], [...called], [printed]]) expect(texts.flatMap(canariesIn)).toEqual([]);
});
