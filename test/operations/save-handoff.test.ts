import { documentBytes, LIMITS, type HandoffDocument } from '../../src/domain/document';
import type { StoredRevision } from '../../src/storage/stored';
import { aLimitation, anEscalation, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
});

const written = (text: string): HandoffDocument => site.documentFor({ whatsNew: text });
const revisions = () =>
  (site.stored('revision') as StoredRevision[])
    .toSorted((a, b) => a.revision - b.revision)
    .map(({ revision, by, note, minor, document }) => [revision, by, note, minor, document.whatsNew]);
const head = async (releaseId: string) => valueOf(await site.open('po', releaseId)).head;

test('the first save: an id, people by default, revision 1', async () => {
  const releaseId = await site.newRelease({ driver: 'rm' });
  valueOf(await site.settle());
  const saved = valueOf(await site.save('po', releaseId, { document: written('first'), note: 'begun' }));
  expect(saved).toMatchObject({
    outcome: 'saved',
    head: {
      revision: 1,
      materialRevision: 1,
      po: 'rm',
      csLead: 'cslead',
      authors: ['po'],
      missing: [],
      projectKey: 'EXAM',
    },
  });
  const view = valueOf(await site.open('po', releaseId));
  expect(view.document.whatsNew).toBe('first');
  expect(view.head).toEqual(saved.head);
  expect(view.history).toMatchObject([{ what: 'saved', detail: 'begun', by: 'po', revision: 1, at: moment() }]);
});

test('before the first save: the empty document with the proposed chain label, and nothing is stored', async () => {
  const releaseId = await site.newRelease({ name: '2.4 קיצור Shortcut' });
  const view = valueOf(await site.open('po', releaseId));
  expect(view.head).toBeNull();
  expect(view.state.name).toBe('not-started');
  expect(view.blockers).toEqual([{ code: 'not-started', owner: 'po', who: 'po' }]); // the release's driver in Jira
  expect(view.document.escalation.chainLabel).toBe(`chain-exam-2-4-shortcut-${releaseId}`);
  expect(site.records()).toEqual({});
});

test('every save is a revision; a minor one leaves the material revision', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId, { document: written('one') }));
  valueOf(
    await site.save('rm', releaseId, { expectedRevision: 1, document: written('two'), note: 'typo', minor: true }),
  );
  expect(await head(releaseId)).toMatchObject({ revision: 2, materialRevision: 1, authors: ['po', 'rm'] });
  expect(revisions()).toEqual([
    [1, 'po', '', false, 'one'],
    [2, 'rm', 'typo', true, 'two'],
  ]);
});

test('who saves second gets both texts, and nothing of theirs is written', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId, { document: written('base') }));
  valueOf(await site.save('rm', releaseId, { expectedRevision: 1, document: written('theirs') }));
  const late = valueOf(await site.save('po', releaseId, { expectedRevision: 1, document: written('mine') }));
  expect(late).toMatchObject({
    outcome: 'conflict',
    base: { whatsNew: 'base' },
    theirs: { whatsNew: 'theirs' },
    by: 'rm',
    at: moment(),
    head: { revision: 2 },
  });
  expect(revisions()).toHaveLength(2);
  valueOf(await site.save('po', releaseId, { expectedRevision: 2, document: written('merged') }));
  expect((await head(releaseId))?.revision).toBe(3);
});

test('two first saves: the base of the conflict is the empty document', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId, { document: written('theirs') }));
  const late = valueOf(await site.save('rm', releaseId, { document: written('mine') }));
  expect(late).toMatchObject({ outcome: 'conflict', base: { whatsNew: '' }, theirs: { whatsNew: 'theirs' } });
});

test.each(['drop-after', 'drop-before'] as const)(
  'a save whose reply is lost (%s) and is sent again: saved once',
  async (action) => {
    const releaseId = await site.newRelease();
    valueOf(await site.save('po', releaseId, { document: written('one') }));
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
    const retry = { expectedRevision: 1, document: written('two') };
    expect(refusalOf(await site.save('po', releaseId, retry)).code).toBe('storage-unavailable');
    expect(valueOf(await site.save('po', releaseId, retry))).toMatchObject({ outcome: 'saved', head: { revision: 2 } });
    expect(revisions().map(([revision, , , , text]) => [revision, text])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
  },
);

test('another person who happens to send the same text is still told of the conflict', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
  const [document, expectedRevision] = [written('same'), 1];
  valueOf(await site.save('po', releaseId, { expectedRevision, document }));
  expect(valueOf(await site.save('rm', releaseId, { expectedRevision, document }))).toMatchObject({
    outcome: 'conflict',
    by: 'po',
  });
});

test('20 saves of one revision at once: one is saved, 19 are told, the chain is unbroken', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId, { document: written('0') }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      site.save(nth % 2 === 0 ? 'po' : 'rm', releaseId, { expectedRevision: 1, document: written(`try ${nth}`) }),
    ),
  );
  const outcomes = answers.map((answer) => valueOf(answer).outcome);
  expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19);
  expect(revisions().map(([revision]) => revision)).toEqual([1, 2]);
  const view = valueOf(await site.open('po', releaseId));
  expect(view.head?.revision).toBe(2);
  expect(view.document.whatsNew).toBe(revisions()[1]?.[4]);
});

test('10 first saves at once: one handoff, one revision', async () => {
  const releaseId = await site.newRelease();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, nth) => site.save('po', releaseId, { document: written(`try ${nth}`) })),
  );
  expect(answers.filter((answer) => valueOf(answer).outcome === 'saved')).toHaveLength(1);
  expect(revisions()).toHaveLength(1);
  expect(site.stored('handoff')).toHaveLength(1);
});

