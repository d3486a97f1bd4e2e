import type { HandoffDocument } from '../../src/domain/document';
import type { StoredRevision } from '../../src/storage/stored';
import { startFiling } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
  for (const [revision, text] of ['two', 'three'].entries())
    valueOf(await site.save('po', releaseId, { expectedRevision: revision + 1, document: written(text), note: text }));
});

const written = (text: string): HandoffDocument => site.documentFor({ whatsNew: text });
const { headNow, view, sign } = stepsOn(
  () => site,
  () => releaseId,
);
const stored = () => (site.stored('revision') as StoredRevision[]).toSorted((a, b) => a.revision - b.revision);
const read = (who: Who, a: number, b: number, throughProjectId: string | null = site.sup.id) =>
  site.call(who, 'readRevisions', { releaseId, throughProjectId, a, b });
const restore = (revision: number, expectedRevision = 3, who: Who = 'po') =>
  site.call(who, 'restoreRevision', { releaseId, revision, expectedRevision });

describe('any two are read', () => {
  test('with who saved them, when and why; revision 0 is the empty handoff; 3 calls', async () => {
    const { answer, remote } = await site.countCalls(() => read('po', 0, 3));
    expect(valueOf(answer)).toMatchObject({
      a: { revision: 0, at: null, by: null, document: { whatsNew: '', happyPath: [] } },
      b: { revision: 3, by: 'po', note: 'three', minor: false, document: { whatsNew: 'three' } },
    });
    expect(remote).toHaveLength(3);
  });

  test('one and the same twice, and in any order', async () => {
    expect(valueOf(await read('rm', 2, 2)).a.document.whatsNew).toBe('two');
    expect(valueOf(await read('rm', 3, 2)).a.document.whatsNew).toBe('three');
  });

  test('through the support project: the texts, not the notes; and only while it is live', async () => {
    const seen = valueOf(await read('agent2', 2, 3));
    expect([seen.a.document.whatsNew, seen.a.note, seen.b.note]).toEqual(['two', '', '']);
    expect(refusalOf(await read('agent2', 2, 3, null)).code).toBe('not-found');
    expect(refusalOf(await read('agent2', 2, 3, site.exam.id)).code).toBe('not-found');
    await rollTo(site, 'po', releaseId, 100);
    await site.does('po', 'closeHandoff', { releaseId });
    expect(refusalOf(await read('agent2', 2, 3)).code).toBe('not-found');
    expect(valueOf(await read('cslead', 2, 3)).b.document.whatsNew).toBe('three');
  });

  test('one that is not there is not found', async () => {
    expect(refusalOf(await read('po', 1, 4)).code).toBe('not-found');
  });
});

describe('one is restored', () => {
  test('as a new revision with a note; nothing that came in between is lost', async () => {
    expect(valueOf(await restore(2))).toMatchObject({ outcome: 'saved', head: { revision: 4, materialRevision: 4 } });
    expect(stored().map(({ revision, document }) => [revision, document.whatsNew])).toEqual([
      [1, site.documentFor().whatsNew],
      [2, 'two'],
      [3, 'three'],
      [4, 'two'],
    ]);
    expect(stored()[3]).toMatchObject({ by: 'po', note: 'Restored revision 2', minor: false });
    const { document, history } = await view();
    expect(document.whatsNew).toBe('two');
    expect(history.map(({ what, revision, detail }) => [what, revision, detail])).toContainEqual([
      'saved',
      4,
      'Restored revision 2',
    ]);
  });

  test('it is a change of what was signed', async () => {
    valueOf(await sign('cslead', 3));
    expect((await view()).state.name).toBe('signed');
    valueOf(await restore(2));
    expect((await view()).state.name).toBe('changed-since-signing');
  });

  test('who saved meanwhile is told, and nothing is written', async () => {
    valueOf(await site.save('rm', releaseId, { expectedRevision: 3, document: written('four') }));
    expect(valueOf(await restore(2))).toMatchObject({
      outcome: 'conflict',
      by: 'rm',
      theirs: { whatsNew: 'four' },
      head: { revision: 4 },
    });
    expect(stored()).toHaveLength(4);
  });

  test.each(['drop-after', 'drop-before'] as const)(
    'whose reply is lost (%s) and is sent again: restored once',
    async (action) => {
      site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
      expect(refusalOf(await restore(2)).code).toBe('storage-unavailable');
      expect(valueOf(await restore(2))).toMatchObject({ outcome: 'saved', head: { revision: 4 } });
      expect(stored()).toHaveLength(4);
    },
  );

  test('what it says already is no new revision', async () => {
    expect(valueOf(await restore(3))).toMatchObject({ outcome: 'saved', head: { revision: 3 } });
    expect(stored()).toHaveLength(3);
  });

  test('the chain label that a bug carries stays', async () => {
    const at = await startFiling(site);
    const { escalation } = site.documentFor();
    const change = (expectedRevision: number, label: string) =>
      site.save('po', at.releaseId, {
        expectedRevision,
        document: site.documentFor({ whatsNew: label, escalation: { ...escalation, chainLabel: label } }),
      });
    valueOf(await change(1, 'chain-other'));
    valueOf(await at.file(at.filing()));
    const input = { releaseId: at.releaseId, revision: 1, expectedRevision: 2 };
    valueOf(await site.call('po', 'restoreRevision', input));
    const { document, head } = valueOf(await site.open('po', at.releaseId));
    expect(head?.revision).toBe(3);
    expect(document.whatsNew).toBe(site.documentFor().whatsNew);
    expect(document.escalation.chainLabel).toBe('chain-other');
    expect(escalation.chainLabel).not.toBe('chain-other');
    expect(valueOf(await site.call('po', 'restoreRevision', input)).head.revision).toBe(3);
  });

  test('one that is not there, and one of a handoff that was not written', async () => {
    expect(refusalOf(await restore(4)).code).toBe('not-found');
    const input = { releaseId: await site.newRelease(), revision: 1, expectedRevision: 0 };
    expect(refusalOf(await site.call('po', 'restoreRevision', input)).code).toBe('not-found');
    expect((await headNow()).revision).toBe(3);
  });
});
