import type { InvocationRecord } from '../../host/runtime/invocations';
import { openDoor } from './canary-replies';
import { ACCOUNTS, allCanaries, canariesIn, seedCanaries } from './canary-site';
import { startOurApp } from './our-app';

/**
 * Nobody gets to know what they may not see: every text of the site is a canary, every person asks for everything, through
 * REST, through a screen's requestJira and through each of the app's calls, and what reached whom is held against this table.
 * Exactly: a text that no longer reaches those who may see it would make the rest of the table prove nothing.
 */

const EVERYBODY = [...ACCOUNTS, 'anonymous'];
/** They try to write as well: a refusal has words too. */
const MAY_NOT_WRITE = ['agent2', 'outsider', 'customer', 'customer2', 'anonymous'];
/** Whom Jira shows EXAM, and whom SUP. */
const EXAM = ['po', 'rm', 'cslead', 'agent', 'admin'];
const SUP = ['cslead', 'agent', 'agent2', 'admin'];
/** SUP is mapped to EXAM: who reads it reads EXAM's live handoffs, and nothing of its issues. */
const HANDOFFS = [...EXAM, 'agent2'];
const LICENSED = ACCOUNTS.filter((who) => !who.startsWith('customer'));

const TABLE: readonly (readonly [canaries: RegExp, maySee: readonly string[]])[] = [
  [/^project$|^project-property$|^related-|-release-text$/, EXAM],
  [/^(draft|unwritten)-release$/, EXAM],
  [/^(live|refused)-release$/, HANDOFFS],
  [/^(story|bug)-|^issue-property$/, EXAM],
  [/^secret-/, EXAM.filter((who) => who !== 'rm')], // issue security
  [/^label$/, ACCOUNTS], // GET /label needs no permission (OpenAPI: getAllLabels)
  [/^(other-project|shop-.*)$/, ['outsider', 'admin']],

  [/^ticket-|^public-reply$/, [...SUP, 'customer']],
  [/^internal-note$/, SUP],
  [/^other-(title|text)$/, [...SUP, 'customer2']],

  [/^(live|refused)-(?!release|save-note)/, HANDOFFS],
  [/^draft-(?!release)/, EXAM],
  [/^(live|refused)-save-note$|-question$|^gap$/, EXAM], // they may name issues of EXAM
  [/^refusal-reason$/, HANDOFFS], // one of the blockers that every reader is told

  [/^name-of-(?!agent$|customer)/, LICENSED],
  [/^name-of-agent$/, [...LICENSED, 'customer']], // who got a reply
  [/^name-of-customer$/, [...LICENSED, 'customer']],
  [/^name-of-customer2$/, [...LICENSED, 'customer2']],
];

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
