import * as z from 'zod/mini';
import { NOW } from '../fixtures/builders';
import { startCarrying, type Carrying } from '../fixtures/carrying';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What of a ticket's comments is told in its bug, or on a bug that it is added to. */

let site: Site;
let at: Filing;
let of: Carrying;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  of = startCarrying(site, at);
});

describe('comments', () => {
  test('the chosen ones are told in the bug, the oldest first, with who said it when, and what is internal is marked', async () => {
    const first = await of.comment('It opens an exam\nthat has its grade');
    jest.setSystemTime(NOW + 60_000);
    const second = await of.comment('The log says 500', { internal: true, who: 'agent' });
    await of.comment('Not chosen', { internal: true });
    valueOf(await at.file(at.filing({ comments: [second, first] })));
    const told = await of.description();
    const parts = [
      'From the ticket’s comments',
      'CSLEAD Example, 2026-11-24 09:00 UTC"',
      'It opens an exam',
      'that has its grade',
      'AGENT Example, 2026-11-24 09:01 UTC, internal: not for the customer',
      'The log says 500',
    ];
    const places = parts.map((part) => told.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(told).not.toContain('Not chosen');
  });

  test('one that only a role reads is marked as internal, and comes along for who has the role', async () => {
    const id = await of.comment('For us only', { role: 'Members' });
    const { fields } = refusalOf(await at.file(at.filing({ comments: [id] }), 'admin'));
    expect(fields).toEqual([{ path: ['comments', id], problem: 'not-valid' }]);
    valueOf(await at.file(at.filing({ comments: [id] })));
    expect(await of.description()).toMatch(/internal: not for the customer.*For us only/);
  });

  test('no words of a comment are markup, and nobody is told by them again', async () => {
    const node = (type: string, attrs: object, content?: unknown[]) => ({ type, attrs, ...(content && { content }) });
    const text = (words: string, href?: string) => ({
      type: 'text',
      text: words,
      ...(href && { marks: [{ type: 'link', attrs: { href } }] }),
    });
    const id = await of.comment('', {
      body: {
        ...{ type: 'doc', version: 1 },
        content: [
          {
            type: 'paragraph',
            content: [node('mention', { id: 'po', text: '@PO' }), text(' see '), text('this', 'https://example.com/x')],
          },
          {
            type: 'bulletList',
            content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text('<b>one</b>')] }] }],
          },
          {
            type: 'mediaSingle',
            content: [node('media', { id: 'uuid', type: 'file', collection: '', alt: 'shot.png' })],
          },
          { type: 'codeBlock', content: [text('a\nb')] },
        ],
      },
    });
    valueOf(await at.file(at.filing({ comments: [id] })));
    const told = await of.description();
    for (const words of ['@PO see this (https://example.com/x)', '<b>one</b>', 'shot.png', '"a"', '"b"'])
      expect(told).toContain(words);
    expect(told).not.toMatch(/"type":"(mention|media|bulletList|codeBlock)"/);
  });

  test.each(['of another ticket', 'that is gone'])('one %s is refused by its id, and no bug is made', async (which) => {
    const other = await site.newIssue('SUP', 'Support request');
    const id = which === 'that is gone' ? '99999' : await of.comment('x', { key: other.key });
    const input = at.filing({ comments: [await of.comment('mine'), id] });
    const { code, fields } = refusalOf(await at.file(input));
    expect([code, fields]).toEqual(['bad-input', [{ path: ['comments', id], problem: 'not-valid' }]]);
    expect(await at.bugs()).toEqual([]);
    expect(at.claim()?.step).toBe('nothing-sent');
    valueOf(await at.file({ ...input, comments: [] }));
    expect(await at.bugs()).toHaveLength(1);
  });

  test('what no longer fits is refused by name before anything is made', async () => {
    const [short, long] = [await of.comment('short'), await of.comment('x'.repeat(27_500))];
    jest.setSystemTime(NOW + 60_000);
    const late = await of.comment('y'.repeat(4_000));
    const { code, fields } = refusalOf(await at.file(at.filing({ comments: [late, long, short] })));
    expect([code, fields]).toEqual(['bad-input', [{ path: ['comments', late], problem: 'too-long' }]]);
    expect(await at.bugs()).toEqual([]);
    expect((await at.file(at.filing({ comments: [short, late] }))).ok).toBe(true);
  });

  test('a retry finds the bug that was made with them, though a comment is gone by then', async () => {
    const id = await of.comment('It says 500');
    const input = at.filing({ comments: [id] });
    at.lost('/rest/api/3/issue', 'drop-after');
    expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
    await site.rest('admin', 'DELETE', `/rest/api/3/issue/${at.ticket.key}/comment/${id}`);
    valueOf(await at.file(input));
    await at.exactlyOne(null);
    expect(await of.description()).toContain('It says 500');
  });
});

