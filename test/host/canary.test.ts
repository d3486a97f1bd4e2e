import type { InvocationRecord } from '../../host/runtime/invocations';
import { openDoor } from './canary-replies';
import { allCanaries, canariesIn, seedCanaries } from './canary-site';
import { EVERYBODY, TABLE } from './canary-table';
import { startOurApp } from './our-app';

/**
 * Nobody gets to know what they may not see: every text of the site is a canary, every person asks for everything, through
 * REST, through a screen's requestJira and through each of the app's calls, and what reached whom is held against one table.
 * Exactly: a text that no longer reaches those who may see it would make the rest of the table prove nothing.
 */

/** They try to write as well: a refusal has words too. */
const MAY_NOT_WRITE = ['agent2', 'outsider', 'customer', 'customer2', 'anonymous'];

/** Canary -> who got to see it, and by asking what. */
const seen = new Map<string, Map<string, string>>();
let app: Awaited<ReturnType<typeof startOurApp>>;
/** What the developer console shows of the app: its own lines, and the errors it ended with. */
const logged = new Set<string>();

beforeAll(async () => {
  app = await startOurApp();
  const site = await seedCanaries(app);
  const doorOf = (who: string) =>
    openDoor(app, who, (text, asked) => {
      for (const name of canariesIn(text)) {
        const by = seen.get(name) ?? new Map<string, string>();
        seen.set(name, by.set(who, by.get(who) ?? asked));
      }
    });
  /** The console keeps the last invocations only, so it is read after each person. */
  const readLog = async () => {
    const records = (await (await fetch(`${app.siteUrl}/host/invocations`)).json()) as InvocationRecord[];
    for (const { console: lines, message = '' } of records)
      for (const text of [message, ...lines.map((line) => line.text)]) logged.add(text);
  };
  for (const who of EVERYBODY) {
    await (await doorOf(who)).reads(site);
    await readLog();
  }
  for (const who of MAY_NOT_WRITE) {
    await (await doorOf(who)).writes(site);
    await readLog();
  }
}, 60_000);
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
    expect([...by.keys()].sort()).toEqual([...maySee].sort());
  }
});

test('the log of the app holds nobody’s text', () => {
  expect(logged.size).toBeGreaterThan(1);
  expect([...logged].flatMap(canariesIn)).toEqual([]);
});
