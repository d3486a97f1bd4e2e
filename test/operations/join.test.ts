import type { CallInput } from '../../src/api/calls';
import type { Bug } from '../../src/domain/bug';
import type { Head } from '../../src/domain/head';
import type { Signal } from '../../src/domain/signal';
import { aForm, moment, NOW } from '../fixtures/builders';
import { PANEL, startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { holdClock, muteLog, passing, stopClock } from '../fixtures/time';

let site: Site;
let at: Filing;
/** Filed from the ticket of `at`. */
let bug: { id: string; key: string };
/** Has no bug yet. */
let other: { id: string; key: string };

const join = (who: Who, over: Partial<CallInput<'joinBug'>> = {}) =>
  site.call(who, 'joinBug', {
    ...{ issueId: other.id, projectId: site.sup.id, releaseId: at.releaseId, handoffId: at.handoffId, bugId: bug.id },
    ...{ productId: site.exam.id, targetId: site.exam.id, customer: null, panelUrl: PANEL },
    ...over,
  });
const list = (who: Who, issueId = other.id) =>
  site.does(who, 'listBugs', { issueId, projectId: site.sup.id, releaseId: at.releaseId });
const issue = async (key: string) =>
  (await site.rest('admin', 'GET', `/rest/api/3/issue/${key}?fields=*all`)).body as {
    fields: { issuelinks: { type: { name: string }; outwardIssue?: { key: string } }[] };
  };
const notesOn = async (key: string) =>
  (
    (await site.rest('admin', 'GET', `/rest/api/3/issue/${key}/comment?expand=properties`)).body as {
      comments: { body: unknown; properties: unknown[] }[];
    }
  ).comments;
const signals = () => (site.stored('signal') as Signal[]).map(({ ticketId, tier }) => [ticketId, tier]);
const recordOf = (bugId: string) => site.records()[`bug:${bugId}`] as { value: { body: Bug } } | undefined;
const change = (bugId: string, over: Partial<Bug>) => Object.assign(recordOf(bugId)?.value.body ?? {}, over);

/** A bug that somebody made in Jira, without the app. */
const madeInJira = (fields: Record<string, unknown> = {}) => site.newIssue('EXAM', 'Bug', fields);

const start = async () => {
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  valueOf(await at.file(at.filing()));
  const [made] = await at.bugs();
  bug = { id: made?.id ?? '', key: made?.key ?? '' };
  other = await site.newIssue('SUP', 'Support request');
};

describe('one ticket', () => {
  beforeEach(async () => {
    stopClock();
    await start();
  });

  test('the link, the internal note, the record and the signal', async () => {
    jest.setSystemTime(NOW + 60_000);
    const customer = { percent: 25, name: 'Early access' };
    expect(valueOf(await join('agent', { customer }))).toMatchObject({
      ...{ bugKey: bug.key, byApp: false, noteFailed: false, linkFailed: false, already: false },
    });
    expect(
      (await issue(bug.key)).fields.issuelinks.map(({ type, outwardIssue }) => [type.name, outwardIssue?.key]),
    ).toEqual([
      ['Relates', at.ticket.key],
      ['Relates', other.key],
    ]);
    const [note, ...rest] = await notesOn(other.key);
    expect(rest).toEqual([]);
    expect(JSON.stringify(note?.body)).toContain(`this ticket was added to "},{"type":"text","text":"${bug.key}`);
    expect(note?.properties).toContainEqual({ key: 'sd.public.comment', value: { internal: true } });
    expect(at.escalations().find(({ ticketId }) => ticketId === other.id)).toMatchObject({
      ...{ joined: true, bugId: bug.id, bugKey: bug.key, handoffId: at.handoffId, revision: 1, by: 'agent', customer },
      ...{ ticketKey: other.key, summary: '', bypass: null },
    });
    expect(signals()).toEqual(expect.arrayContaining([[other.id, 3]]));
    expect(at.claim(other.id)?.step).toBe('closed');
    const agenda = site.stored('agenda');
    expect(agenda).toContainEqual({ kind: 'bug', bugId: bug.id, again: false });
    const { head } = valueOf(await site.open('po', at.releaseId));
    expect(head?.bugsSince).toBe(1); // of one bug it is the same bug
  });

  test('a pair that is there is told, and nothing is done again, whoever asks and from whatever window', async () => {
    valueOf(await join('agent'));
    const before = structuredClone(site.records());
    for (const who of ['agent', 'cslead', 'agent2'] as const)
      expect(valueOf(await join(who))).toMatchObject({ already: true });
    // The one that it was filed from, too.
    expect(valueOf(await join('agent', { issueId: at.ticket.id }))).toMatchObject({ already: true, bugKey: bug.key });
    expect(site.records()).toEqual(before);
    expect(await notesOn(other.key)).toHaveLength(1);
  });

  test('two windows at once: one record, one note', async () => {
    const answers = await Promise.all([join('agent'), join('cslead')]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['filing-in-progress', 'ok']);
    valueOf(await join('cslead'));
    expect(await notesOn(other.key)).toHaveLength(1);
    expect(at.escalations()).toHaveLength(2);
  });

  test('a filing that was begun and came to nothing does not keep the ticket from being added', async () => {
    at.lost('/rest/api/3/issue', 'drop-before');
    const form = aForm({ summary: 'Printing shows no printers' });
    await at.file(at.filing({ issueId: other.id, form }));
    expect(refusalOf(await join('agent')).code).toBe('filing-in-progress');
    jest.setSystemTime(NOW + 16 * 60_000);
    valueOf(await join('agent'));
  });

  test('what was begun while the bug was open is brought to its end once it is closed', async () => {
    at.lost('/comment', 'drop-before');
    expect((await join('agent')).ok).toBe(false);
    change(bug.id, { stage: 'closed' });
    expect(valueOf(await join('agent'))).toMatchObject({ already: false, noteFailed: false });
    expect(await notesOn(other.key)).toHaveLength(1);
    const third = await site.newIssue('SUP', 'Support request');
    expect(refusalOf(await join('agent', { issueId: third.id })).code).toBe('bug-closed');
  });

  test('a bug that was made in Jira goes on record with its first ticket: by its type or by the chain label', async () => {
    const made = await madeInJira();
    valueOf(await join('agent', { bugId: made.id }));
    expect(recordOf(made.id)?.value.body).toMatchObject({ handoffId: at.handoffId, stage: 'open', filedBy: 'agent' });
    valueOf(await join('agent', { bugId: made.id, issueId: at.ticket.id }));
    const labelled = await site.newIssue('EXAM', 'Release', { labels: ['chain-exam-shortcut-1'] });
    valueOf(await join('agent', { bugId: labelled.id }));
  });

  test('a bug whose filing came to no end: once that is finished, what was said of the bug meanwhile stays', async () => {
    const filing = at.filing({ form: aForm({ summary: 'Printing shows no printers' }) });
    const match = { kind: 'kvs', path: 'transaction', body: 'l3-filed' } as const;
    site.faults.add([{ match, times: 1, action: 'drop-before' }]);
    expect((await at.file(filing)).ok).toBe(false);
    const bugId = (await at.bugs()).find(({ id }) => id !== bug.id)?.id ?? '';
    valueOf(await join('agent', { bugId }));
    const triage = { level: 'scope', cause: 'scenario-gap' } as const;
    valueOf(await site.call('admin', 'triageBug', { issueId: bugId, ...triage, expected: null }));
    valueOf(await at.file(filing));
    expect(recordOf(bugId)?.value.body).toMatchObject({ triage });
    expect(at.escalations().filter((one) => one.bugId === bugId)).toHaveLength(2);
  });

  test('a link of the usual type, where the type of the settings is gone', async () => {
    valueOf(await site.settle({ linkType: 'Gone' }));
    expect(valueOf(await join('agent'))).toMatchObject({ linkFailed: false });
    expect((await issue(bug.key)).fields.issuelinks).toHaveLength(2);
  });

  test('the note is refused: the rest stands, and it is said', async () => {
    const sup = site.state.jira.projects.find(({ id }) => id === site.sup.id);
    if (sup !== undefined) sup.permissions.ADD_COMMENTS = [];
    expect(valueOf(await join('agent'))).toMatchObject({ noteFailed: true, linkFailed: false });
    expect(at.escalations()).toHaveLength(2);
  });

  describe('who may not see the bug', () => {
    test('is told that it is there, with the tickets that they see, and adds theirs without learning more', async () => {
      const [known] = (await list('agent2')).bugs;
      expect(known).toEqual({
        ...{ bugId: bug.id, bugKey: null, summary: '', level: null, stage: 'open', filedAt: moment(), tickets: 1 },
        ...{ from: [{ id: at.ticket.id, key: at.ticket.key }], isJoined: false },
      });
      expect(valueOf(await join('agent2'))).toMatchObject({ bugKey: null, linkFailed: true, noteFailed: false });
      const all = JSON.stringify([await list('agent2'), await notesOn(other.key), await join('agent2')]);
      expect(all).not.toContain(bug.key);
      expect(all).not.toContain(aForm().summary);
      expect((await list('agent2')).bugs).toMatchObject([{ tickets: 2, isJoined: true }]);
      // They added the ticket themselves, and yet Jira never showed them the bug.
      const { bugs } = await site.does('agent2', 'findHandoffs', { issueId: other.id, projectId: site.sup.id });
      expect(bugs).toMatchObject([{ by: 'agent2', joined: true, bugKey: null }]);
      const { filed } = await site.does('agent2', 'prepareEscalation', {
        ...{ issueId: other.id, projectId: site.sup.id, releaseId: null },
      });
      expect(filed).toMatchObject([{ by: 'agent2', bugKey: null }]);
    });

    test('the app links it where an admin of the target lets it file', async () => {
      valueOf(await site.settle({ appMayFile: true }));
      expect(valueOf(await join('agent2'))).toMatchObject({ bugKey: null, linkFailed: false });
      expect((await issue(bug.key)).fields.issuelinks).toHaveLength(2);
    });

    test('of its tickets they are told only of those that they see', async () => {
      const ticket = await site.newIssue('EXAM', 'Bug');
      valueOf(await join('agent', { issueId: ticket.id, projectId: site.exam.id }));
      expect((await list('agent2')).bugs).toMatchObject([{ tickets: 1, from: [{ key: at.ticket.key }] }]);
      expect((await list('agent')).bugs).toMatchObject([{ tickets: 2, bugKey: bug.key, summary: aForm().summary }]);
      const [filed] = at.escalations().filter(({ joined }) => !joined);
      expect((await list('agent2')).known).toEqual([filed?.id]);
      expect(JSON.stringify(await list('agent2'))).not.toContain(ticket.id);
    });
  });

  describe('refused', () => {
    test.each<[string, Who, () => Promise<Partial<CallInput<'joinBug'>>> | Partial<CallInput<'joinBug'>>, string]>([
      ['a ticket that one may not see', 'outsider', () => ({}), 'not-found'],
      ['a customer', 'customer', () => ({}), 'not-for-you'],
      ['a bug that is not there', 'agent', () => ({ bugId: '999999' }), 'not-found'],
      ['the ticket itself', 'agent', () => ({ bugId: other.id }), 'not-found'],
      [
        'an issue of another project',
        'agent',
        async () => ({ bugId: (await site.newIssue('SUP', 'Support request')).id }),
        'not-found',
      ],
      [
        'an issue that is no bug',
        'agent',
        async () => ({ bugId: (await site.newIssue('EXAM', 'Release')).id }),
        'not-found',
      ],
      [
        "a bug that one may not see and the app doesn't know",
        'agent2',
        async () => ({ bugId: (await madeInJira()).id }),
        'not-found',
      ],
      ["another handoff's id", 'agent', () => ({ handoffId: 'another-handoff' }), 'not-found'],
    ])('%s', async (_, who, over, code) => {
      const input = await over();
      const before = structuredClone(site.records());
      expect(refusalOf(await join(who, input)).code).toBe(code);
      expect(site.records()).toEqual(before);
    });

    test('a bug of another handoff that one may not see, whatever handoff is named', async () => {
      change(bug.id, { handoffId: 'another-handoff' });
      expect(refusalOf(await join('agent2')).code).toBe('not-found');
      valueOf(await join('agent')); // who sees it in Jira may
    });

    test('a bug of before its handoff moved is still the handoff’s', async () => {
      change(bug.id, { handoffId: 'an-earlier-record' });
      const { value } = site.records()[`handoff:${at.releaseId}`] as { value: { body: Head } };
      Object.assign(value.body, { earlierRecords: ['an-earlier-record'] });
      valueOf(await join('agent2'));
    });

    test.each(['closed', 'duplicate', 'gone'] as const)('a bug that is %s', async (stage) => {
      change(bug.id, { stage });
      expect(refusalOf(await join('agent')).code).toBe('bug-closed');
      expect((await list('agent')).bugs).toEqual([]);
    });

    test('who may not go to Support L3', async () => {
      await site.does('admin', 'saveSettings', { projectId: site.sup.id, settings: { escalators: ['cslead'] } });
      expect(refusalOf(await join('agent')).code).toBe('not-allowed');
      expect((await join('cslead')).ok).toBe(true);
    });

    test('where the handoff is not mapped to the ticket any more', async () => {
      valueOf(await site.settle({ supportProjects: [] }));
      expect(refusalOf(await join('agent2')).code).toBe('not-found');
    });
  });

  test('a bug that is fixed is told of until everybody has the fix', async () => {
    const fix = { releaseId: at.releaseId, name: '2.4', released: true, percent: 25 };
    change(bug.id, { stage: 'fixed', fix });
    expect((await list('agent')).bugs).toMatchObject([{ stage: 'fixed' }]);
    valueOf(await join('agent'));
    change(bug.id, { fix: { ...fix, percent: 100 } });
    expect((await list('agent')).bugs).toEqual([]);
  });
});

test('fifty agents add fifty tickets to one bug at once, and none is lost', async () => {
  holdClock();
  const all = await passing(
    (async () => {
      await start();
      const tickets = [];
      for (let nth = 0; nth < 50; nth += 1) tickets.push(await site.newIssue('SUP', 'Support request'));
      return tickets;
    })(),
    50,
  );
  const answers = await passing(
    Promise.all(
      all.map(({ id }, nth) => join((['agent', 'agent2', 'cslead'] as const)[nth % 3] ?? 'agent', { issueId: id })),
    ),
    50,
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  const joined = at.escalations().filter((one) => one.joined);
  expect(joined.map(({ ticketId }) => ticketId).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  expect(signals().filter(([, tier]) => tier === 3)).toHaveLength(51);
  for (const { id, key } of all) {
    expect(at.claim(id)?.step).toBe('closed');
    expect(await notesOn(key)).toHaveLength(1);
  }
  const read = passing(list('agent'), 50);
  expect((await read).bugs).toMatchObject([{ bugKey: bug.key, tickets: 51 }]);
  // Of those who may link there.
  const { issuelinks } = (await passing(issue(bug.key), 50)).fields;
  const linked = [at.ticket.key, ...all.filter((_, nth) => nth % 3 === 0).map(({ key }) => key)];
  expect(issuelinks.map(({ outwardIssue }) => outwardIssue?.key).toSorted()).toEqual(linked.toSorted());
  jest.setSystemTime(Date.now() + 60_000);
  await passing(site.runLoop(), 50);
  expect(recordOf(bug.id)?.value.body).toMatchObject({ tickets: 51, stage: 'open' });
}, 30_000);
