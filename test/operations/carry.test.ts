import * as z from 'zod/mini';
import { NOW } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What of a ticket comes along to its bug: attachments once each, comments in its description, and nothing of another ticket. */

const MB = 2 ** 20;
const uploadedSchema = z.array(z.object({ id: z.string() }));
const commentSchema = z.object({ id: z.string() });
const filesSchema = z.object({
  fields: z.object({
    attachment: z.array(
      z.looseObject({
        id: z.string(),
        filename: z.string(),
        size: z.number(),
        mimeType: z.string(),
        author: z.looseObject({ accountId: z.string() }),
      }),
    ),
  }),
});

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const attach = async (name: string, content: Uint8Array | string = name, key = at.ticket.key, type?: string) => {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  const [added] = z.parse(uploadedSchema, (await site.attach('admin', key, name, bytes, type)).body);
  return added?.id ?? '';
};
const comment = async (text: string, over: { internal?: boolean; key?: string; who?: Who; body?: unknown } = {}) => {
  const { internal = false, key = at.ticket.key, who = 'cslead' } = over;
  const { body } = await site.rest(who, 'POST', `/rest/api/3/issue/${key}/comment`, {
    body: over.body ?? {
      ...{ type: 'doc', version: 1 },
      content: text.split('\n').map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
    },
    ...(internal && { properties: [{ key: 'sd.public.comment', value: { internal: true } }] }),
  });
  return z.parse(commentSchema, body).id;
};

const filesOn = async (key: string) => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${key}?fields=attachment`);
  return z.parse(filesSchema, body).fields.attachment;
};
const namesOn = async (key: string) => (await filesOn(key)).map(({ filename }) => filename).sort();
const contentOf = async (id: string) => {
  const { bytes } = await site.rest('admin', 'GET', `/rest/api/3/attachment/content/${id}?redirect=false`);
  return [...(bytes ?? [])];
};

/** A bug filed from the ticket, and what carries to it. */
const filed = async (who: Who = 'agent', over: Parameters<Filing['filing']>[0] = {}) => {
  const input = at.filing(over);
  valueOf(await at.file(input, who));
  const key = (await at.bugs()).at(-1)?.key ?? '';
  const { escalationId } = input;
  const carry = (attachments: string[], by: Who = who, issueId = at.ticket.id) =>
    site.call(by, 'carryAttachments', { issueId, escalationId, attachments });
  const outcomes = async (attachments: string[]) =>
    valueOf(await carry(attachments)).files.map(({ outcome }) => outcome);
  return { key, carry, outcomes, input };
};
const description = async () => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${(await at.bugs())[0]?.key ?? ''}`);
  return JSON.stringify(
    z.parse(z.object({ fields: z.looseObject({ description: z.unknown() }) }), body).fields.description,
  );
};