describe('a ticket that is added to a bug', () => {
  const another = async () => {
    const { key } = await of.filed();
    const bugId = (await at.bugs())[0]?.id ?? '';
    site.state.jira.projects.find(({ id }) => id === site.exam.id)?.permissions.ADD_COMMENTS?.push('agent');
    const ticket = await site.newIssue('SUP', 'Support request');
    const { projectId, releaseId, handoffId, panelUrl } = at.filing();
    const join = (comments: string[], who: Who = 'agent') =>
      site.call(who, 'joinBug', {
        ...{ issueId: ticket.id, projectId, releaseId, handoffId, bugId, customer: null, comments, panelUrl },
      });
    const said = async () => {
      const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${key}/comment`);
      return z.parse(z.object({ comments: z.array(z.looseObject({ body: z.unknown() })) }), body).comments;
    };
    return { key, bugId, ticket, join, said };
  };

  test('its comments are one comment there, and its attachments come along too', async () => {
    const { key, ticket, join, said } = await another();
    const comments = [
      await of.comment('Here too', { key: ticket.key }),
      await of.comment('A full shard', { key: ticket.key, internal: true }),
    ];
    const file = await of.attach('b.txt', 'x', ticket.key);
    const { escalationId, ...answer } = valueOf(await join(comments));
    expect(answer).toMatchObject({ already: false, commentsFailed: false });
    const [only, ...others] = await said();
    expect(others).toEqual([]);
    for (const words of [`From ticket ${ticket.key}`, 'Here too', 'A full shard', 'internal: not for the customer'])
      expect(JSON.stringify(only)).toContain(words);
    const carry = (who: Who) =>
      site.call(who, 'carryAttachments', {
        ...{ issueId: ticket.id, escalationId: escalationId ?? '', attachments: [file] },
      });
    valueOf(await carry('agent'));
    expect(await of.namesOn(key)).toEqual(['b.txt']);
    // A second press says the same; to somebody else, that theirs are not there.
    expect(valueOf(await join(comments))).toMatchObject({ already: true, escalationId, commentsFailed: false });
    expect(valueOf(await join(comments, 'cslead'))).toMatchObject({ escalationId: null, commentsFailed: true });
    expect(valueOf(await join([], 'cslead'))).toMatchObject({ escalationId: null, commentsFailed: false });
    expect(await said()).toHaveLength(1);
  });

  test('who may not see the bug hears that the comments are not on it, by a retry too', async () => {
    const { ticket, join, said } = await another();
    const own = await of.comment('Here too', { key: ticket.key });
    expect(valueOf(await join([own], 'agent2'))).toMatchObject({
      ...{ bugKey: null, escalationId: null, commentsFailed: true },
    });
    expect(valueOf(await join([own], 'agent2'))).toMatchObject({
      ...{ already: true, escalationId: null, commentsFailed: true },
    });
    expect(await said()).toEqual([]);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'a lost reply (%s) at the comment or the note: said once',
    async (action) => {
      for (const issue of ['bug', 'ticket'] as const) {
        const { bugId, ticket, join, said } = await another();
        const comments = [await of.comment('Here too', { key: ticket.key })];
        const path = `/issue/${issue === 'bug' ? bugId : ticket.id}/comment`;
        site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action }]);
        expect((await join(comments)).ok).toBe(false);
        valueOf(await join(comments));
        expect(await said()).toHaveLength(1);
        await site.rest('admin', 'DELETE', `/rest/api/3/issue/${bugId}`);
      }
    },
  );

  test('comments of another ticket are refused before anything is done; who may not comment on the bug hears so', async () => {
    const { ticket, join, said } = await another();
    const foreign = await of.comment('x');
    expect(refusalOf(await join([foreign])).fields).toEqual([{ path: ['comments', foreign], problem: 'not-valid' }]);
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    if (exam) exam.permissions.ADD_COMMENTS = [];
    const own = await of.comment('Here too', { key: ticket.key });
    expect(valueOf(await join([own]))).toMatchObject({ already: false, commentsFailed: true });
    expect(await said()).toEqual([]);
  });
});

test('what was chosen waits with a prepared bug, and comes along when it is filed', async () => {
  await site.call('admin', 'saveSettings', { projectId: site.exam.id, settings: { filer: 'agent' } });
  const [file, note] = [await of.attach('a.txt'), await of.comment('Internal', { internal: true })];
  const carry = { attachments: [file], comments: [note] };
  const { form, escalationId, issueId, projectId, releaseId, handoffId } = at.filing();
  await site.does('agent2', 'prepareForFiler', { form, escalationId, issueId, projectId, releaseId, handoffId, carry });
  const { prepared } = await at.prepareAs('agent');
  expect(prepared?.carry).toEqual(carry);
  const { key, outcomes } = await of.filed('agent', { escalationId, comments: carry.comments });
  expect(await outcomes(carry.attachments)).toEqual(['carried']);
  expect(await of.namesOn(key)).toEqual(['a.txt']);
  expect(await of.description()).toContain('internal: not for the customer');
});
