import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import * as z from 'zod/mini';
import { adminCalls } from '../../src/api/admin-calls';
import { bugCalls } from '../../src/api/bug-calls';
import { calls, functionOf, type CallName } from '../../src/api/calls';
import { filingCalls } from '../../src/api/filing-calls';
import { panelCalls } from '../../src/api/panel-calls';
import { ticketCalls } from '../../src/api/ticket-calls';
import { handler as admin } from '../../src/entries/admin';
import { handler as bug } from '../../src/entries/bug';
import { handler as panel } from '../../src/entries/panel';
import { handler as ticket } from '../../src/entries/ticket';
import * as records from '../../src/storage/records';
import type { StoredRecord } from '../../src/storage/stored';
import { BUG_PROPERTY, ESCALATION_PROPERTY, TICKET_PROPERTY } from '../../src/domain/issue-properties';
import { unknownTicket } from '../../src/domain/known-ticket';
import { emptyTally } from '../../src/domain/tally';
import {
  aBug,
  aDocument,
  aForm,
  aHead,
  anEscalated,
  anId,
  aQuestion,
  aSignal,
  CS_LEAD,
  day,
  moment,
  settingsWith,
} from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { startSite, type Site } from '../fixtures/site';
import { muteLog } from '../fixtures/time';

/**
 * The manifest and the code name each other by strings, and Forge's own linters don't see all of them: a handler without an
 * export, an entry without a page, an attribute written but not declared would be seen only on a live site.
 */
const ROOT = join(__dirname, '../..');
const yaml = parseDocument(readFileSync(join(ROOT, 'manifest.yml'), 'utf8'));

const manifest = z.parse(
  z.object({
    app: z.object({
      storage: z.object({
        entities: z.array(
          z.object({ name: z.string(), attributes: z.record(z.string(), z.object({ type: z.string() })) }),
        ),
      }),
    }),
    modules: z.intersection(
      z.object({ function: z.array(z.object({ key: z.string(), handler: z.string() })) }),
      z.record(z.string(), z.array(z.unknown())),
    ),
    resources: z.array(z.object({ key: z.string(), path: z.string(), entry: z.record(z.string(), z.string()) })),
    permissions: z.looseObject({ scopes: z.array(z.string()) }),
  }),
  yaml.toJS(),
);

/** Every string in `value` that stands under one of `names`, however deep. */
const valuesOf = (value: unknown, names: readonly string[]): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'string' && names.includes(name) ? [inner] : valuesOf(inner, names),
  );
};

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
const { function: functions, ...modules } = manifest.modules;

/** What the file of a handler exports; `entries/gate.handler` is `handler` of src/entries/gate.ts. */
const exportsOf = (file: string) => import(join(ROOT, 'src', file)) as Promise<Record<string, unknown>>;

describe('functions', () => {
  it.each(functions)('$key is exported as $handler', async ({ handler }) => {
    const [file = '', name = ''] = handler.split('.');
    expect(typeof (await exportsOf(file))[name]).toBe('function');
  });

  it('are all that src/entries exports as a handler', async () => {
    const files = readdirSync(join(ROOT, 'src/entries')).map((name) => `entries/${name.replace('.ts', '')}`);
    const exporting = await Promise.all(
      files.map(async (file) => ('handler' in (await exportsOf(file)) ? [`${file}.handler`] : [])),
    );
    expect(unique(functions.map(({ handler }) => handler))).toEqual(unique(exporting.flat()));
  });

  it('are exactly those that modules use', () => {
    expect(unique(valuesOf(modules, ['function']))).toEqual(unique(functions.map(({ key }) => key)));
  });
});

