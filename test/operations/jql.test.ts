import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { indexedPropertiesOf } from '../../host/runtime/indexed-properties';
import { loadApp } from '../../host/runtime/manifest';
import type { CallInput } from '../../src/api/calls';
import { CHAIN_CAUSES, CHAIN_LEVELS } from '../../src/domain/bug';
import {
  BUG_PROPERTY,
  TICKET_PROPERTY,
  type BugProperty,
  type TicketProperty,
} from '../../src/domain/issue-properties';
import { SIGNAL_KINDS, type SignalKind } from '../../src/domain/signal';
import { anId } from '../fixtures/builders';
import { startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { MINUTE_AFTER, startTriage, type Triaging } from '../fixtures/triage';

/** What the app writes on tickets and on L3 bugs is found by JQL, by the names that the manifest declares and the docs tell. */

const ROOT = join(__dirname, '../..');
/** A name that JQL must be told with care. */
const RELEASE = '2.4 "Shortcut" \\ מהדורה';
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

let site: Site;
let at: Triaging;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startTriage(site);
});
const later = (ms = MINUTE_AFTER) => jest.setSystemTime(Date.now() + ms);
const runLoop = async () => {
  later();
  await site.runLoop();
};
const foundSchema = z.object({ issues: z.array(z.object({ key: z.string() })) });
const found = async (jql: string, who: Who = 'agent'): Promise<string[]> => {
  const { status, body } = await site.rest(who, 'POST', '/rest/api/3/search/jql', { jql, fields: ['key'] });
  if (status !== 200) throw new Error(`${jql}: ${status} ${JSON.stringify(body)}`);
  return z.parse(foundSchema, body).issues.map(({ key }) => key);
};

/** Every field that is written, with every value that it can have besides names and ids of releases; one more doesn't compile until it is here. */
const TICKET: { readonly [F in keyof TicketProperty]: readonly string[] | null } = {
  release: null,
  releaseId: null,
  signal: [...SIGNAL_KINDS, 'none'],
  supportTier: ['L1', 'L2', 'L3'],
};
const BUG: { readonly [F in keyof BugProperty]: readonly string[] | null } = {
  release: null,
  releaseId: null,
  chainLevel: ['untriaged', ...CHAIN_LEVELS],
  cause: ['none', ...CHAIN_CAUSES],
};
const declared = indexedPropertiesOf(loadApp(ROOT));
const aliasesOf = (property: string) => declared.filter(({ propertyKey }) => propertyKey === property);

describe('the names', () => {
  test.each([
    [TICKET_PROPERTY, TICKET],
    [BUG_PROPERTY, BUG],
  ])('of %s: each field is declared, as a string, under an alias of its own', (property, fields) => {
    expect(aliasesOf(property).map(({ path }) => path)).toEqual(Object.keys(fields));
    expect(new Set(declared.map(({ type }) => type))).toEqual(new Set(['string']));
    const aliases = declared.map(({ searchAlias = '' }) => searchAlias.toLowerCase());
    expect(new Set(aliases).size).toBe(declared.length);
    expect(aliases.every((alias) => alias.startsWith('cs'))).toBe(true); // of all apps of a site
  });

  test('the page for people names each, with each value, and every query of it is one that Jira takes', async () => {
    const page = readFileSync(join(ROOT, 'docs/jql.md'), 'utf8');
    const said = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
    const values = [...Object.values(TICKET), ...Object.values(BUG)].flatMap((all) => all ?? []);
    for (const name of [...declared.map(({ searchAlias }) => searchAlias), ...values]) expect(said).toContain(name);
    const queries = [...page.matchAll(/```jql\n([^`]*)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
    expect(queries.length).toBeGreaterThan(5);
    for (const query of queries) await found(query.replace(/"Exam Grader"/g, 'EXAM'));
  });
});