describe('attachments', () => {
  test('the chosen ones come along byte for byte, under their names and types, by who filed the bug', async () => {
    const picture = await attach('שלום "1".png', new Uint8Array([0, 255, 13, 10, 128]), at.ticket.key, 'image/png');
    const log = await attach('a.log', 'x'.repeat(70_000));
    await attach('not chosen.txt');
    const { key, outcomes } = await filed();
    expect(await outcomes([picture, log])).toEqual(['carried', 'carried']);
    const files = await filesOn(key);
    expect(files.map(({ filename, size, mimeType, author }) => [filename, size, mimeType, author.accountId])).toEqual([
      ['שלום "1".png', 5, 'image/png', 'agent'],
      ['a.log', 70_000, 'text/plain', 'agent'],
    ]);
    expect(await contentOf(files[0]?.id ?? '')).toEqual([0, 255, 13, 10, 128]);
    expect(await outcomes([log, picture])).toEqual(['carried', 'carried']);
    expect(await filesOn(key)).toHaveLength(2);
  });

  test('two of one name and size are two', async () => {
    const [one, other] = [await attach('image.png', 'abc'), await attach('image.png', 'xyz')];
    const { key, outcomes } = await filed();
    expect(await outcomes([one, other])).toEqual(['carried', 'carried']);
    const contents = await Promise.all((await filesOn(key)).map(({ id }) => contentOf(id)));
    expect(contents).toEqual([[...bytesOf('abc')], [...bytesOf('xyz')]]);
  });

  test('one that is too large is told, and the others come along', async () => {
    const [large, most] = [
      await attach('large', new Uint8Array(10 * MB + 1)),
      await attach('most', new Uint8Array(10 * MB)),
    ];
    const { key, outcomes } = await filed();
    expect(await outcomes([large, most])).toEqual(['too-large', 'carried']);
    expect(await namesOn(key)).toEqual(['most']);
  });

  test('those of another ticket and those that are gone are not read, let alone carried', async () => {
    const other = await site.newIssue('SUP', 'Support request');
    const secret = await site.newIssue('SHOP', 'Bug');
    const ids = [await attach('other', 'x', other.key), await attach('secret', 'x', secret.key), '99999'];
    const { key, carry } = await filed();
    const { answer, remote } = await site.countCalls(() => carry(ids));
    expect(valueOf(answer).files.map(({ outcome }) => outcome)).toEqual(['gone', 'gone', 'gone']);
    expect(remote.filter((call) => call.includes('/content/'))).toEqual([]);
    expect(await filesOn(key)).toEqual([]);
  });

  test('by nobody but who filed it, and from its own ticket', async () => {
    const file = await attach('a.txt');
    const other = await site.newIssue('SUP', 'Support request');
    const { key, carry } = await filed();
    for (const who of ['cslead', 'agent2', 'po', 'outsider', 'admin'] as const)
      expect(refusalOf(await carry([file], who)).code).toBe('not-found');
    expect(refusalOf(await carry([file], 'agent', other.id)).code).toBe('not-found');
    expect(await filesOn(key)).toEqual([]);
  });

  test('who may not attach to the bug is told so; once they may, they try again', async () => {
    const file = await attach('a.txt');
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    const holders = exam?.permissions.CREATE_ATTACHMENTS?.splice(0) ?? [];
    const { key, outcomes } = await filed();
    expect(await outcomes([file])).toEqual(['not-allowed']);
    exam?.permissions.CREATE_ATTACHMENTS?.push(...holders);
    expect(await outcomes([file])).toEqual(['carried']);
    expect(await namesOn(key)).toEqual(['a.txt']);
  });

  test('where the app files, the app attaches, and only for who asked for the bug', async () => {
    await site.call('admin', 'saveSettings', { projectId: site.exam.id, settings: { appMayFile: true } });
    const file = await attach('a.txt');
    const { key, outcomes, carry } = await filed('agent2');
    expect(await outcomes([file])).toEqual(['carried']);
    expect((await filesOn(key)).map(({ author }) => author.accountId)).toEqual(['app-user-of-the-installed-app']);
    expect(refusalOf(await carry([file], 'agent')).code).toBe('not-found');
  });

  test('twice at once: one waits and is told so, and each attachment comes once', async () => {
    const ids = [await attach('a'), await attach('b')];
    const { key, carry } = await filed();
    site.faults.add([{ match: { kind: 'jira', path: '/content/' }, times: 1, action: { delayMs: 300 } }]);
    const first = carry(ids);
    await new Promise((done) => setTimeout(done, 150));
    expect(refusalOf(await carry(ids)).code).toBe('carrying');
    valueOf(await first);
    for (const one of await Promise.all([carry(ids), carry(ids)])) if (!one.ok) expect(one.code).toBe('carrying');
    valueOf(await carry(ids));
    expect(await namesOn(key)).toEqual(['a', 'b']);
  });
});