describe('calls', () => {
  const resolvers = { panel, ticket, admin, bug };
  const tables = { panelCalls, ticketCalls, filingCalls, adminCalls, bugCalls };
  const asks = (functionKey: string, answering: keyof typeof resolvers) =>
    resolvers[answering]({ call: { functionKey, payload: {} }, context: {} }, { principal: { accountId: 'somebody' } });

  it.each(Object.keys(calls) as CallName[])('%s is defined once, and refuses who is not licensed', async (name) => {
    await expect(asks(name, functionOf(name))).resolves.toEqual({ ok: false, code: 'not-for-you' });
    for (const other of ['panel', 'ticket', 'admin', 'bug'] as const)
      if (other !== functionOf(name)) await expect(asks(name, other)).rejects.toThrow('no definition');
  });

  it.each(['panel', 'ticket', 'admin', 'bug'] as const)('of %s beyond the table are refused', async (answering) => {
    await expect(asks('dropEverything', answering)).rejects.toThrow('no definition');
  });

  it.each([
    ['jira:projectPage', 'project', 'panelCalls', 'panel'],
    ['jira:issueContext', 'issue', 'ticketCalls', 'ticket'],
    // The panel on a ticket shows the form itself where Jira opens no dialog, so its function must answer these, too.
    ['jira:issueContext', 'issue', 'filingCalls', 'ticket'],
    ['jira:issueContext', 'bug', 'bugCalls', 'bug'],
    ['jira:issueAction', 'file-bug', 'filingCalls', 'ticket'],
    ['jira:projectSettingsPage', 'settings', 'adminCalls', 'admin'],
    ['jira:adminPage', 'get-started', 'adminCalls', 'admin'],
  ] as const)('of %s (%s) in %s go to a function that answers them', (type, surface, table, answering) => {
    expect(modules[type]).toContainEqual(
      expect.objectContaining({ resource: `ui/${surface}`, resolver: { function: answering } }),
    );
    expect(new Set(Object.keys(tables[table]).map((name) => functionOf(name as CallName)))).toEqual(
      new Set([answering]),
    );
    const screens = table === 'filingCalls' ? 'file-bug' : surface;
    const typed = readFileSync(join(ROOT, 'static/src', screens, 'call.ts'), 'utf8');
    expect(typed).toContain(`makeInvoke(${table})`);
  });
});

describe('pages', () => {
  const entries = manifest.resources.flatMap(({ key, entry }) =>
    Object.entries(entry).map(([name, page]) => ({ resource: `${key}/${name}`, page })),
  );

  it('are each a page of the front end, and the front end has no other', () => {
    expect(manifest.resources.map(({ path }) => path)).toEqual(['static/dist']);
    const written = readdirSync(join(ROOT, 'static')).filter((name) => name.endsWith('.html'));
    expect(entries.map(({ page }) => page).sort()).toEqual(written.sort());
  });

  it('are each used by a module, and modules use no other', () => {
    expect(unique(valuesOf(modules, ['resource']))).toEqual(entries.map(({ resource }) => resource).sort());
  });
});

test('what the app writes on an L3 bug shows its panel there, wakes its events and is searchable', () => {
  const { trigger = [], 'jira:issueContext': contexts = [], 'jira:entityProperty': searchable = [] } = manifest.modules;
  const shown = contexts.filter((context) => valuesOf(context, ['key']).includes('chain-level-on-bug'));
  expect(unique(valuesOf(shown, ['propertyKey']))).toEqual([BUG_PROPERTY, ESCALATION_PROPERTY].sort());
  const [expression = ''] = valuesOf(trigger, ['expression']);
  for (const key of [BUG_PROPERTY, ESCALATION_PROPERTY]) expect(expression).toContain(`properties['${key}']`);
  expect(unique(valuesOf(searchable, ['propertyKey']))).toEqual([BUG_PROPERTY, TICKET_PROPERTY].sort());
});

describe('permissions', () => {
  const scopes = yaml.getIn(['permissions', 'scopes'], true);

  it.each(isSeq<Node>(scopes) ? scopes.items : [])('scope %s says why it is asked for', (scope) => {
    expect(isScalar(scope) && scope.comment?.trim()).toMatch(/\w+/);
  });

  it('has scopes to look at', () => {
    expect(isSeq(scopes) && scopes.items.length).toBe(manifest.permissions.scopes.length);
    expect(manifest.permissions.scopes).not.toHaveLength(0);
  });

  /** Most of what people do with the app, whatever comes of it. */
  const useTheApp = async (site: Site, { releaseId, ticket, file, filing }: Filing): Promise<void> => {
    const { key } = await site.newIssue('EXAM', 'Release', { fixVersions: [{ id: releaseId }] });
    const transition = { from: { id: '1' }, to: { id: '2' }, modifiedFields: {} };
    await site.open('po', releaseId);
    await site.save('po', releaseId, { expectedRevision: 1 });
    await site.call('agent', 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id });
    await file(filing());
    await site.call('admin', 'checkSetUp', { projectId: 'any' });
    const configuration = { releases: 'all', withoutRelease: 'block', onFailure: 'closed' };
    await site.runGate({ issue: { key }, configuration, transition });
  };

  it('are enough for what the app does', async () => {
    const site = await startSite();
    await useTheApp(site, await startFiling(site));
    expect(site.outOfScope).toEqual([]);
  });

  it.each(manifest.permissions.scopes)('scope %s is needed: without it Atlassian refuses something', async (scope) => {
    muteLog();
    const site = await startSite();
    const filing = await startFiling(site);
    site.scopes.splice(site.scopes.indexOf(scope), 1);
    await useTheApp(site, filing);
    expect(site.outOfScope).not.toEqual([]);
  });

  it('send nothing out of Atlassian', () => {
    expect(isMap(yaml.get('permissions'))).toBe(true);
    expect(manifest.permissions).not.toHaveProperty('external');
    expect(yaml.get('remotes')).toBeUndefined();
  });
});