describe('refused, and nothing is written', () => {
  const untouched = async (work: () => Promise<unknown>) => {
    const before = structuredClone(site.records());
    await work();
    expect(site.records()).toEqual(before);
  };

  test('201 limitations: the field is named', async () => {
    const releaseId = await site.newRelease();
    const items = Array.from({ length: 201 }, () => aLimitation());
    await untouched(async () => {
      const refusal = refusalOf(
        await site.save('po', releaseId, { document: site.documentFor({ limitations: { items, noneBecause: '' } }) }),
      );
      expect(refusal).toMatchObject({
        code: 'bad-input',
        fields: [{ path: ['document', 'limitations', 'items'], problem: 'too-many' }],
      });
    });
  });

  test('1,000 long limitations are refused, 200 are kept', async () => {
    const releaseId = await site.newRelease();
    const some = (count: number) => ({
      document: site.documentFor({
        limitations: { items: Array.from({ length: count }, () => aLimitation()), noneBecause: '' },
      }),
    });
    expect(refusalOf(await site.save('po', releaseId, some(1000))).code).toBe('bad-input');
    expect(valueOf(await site.save('po', releaseId, some(200))).outcome).toBe('saved');
  });

  test('a document over 232 KiB, in letters of two bytes too', async () => {
    const releaseId = await site.newRelease();
    const items = Array.from({ length: 40 }, () => aLimitation({ limit: 'ש'.repeat(4000) }));
    const document = site.documentFor({ limitations: { items, noneBecause: '' } });
    expect(documentBytes(document)).toBeGreaterThan(LIMITS.documentBytes);
    await untouched(async () => {
      expect(refusalOf(await site.save('po', releaseId, { document })).code).toBe('too-large');
    });
  });

  test('the largest document that is allowed, with the longest note, fits the store', async () => {
    const releaseId = await site.newRelease();
    const items = Array.from({ length: 59 }, () => aLimitation({ limit: 'x'.repeat(3_900) }));
    const filled = site.documentFor({ limitations: { items, noneBecause: '' } });
    const room = LIMITS.documentBytes - documentBytes(filled);
    const document = { ...filled, whatsNew: filled.whatsNew + 'x'.repeat(room) };
    expect(documentBytes(document)).toBe(LIMITS.documentBytes);
    expect(valueOf(await site.save('po', releaseId, { document, note: '\u0001'.repeat(500) })).outcome).toBe('saved');
  });

  test.each<[string, (releaseId: string) => Promise<unknown>, string]>([
    ['a release that is not there', () => site.save('po', '999999'), 'not-found'],
    ['a release id that is none', () => site.save('po', '../myself'), 'bad-input'],
    ['somebody who only reads', (id) => site.save('cslead', id), 'not-allowed'],
    ['somebody who may file bugs but not edit', (id) => site.save('agent', id), 'not-allowed'],
    ['somebody of the support project', (id) => site.save('agent2', id), 'not-found'],
    ['somebody of another project', (id) => site.save('outsider', id), 'not-found'],
    ['a customer', (id) => site.save('customer', id), 'not-for-you'],
    [
      'a chain label with a space',
      (id) => site.save('po', id, { document: site.documentFor({ escalation: anEscalation({ chainLabel: 'a b' }) }) }),
      'bad-input',
    ],
    [
      'a chain label with a line break',
      (id) => site.save('po', id, { document: site.documentFor({ escalation: anEscalation({ chainLabel: 'a\nb' }) }) }),
      'bad-input',
    ],
    [
      'two items with one id',
      (id) =>
        site.save('po', id, {
          document: site.documentFor({
            happyPath: [1, 2].map(() => ({ id: 'one-and-the-same', action: '', result: '' })),
          }),
        }),
      'bad-input',
    ],
    ['a note of 501', (id) => site.save('po', id, { note: 'x'.repeat(501) }), 'bad-input'],
    ['a negative revision', (id) => site.save('po', id, { expectedRevision: -1 }), 'bad-input'],
  ])('%s', async (_, work, code) => {
    const releaseId = await site.newRelease();
    await untouched(async () => {
      expect(await work(releaseId)).toMatchObject({ ok: false, code });
    });
  });
});

test('a refusal for want of a right says what is needed', async () => {
  const refusal = refusalOf(await site.save('cslead', await site.newRelease()));
  expect(refusal.needs).toContain('Write CS handoffs');
});

test('whoever the PO is may write, also without the permission', async () => {
  const releaseId = await site.newRelease({ driver: 'cslead' });
  valueOf(await site.save('po', releaseId));
  expect(valueOf(await site.save('cslead', releaseId, { expectedRevision: 1 })).outcome).toBe('saved');
});

test('markup, script, Hebrew and emoji come back as they were typed', async () => {
  const releaseId = await site.newRelease({ name: '🚀 קיצור דרך <b>' });
  const text = '<script>alert(1)</script> שלום 🚀 "\\ \u0000 \u202e';
  valueOf(await site.save('po', releaseId, { document: written(text) }));
  const view = valueOf(await site.open('po', releaseId));
  expect(view.document.whatsNew).toBe(text);
  expect(view.head?.releaseName).toBe('🚀 קיצור דרך <b>');
});

test('the head follows a release that is renamed and moved in Jira', async () => {
  const releaseId = await site.newRelease({ name: 'old' });
  valueOf(await site.save('po', releaseId));
  await site.rest('admin', 'PUT', `/rest/api/3/version/${releaseId}`, { name: 'new', releaseDate: '2027-01-02' });
  valueOf(await site.save('po', releaseId, { expectedRevision: 1 }));
  expect(await head(releaseId)).toMatchObject({ releaseName: 'new', releaseDate: '2027-01-02' });
});