/** Every remote call of carrying two attachments, each lost before it did its work and after. */
const CALLS = Array.from({ length: 9 }, (_, nth) => nth);
describe.each([
  'drop-before',
  'drop-after',
  { status: 503 },
  { status: 429, headers: { 'retry-after': '60' } },
] as const)('%j', (action) => {
  test.each(CALLS)('at call %i of carrying, then again: each attachment once', async (nth) => {
    const ids = [await attach('a.txt', 'same size'), await attach('a.txt', 'samesize!')];
    const { key, carry } = await filed();
    const paths = [
      'fields=attachment',
      'batch',
      'transaction',
      'content/',
      '/attachments',
      'content/',
      '/attachments',
      'batch',
      'transaction',
    ];
    const [kind, path] = [
      ['batch', 'transaction'].includes(paths[nth] ?? '') ? 'kvs' : 'jira',
      paths[nth] ?? '',
    ] as const;
    const before = paths.slice(0, nth).filter((one) => one === path).length;
    // Those of the same path before it pass.
    if (before > 0) site.faults.add([{ match: { kind, path }, times: before, action: { delayMs: 0 } }]);
    site.faults.add([{ match: { kind, path }, times: 1, action }]);
    await carry(ids);
    expect(site.faults.pending()).toEqual([]);
    jest.setSystemTime(NOW + 27_000);
    expect(valueOf(await carry(ids)).files.map(({ outcome }) => outcome)).toEqual(['carried', 'carried']);
    expect(await namesOn(key)).toEqual(['a.txt', 'a.txt']);
    const contents = await Promise.all((await filesOn(key)).map(({ id }) => contentOf(id)));
    expect(contents.map(String).sort()).toEqual(
      [String([...bytesOf('same size')]), String([...bytesOf('samesize!')])].sort(),
    );
  });
});