describe('tickets', () => {
  const say = (issueId: string, over: Partial<CallInput<'sendSignal'>>) =>
    site.does('agent', 'sendSignal', {
      ...{ issueId, projectId: site.sup.id, releaseId: at.releaseId, handoffId: at.handoffId },
      ...{ kind: 'working-as-intended', itemId: null, revision: 1, question: null },
      ...over,
    });
  const itemOf = async (kind: SignalKind): Promise<string | null> => {
    const { document } = valueOf(await site.open('po', at.releaseId));
    if (kind === 'answer') return document.likelyQuestions[0]?.id ?? null;
    if (kind === 'limitation') return document.limitations.items[0]?.id ?? null;
    return kind === 'happy-path' ? (document.happyPath[0]?.id ?? null) : null;
  };

  test('by each signal, by tier and by release, by alias and by path', async () => {
    const keys = new Map<string, string>();
    for (const kind of SIGNAL_KINDS) {
      later();
      const ticket = await site.newIssue('SUP', 'Support request');
      keys.set(kind, ticket.key);
      const question = { id: anId(), text: 'And on tablets?', place: null, revision: 1 };
      await say(ticket.id, {
        ...{ kind, itemId: await itemOf(kind) },
        question: kind === 'not-in-handoff' ? question : null,
      });
    }
    const undone = await site.newIssue('SUP', 'Support request');
    await say(undone.id, {});
    const on = { issueId: undone.id, projectId: site.sup.id, releaseId: at.releaseId, handoffId: at.handoffId };
    await site.does('agent', 'undoSignal', { ...on, saidAt: new Date(Date.now()).toISOString() });
    keys.set('none', undone.key);
    await runLoop();
    for (const [kind, key] of keys) {
      const by = (field: string) => found(`project = SUP AND ${field} = "${kind}"`);
      // The ticket that has a bug and nothing said of it.
      const rest = kind === 'none' ? [at.ticket.key] : [];
      expect([kind, (await by('csHandoffSignal')).toSorted()]).toEqual([kind, [key, ...rest].sort()]);
      expect(await by(`issue.property[${TICKET_PROPERTY}].signal`)).toEqual(await by('csHandoffSignal'));
    }
    expect((await found('csSupportTier = L1')).toSorted()).toEqual([...keys.values()].sort());
    expect(await found('csSupportTier = "L3"')).toEqual([at.ticket.key]);
    expect(await found('csHandoffRelease = "2.4 Shortcut"')).toHaveLength(keys.size + 1);
    expect(await found(`csHandoffReleaseId = ${at.releaseId} AND csSupportTier != L1`)).toEqual([at.ticket.key]);
    expect(await found('csHandoffRelease = "2.4"')).toEqual([]); // the whole name, and nothing else
  });

  test('by the handoff that the newest bug goes by, though its signal says no more than before', async () => {
    await runLoop();
    const releaseId = await site.handedOverRelease({ name: '2.5' });
    const handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
    await say(at.ticket.id, { releaseId, handoffId });
    await runLoop();
    expect(await found('csHandoffRelease = "2.5"')).toEqual([at.ticket.key]);
    valueOf(await at.file(at.filing()));
    await runLoop();
    expect(await found('csHandoffRelease = "2.5"')).toEqual([]);
    expect(await found('csHandoffRelease = "2.4 Shortcut" AND csSupportTier = L3')).toEqual([at.ticket.key]);
  });

  test('of others are found by nobody', async () => {
    await runLoop();
    expect(await found('csSupportTier = L3', 'po')).toEqual([]);
    expect(await found('csChainLevel = untriaged', 'agent2')).toEqual([]);
  });
});

describe('L3 bugs', () => {
  test('are found from their creation on, once search knows of them', async () => {
    site.state.jira.searchLagMs = 5_000;
    later();
    const { bugKey } = valueOf(await at.file(at.filing()));
    expect(await found('csChainLevel = untriaged')).toEqual([at.bugKey]);
    later(5_000);
    expect((await found('csChainLevel = untriaged AND csChainCause = none')).toSorted()).toEqual(
      [at.bugKey, bugKey].sort(),
    );
  });

  test('by each level and each cause', async () => {
    for (const level of CHAIN_LEVELS)
      for (const cause of CHAIN_CAUSES) {
        later();
        valueOf(await at.triage('admin', { level, cause }, at.record().triage));
        expect(await found(`csChainLevel = "${level}" AND csChainCause = "${cause}"`)).toEqual([at.bugKey]);
        expect(
          await found(
            `issue.property[${BUG_PROPERTY}].chainLevel = ${level} AND issue.property['${BUG_PROPERTY}'].cause = "${cause}"`,
          ),
        ).toEqual([at.bugKey]);
        expect(await found(`csChainLevel = untriaged`)).toEqual([]);
        expect(await found(`csChainLevel != "${level}"`)).toEqual([]);
      }
  });

  test('by the release, whatever it is called', async () => {
    await site.rest('admin', 'PUT', `/rest/api/3/version/${at.releaseId}`, { name: RELEASE });
    for (const event of site.told) await site.runEvents(event);
    later();
    valueOf(await at.triage('admin', { level: 'scope', cause: 'n/a' }));
    expect(await found(`csBugRelease = ${quoted(RELEASE)} AND csBugReleaseId = ${at.releaseId}`)).toEqual([at.bugKey]);
  });

  test('what a triage sets is searchable after the lag of search, together with its label', async () => {
    site.state.jira.searchLagMs = 5_000;
    later();
    valueOf(await at.triage('admin', { level: 'scope', cause: 'n/a' }));
    const both = 'labels = chain-level-scope AND csChainLevel = scope';
    expect([await found(both), await found('labels = chain-level-untriaged')]).toEqual([[], [at.bugKey]]);
    later(5_000);
    expect([await found(both), await found('labels = chain-level-untriaged')]).toEqual([[at.bugKey], []]);
  });
});
