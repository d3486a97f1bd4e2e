import { NOW } from '../fixtures/builders';
import { bytesOf, startCarrying, type Carrying } from '../fixtures/carrying';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What of a ticket's attachments comes along to its bug: each chosen one once, and nothing of another ticket. */

const MB = 2 ** 20;

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

describe('attachments', () => {
  test('the chosen ones come along byte for byte, under their names and types, by who filed the bug', async () => {
    const picture = await of.attach('שלום "1".png', new Uint8Array([0, 255, 13, 10, 128]), at.ticket.key, 'image/png');
    const log = await of.attach('a.log', 'x'.repeat(70_000));
    await of.attach('not chosen.txt');
    const { key, outcomes } = await of.filed();
    expect(await outcomes([picture, log])).toEqual(['carried', 'carried']);
    const files = await of.filesOn(key);
    expect(files.map(({ filename, size, mimeType, author }) => [filename, size, mimeType, author.accountId])).toEqual([
      ['שלום "1".png', 5, 'image/png', 'agent'],
      ['a.log', 70_000, 'text/plain', 'agent'],
    ]);
    expect(await of.contentOf(files[0]?.id ?? '')).toEqual([0, 255, 13, 10, 128]);
    expect(await outcomes([log, picture])).toEqual(['carried', 'carried']);
    expect(await of.filesOn(key)).toHaveLength(2);
  });

  test('two of one name and size are two', async () => {
    const [one, other] = [await of.attach('image.png', 'abc'), await of.attach('image.png', 'xyz')];
    const { key, outcomes } = await of.filed();
    expect(await outcomes([one, other])).toEqual(['carried', 'carried']);
    const contents = await Promise.all((await of.filesOn(key)).map(({ id }) => of.contentOf(id)));
    expect(contents).toEqual([[...bytesOf('abc')], [...bytesOf('xyz')]]);
  });

  test('one that is too large is told, and the others come along', async () => {
    const [large, most] = [
      await of.attach('large', new Uint8Array(10 * MB + 1)),
      await of.attach('most', new Uint8Array(10 * MB)),
    ];
    const { key, outcomes } = await of.filed();
    expect(await outcomes([large, most])).toEqual(['too-large', 'carried']);
    expect(await of.namesOn(key)).toEqual(['most']);
  });

  test('those of another ticket and those that are gone are not read, let alone carried', async () => {
    const other = await site.newIssue('SUP', 'Support request');
    const secret = await site.newIssue('SHOP', 'Bug');
    const ids = [await of.attach('other', 'x', other.key), await of.attach('secret', 'x', secret.key), '99999'];
    const { key, carry } = await of.filed();
    const { answer, remote } = await site.countCalls(() => carry(ids));
    expect(valueOf(answer).files.map(({ outcome }) => outcome)).toEqual(['gone', 'gone', 'gone']);
    expect(remote.filter((call) => call.includes('/content/'))).toEqual([]);
    expect(await of.filesOn(key)).toEqual([]);
  });

  test('by nobody but who filed it, and from its own ticket', async () => {
    const file = await of.attach('a.txt');
    const other = await site.newIssue('SUP', 'Support request');
    const { key, carry } = await of.filed();
    for (const who of ['cslead', 'agent2', 'po', 'outsider', 'admin'] as const)
      expect(refusalOf(await carry([file], who)).code).toBe('not-found');
    expect(refusalOf(await carry([file], 'agent', other.id)).code).toBe('not-found');
    expect(await of.filesOn(key)).toEqual([]);
  });

  test('who may not attach to the bug is told so; once they may, they try again', async () => {
    const file = await of.attach('a.txt');
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    const holders = exam?.permissions.CREATE_ATTACHMENTS?.splice(0) ?? [];
    const { key, outcomes } = await of.filed();
    expect(await outcomes([file])).toEqual(['not-allowed']);
    exam?.permissions.CREATE_ATTACHMENTS?.push(...holders);
    expect(await outcomes([file])).toEqual(['carried']);
    expect(await of.namesOn(key)).toEqual(['a.txt']);
  });

  test('what somebody else put on the bug under the same name is not taken for it', async () => {
    const file = await of.attach('a.txt', 'x');
    const { key, outcomes } = await of.filed();
    await of.attach('a.txt', 'y', key);
    at.lost('/attachments', 'drop-before');
    expect(await outcomes([file])).toEqual(['later']);
    expect(await outcomes([file])).toEqual(['carried']);
    expect(await of.namesOn(key)).toEqual(['a.txt', 'a.txt']);
  });

  test('where the app files, the app attaches, and only for who asked for the bug', async () => {
    await site.call('admin', 'saveSettings', { projectId: site.exam.id, settings: { appMayFile: true } });
    const file = await of.attach('a.txt');
    const { key, outcomes, carry } = await of.filed('agent2');
    expect(await outcomes([file])).toEqual(['carried']);
    expect((await of.filesOn(key)).map(({ author }) => author.accountId)).toEqual(['app-user-of-the-installed-app']);
    expect(refusalOf(await carry([file], 'agent')).code).toBe('not-found');
  });

  test('twice at once: one waits and is told so, and each attachment comes once', async () => {
    const ids = [await of.attach('a'), await of.attach('b')];
    const { key, carry } = await of.filed();
    site.faults.add([{ match: { kind: 'jira', path: '/content/' }, times: 1, action: { delayMs: 300 } }]);
    const first = carry(ids);
    await site.faultsMet();
    expect(refusalOf(await carry(ids)).code).toBe('carrying');
    valueOf(await first);
    for (const one of await Promise.all([carry(ids), carry(ids)])) if (!one.ok) expect(one.code).toBe('carrying');
    valueOf(await carry(ids));
    expect(await of.namesOn(key)).toEqual(['a', 'b']);
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
    const ids = [await of.attach('a.txt', 'same size'), await of.attach('a.txt', 'samesize!')];
    const { key, carry } = await of.filed();
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
    expect(await of.namesOn(key)).toEqual(['a.txt', 'a.txt']);
    const contents = await Promise.all((await of.filesOn(key)).map(({ id }) => of.contentOf(id)));
    expect(contents.map(String).sort()).toEqual(
      [String([...bytesOf('same size')]), String([...bytesOf('samesize!')])].sort(),
    );
  });
});

test('an invocation that dies after an upload whose reply was lost: each attachment once all the same', async () => {
  const ids = [await of.attach('a.txt', 'x'), await of.attach('b.txt', 'y')];
  const { key, carry, outcomes } = await of.filed();
  site.faults.add([
    { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: { delayMs: 0 } },
    { match: { kind: 'jira', path: '/attachments', body: 'b.txt' }, times: 1, action: 'drop-after' },
    { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-before' }, // nor is it put down
  ]);
  expect((await carry(ids)).ok).toBe(false);
  expect(refusalOf(await carry(ids)).code).toBe('carrying');
  jest.setSystemTime(NOW + 27_000);
  expect(await outcomes(ids)).toEqual(['carried', 'carried']);
  expect(await of.namesOn(key)).toEqual(['a.txt', 'b.txt']);
});