describe('entities', () => {
  const handoffId = anId();
  const escalationId = anId();
  const document = aDocument();
  /** One of each kind that storage writes; a new kind doesn't compile until it is here. */
  const written: { readonly [K in keyof typeof records]: StoredRecord } = {
    handoff: records.handoff(aHead({ releaseDate: null })),
    document: records.document(handoffId, 1, document),
    revision: records.revision(handoffId, {
      revision: 1,
      at: moment(),
      by: CS_LEAD,
      note: '',
      minor: false,
      document,
    }),
    question: records.question(aQuestion()),
    rollout: records.rollout({ schema: 1, handoffId, steps: [] }),
    reading: records.reading({ schema: 1, handoffId, accountId: CS_LEAD, revision: 1, at: moment() }),
    history: records.history(
      { schema: 1, handoffId, at: moment(), by: CS_LEAD, revision: 1, what: 'saved', detail: '' },
      1,
      0,
    ),
    told: records.told({
      ...{ schema: 1, handoffId, at: moment(), by: null, revision: 1, what: 'released-anyway', detail: '' },
    }),
    escalation: records.escalation(anEscalated({ id: escalationId, handoffId })),
    bug: records.bug(1, aBug({ handoffId })),
    fix: records.fix('11', '1', Date.parse(moment())),
    signal: records.signal(1, aSignal({ handoffId })),
    tally: records.tally(1, emptyTally('10001', handoffId)),
    prepared: records.prepared({
      ...{ schema: 1, id: escalationId, ticketId: '10', releaseId: '1', handoffId, form: aForm(), customer: null },
      carry: { attachments: [], comments: [] },
      ...{ forAccount: CS_LEAD, by: CS_LEAD, at: moment(), withdrawn: false },
    }),
    ticket: records.ticket(1, unknownTicket('10')),
    claim: records.claim({
      schema: 1,
      ticketId: '10',
      escalationId,
      by: CS_LEAD,
      startedAt: moment(),
      step: 'working',
      filing: {
        ...{ handoffId: 'handoff-1', releaseId: '10000', revision: 1, ticketKey: 'SUP-1' },
        ...{
          byApp: false,
          preparedBy: null,
          targetId: '10001',
          summary: '',
          bypass: null,
          customer: null,
          joined: false,
        },
      },
      bugId: null,
      bugKey: null,
      newestFiled: null,
      linked: true,
    }),
    filings: records.filings(1, { handoffId, begun: [] }),
    template: records.template('10001', { schema: 1, handoffId, document, by: CS_LEAD, at: moment() }),
    settings: records.settings('10001', 1, settingsWith()),
    agenda: records.agenda({ kind: 'release', releaseId: '1', projectId: '10001' }, Date.parse(moment()), 1),
    reminder: records.reminder({
      ...{ schema: 1, accountId: CS_LEAD, releaseId: '1', projectId: '10001', handoffId, projectKey: 'EXAM' },
      ...{ releaseName: '2.4', what: 'due', occurrence: day(), day: day(), at: moment(), count: 0, seen: false },
    }),
    digest: records.digest({ schema: 1, accountId: CS_LEAD, day: day(), told: [], waiting: false }, 1),
  };

  /** Whether Forge takes `value` for an attribute declared so (Forge docs: storage-reference/entities-manifest). */
  const fits: Record<string, (value: unknown) => boolean> = {
    string: (value) => typeof value === 'string' && value !== '',
    integer: Number.isInteger,
    float: Number.isFinite,
    boolean: (value) => typeof value === 'boolean',
    any: (value) => value !== undefined,
  };

  it('are exactly those that storage writes', () => {
    const declared = manifest.app.storage.entities.map(({ name }) => name);
    expect(declared.sort()).toEqual(unique(Object.values(written).map(({ entityName }) => entityName)));
  });

  const attributesOf = (entityName: string) =>
    manifest.app.storage.entities.find(({ name }) => name === entityName)?.attributes ?? {};

  it.each(unique(Object.values(written).map(({ entityName }) => entityName)))(
    '%s declares just what its records write',
    (entityName) => {
      const all = Object.values(written).filter((record) => record.entityName === entityName);
      expect(unique(all.flatMap(({ value }) => Object.keys(value)))).toEqual(
        unique(Object.keys(attributesOf(entityName))),
      );
    },
  );

  it.each(Object.entries(written))('%s writes each attribute with the type that is declared', (_, record) => {
    const declared = attributesOf(record.entityName);
    const unfit = Object.entries(record.value).filter(([name, value]) => !fits[declared[name]?.type ?? '']?.(value));
    expect(unfit).toEqual([]);
  });
});