test('an invocation that dies after an upload whose reply was lost: each attachment once all the same', async () => {
  const ids = [await attach('a.txt', 'x'), await attach('b.txt', 'y')];
  const { key, carry, outcomes } = await filed();
  site.faults.add([
    { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: { delayMs: 0 } },
    { match: { kind: 'jira', path: '/attachments', body: 'b.txt' }, times: 1, action: 'drop-after' },
    { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-before' }, // nor is it put down
  ]);
  expect((await carry(ids)).ok).toBe(false);
  expect(refusalOf(await carry(ids)).code).toBe('carrying');
  jest.setSystemTime(NOW + 27_000);
  expect(await outcomes(ids)).toEqual(['carried', 'carried']);
  expect(await namesOn(key)).toEqual(['a.txt', 'b.txt']);
});

describe('comments', () => {
  test('the chosen ones are told in the bug, the oldest first, with who said it when, and what is internal is marked', async () => {
    const first = await comment('It opens an exam\nthat has its grade');
    jest.setSystemTime(NOW + 60_000);
    const second = await comment('The log says 500', { internal: true, who: 'agent' });
    await comment('Not chosen', { internal: true });
    valueOf(await at.file(at.filing({ comments: [second, first] })));
    const told = await description();
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

  test('no words of a comment are markup, and nobody is told by them again', async () => {
    const node = (type: string, attrs: object, content?: unknown[]) => ({ type, attrs, ...(content && { content }) });
    const text = (words: string, href?: string) => ({
      type: 'text',
      text: words,
      ...(href && { marks: [{ type: 'link', attrs: { href } }] }),
    });
    const id = await comment('', {
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
    const told = await description();
    for (const words of ['@PO see this (https://example.com/x)', '<b>one</b>', 'shot.png', '"a"', '"b"'])
      expect(told).toContain(words);
    expect(told).not.toMatch(/"type":"(mention|media|bulletList|codeBlock)"/);
  });

  test.each(['of another ticket', 'that is gone'])('one %s is refused by its id, and no bug is made', async (which) => {
    const other = await site.newIssue('SUP', 'Support request');
    const id = which === 'that is gone' ? '99999' : await comment('x', { key: other.key });
    const input = at.filing({ comments: [await comment('mine'), id] });
    const { code, fields } = refusalOf(await at.file(input));
    expect([code, fields]).toEqual(['bad-input', [{ path: ['comments', id], problem: 'not-valid' }]]);
    expect(await at.bugs()).toEqual([]);
    expect(at.claim()?.step).toBe('nothing-sent');
    valueOf(await at.file({ ...input, comments: [] }));
    expect(await at.bugs()).toHaveLength(1);
  });

  test('what no longer fits is refused by name before anything is made', async () => {
    const [short, long] = [await comment('short'), await comment('x'.repeat(27_500))];
    jest.setSystemTime(NOW + 60_000);
    const late = await comment('y'.repeat(4_000));
    const { code, fields } = refusalOf(await at.file(at.filing({ comments: [late, long, short] })));
    expect([code, fields]).toEqual(['bad-input', [{ path: ['comments', late], problem: 'too-long' }]]);
    expect(await at.bugs()).toEqual([]);
    expect((await at.file(at.filing({ comments: [short, late] }))).ok).toBe(true);
  });

  test('a retry finds the bug that was made with them, though a comment is gone by then', async () => {
    const id = await comment('It says 500');
    const input = at.filing({ comments: [id] });
    at.lost('/rest/api/3/issue', 'drop-after');
    expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
    await site.rest('admin', 'DELETE', `/rest/api/3/issue/${at.ticket.key}/comment/${id}`);
    valueOf(await at.file(input));
    await at.exactlyOne(null);
    expect(await description()).toContain('It says 500');
  });
});

describe('a ticket that is added to a bug', () => {
  const another = async () => {
    const { key } = await filed();
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
    const { key, bugId, ticket, join, said } = await another();
    const comments = [
      await comment('Here too', { key: ticket.key }),
      await comment('A full shard', { key: ticket.key, internal: true }),
    ];
    const file = await attach('b.txt', 'x', ticket.key);
    expect(valueOf(await join(comments))).toMatchObject({ already: false, commentsFailed: false });
    const [only, ...others] = await said();
    expect(others).toEqual([]);
    for (const words of [`From ticket ${ticket.key}`, 'Here too', 'A full shard', 'internal: not for the customer'])
      expect(JSON.stringify(only)).toContain(words);
    const escalationId = `join-${ticket.id}-${bugId}`;
    valueOf(await site.call('agent', 'carryAttachments', { issueId: ticket.id, escalationId, attachments: [file] }));
    expect(await namesOn(key)).toEqual(['b.txt']);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'a lost reply (%s) at the comment or the note: said once',
    async (action) => {
      for (const issue of ['bug', 'ticket'] as const) {
        const { bugId, ticket, join, said } = await another();
        const comments = [await comment('Here too', { key: ticket.key })];
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
    const foreign = await comment('x');
    expect(refusalOf(await join([foreign])).fields).toEqual([{ path: ['comments', foreign], problem: 'not-valid' }]);
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    if (exam) exam.permissions.ADD_COMMENTS = [];
    const own = await comment('Here too', { key: ticket.key });
    expect(valueOf(await join([own]))).toMatchObject({ already: false, commentsFailed: true });
    expect(await said()).toEqual([]);
  });
});

test('what was chosen waits with a prepared bug, and comes along when it is filed', async () => {
  await site.call('admin', 'saveSettings', { projectId: site.exam.id, settings: { filer: 'agent' } });
  const [file, note] = [await attach('a.txt'), await comment('Internal', { internal: true })];
  const carry = { attachments: [file], comments: [note] };
  const { form, escalationId, issueId, projectId, releaseId, handoffId } = at.filing();
  await site.does('agent2', 'prepareForFiler', { form, escalationId, issueId, projectId, releaseId, handoffId, carry });
  const { prepared } = await at.prepareAs('agent');
  expect(prepared?.carry).toEqual(carry);
  const { key, outcomes } = await filed('agent', { escalationId, comments: carry.comments });
  expect(await outcomes(carry.attachments)).toEqual(['carried']);
  expect(await namesOn(key)).toEqual(['a.txt']);
  expect(await description()).toContain('internal: not for the customer');
});
