import { day, moment } from '../fixtures/builders';
import { doInJira, headAt, type Act } from '../fixtures/life';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What people do after a merge and a deletion: choose a text, read what stayed, and give it another release. */

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

const written = async (who: Who, whatsNew: string): Promise<string> => {
  const releaseId = await site.newRelease();
  valueOf(await site.save(who, releaseId, { document: site.documentFor({ whatsNew }) }));
  return releaseId;
};
const happens = async (releases: readonly string[], what: Act['what']): Promise<void> => {
  jest.setSystemTime(Date.now() + 1_000);
  site.told.length = 0;
  expect((await doInJira(site, releases, { what, of: 0, to: 1 }, 1)).status).toBeLessThan(300);
  for (const event of site.told) await site.runEvents(event);
};
const viewOf = async (who: Who, releaseId: string) => valueOf(await site.open(who, releaseId));

describe('a waiver given before anything was written stays on record', () => {
  const waived = async (): Promise<string> => {
    jest.setSystemTime(Date.now() + 1_000);
    const releaseId = await site.newRelease();
    const waiver = { releaseId, reason: 'The fix must go out', expiresAt: moment(2) };
    valueOf(await site.call('admin', 'waiveGate', waiver));
    return releaseId;
  };
  const onRecord = async (releaseId: string) => {
    jest.setSystemTime(Date.now() + 5_000); // lists lag
    return (await viewOf('po', releaseId)).history.map(({ what }) => what);
  };

  test('when a merge brings a handoff', async () => {
    const [from, to] = [await written('po', 'x'), await waived()];
    await happens([from, to], 'merge');
    expect(await onRecord(to)).toEqual(['merged', 'waived', 'saved']);
    expect((await viewOf('po', to)).waiver?.reason).toBe('The fix must go out');
  });

  test.each(['written', 'nothing'])('when its release is merged into one with %s', async (what) => {
    const [from, to] = [await waived(), what === 'written' ? await written('po', 'x') : await site.newRelease()];
    await happens([from, to], 'merge');
    const all = await onRecord(to);
    expect(all).toEqual(what === 'written' ? ['merged', 'saved', 'waived'] : ['merged', 'waived']);
    expect((await viewOf('po', to)).waiver).toBeNull(); // it was for one release
  });

  test('when an admin restores a handoff there', async () => {
    const [from, to] = [await written('po', 'x'), await waived()];
    await happens([from], 'delete');
    valueOf(await site.call('admin', 'restoreHandoff', { releaseId: from, toReleaseId: to }));
    expect(await onRecord(to)).toEqual(['restored', 'release-deleted', 'waived', 'saved']);
  });
});

describe('after a merge of two handoffs', () => {
  const merged = async () => {
    const [from, to] = [await written('rm', 'The merged text'), await written('po', 'The text here')];
    const handoffId = headAt(site, from)?.handoffId ?? '';
    await happens([from, to], 'merge');
    const choose = (keep: 'this' | 'that', who: Who = 'po', revision = 1) =>
      site.call(who, 'settleMerge', { releaseId: to, handoffId, keep, revision });
    return { from, to, choose };
  };

  test('both texts are shown until one is chosen', async () => {
    const { to } = await merged();
    const { document, mergedTexts } = await viewOf('po', to);
    expect(document.whatsNew).toBe('The text here');
    expect(mergedTexts).toMatchObject([{ releaseName: 'Release 1', document: { whatsNew: 'The merged text' } }]);
  });

  test('this one stays: the other is still read by who browses the project', async () => {
    const { from, to, choose } = await merged();
    valueOf(await choose('this'));
    valueOf(await choose('this')); // a second press changes nothing
    const { head, mergedTexts, history } = await viewOf('po', to);
    expect([head?.revision, mergedTexts]).toEqual([1, []]);
    expect(history.filter(({ detail }) => detail.startsWith('This text stays'))).toHaveLength(1);
    expect((await viewOf('cslead', from)).document.whatsNew).toBe('The merged text');
  });

  test('that one becomes a revision; its authors are authors here and sign nothing of their own', async () => {
    const { to, choose } = await merged();
    valueOf(await choose('that'));
    valueOf(await choose('that'));
    const { head, document } = await viewOf('po', to);
    expect(document.whatsNew).toBe('The merged text');
    expect(head).toMatchObject({ revision: 2, materialRevision: 2, authors: ['po', 'rm'], mergedIn: [] });
    const back = await site.save('po', to, { expectedRevision: 1 });
    expect(valueOf(back)).toMatchObject({ outcome: 'conflict', base: { whatsNew: 'The text here' } });
  });

  test('who chose by an older text is told; who may not write can’t choose', async () => {
    const { to, choose } = await merged();
    valueOf(await site.save('po', to, { expectedRevision: 1 }));
    expect(refusalOf(await choose('that')).code).toBe('outdated');
    expect(refusalOf(await choose('that', 'agent')).code).toBe('not-allowed');
    expect(refusalOf(await choose('that', 'outsider')).code).toBe('not-found');
  });

  test('two choices at once: one text, and one record of it', async () => {
    const { to, choose } = await merged();
    await Promise.all([choose('that'), choose('this', 'rm'), choose('that')]);
    const { head, document, history } = await viewOf('po', to);
    expect(head?.mergedIn).toEqual([]);
    expect(document.whatsNew).toBe(head?.revision === 2 ? 'The merged text' : 'The text here');
    expect(history.filter(({ detail }) => detail.endsWith('stays') || detail.startsWith('This'))).toHaveLength(1);
  });
});

describe('after a deletion', () => {
  const listed = () => site.call('admin', 'listEnded', { projectId: site.exam.id });
  const deleted = async () => {
    const from = await site.handedOverRelease();
    await happens([from], 'delete');
    return from;
  };
  const restore = (who: Who, fromReleaseId: string, toReleaseId: string) =>
    site.call(who, 'restoreHandoff', { releaseId: fromReleaseId, toReleaseId });

  test('it is read by who browses the project, by nobody else, and nobody writes it', async () => {
    const from = await deleted();
    for (const who of ['po', 'cslead', 'admin'] as const) {
      const view = await viewOf(who, from);
      expect(view.head?.ended?.kind).toBe('deleted');
      expect(view.rights).toMatchObject({ write: false, sign: false, waive: false, administer: who === 'admin' });
    }
    for (const who of ['agent2', 'outsider'] as const) {
      expect(refusalOf(await site.open(who, from)).code).toBe('not-found');
      expect(refusalOf(await site.open(who, from, site.sup.id)).code).toBe('not-found');
    }
    expect(refusalOf(await site.save('po', from, { expectedRevision: 1 })).code).toBe('not-found');
  });

  test('its admins find it in a list: pointers to handoffs that moved aren’t in it', async () => {
    expect(valueOf(await listed()).rows).toEqual([]);
    const from = await deleted();
    const moved = await written('po', 'x');
    await happens([moved, await site.newRelease()], 'merge');
    expect(valueOf(await listed()).rows).toMatchObject([{ releaseId: from, releaseName: 'Release 1', po: 'po' }]);
    expect(refusalOf(await site.call('po', 'listEnded', { projectId: site.exam.id })).needs).toContain('Administer');
  });

  test('an admin gives it another release, with all that was on record; a second time changes nothing', async () => {
    const from = await deleted();
    const to = await site.newRelease();
    valueOf(await restore('admin', from, to));
    valueOf(await restore('admin', from, to));
    const { head, history, release } = await viewOf('po', to);
    expect(head).toMatchObject({ releaseName: release.name, ended: null, revision: 1, movedFrom: { releaseId: from } });
    expect(history.map(({ what }) => what)).toEqual(['restored', 'release-deleted', 'handed-over', 'saved']);
    expect(valueOf(await listed()).rows).toEqual([]);
    expect(refusalOf(await site.open('po', from)).code).toBe('not-found');
    const { mapped } = await site.does('agent2', 'listReleases', {
      ...{ projectId: site.sup.id, status: 'unreleased', startAt: 0, today: day() },
    });
    expect(mapped).toHaveLength(1);
  });

  test('the events of the deletion, late or again, don’t take it back', async () => {
    const from = await deleted();
    const to = await site.newRelease();
    const late = [...site.told];
    valueOf(await restore('admin', from, to));
    for (const event of late) await site.runEvents(event);
    expect((await viewOf('po', to)).head?.ended).toBeNull();
  });

  test('not onto a release that has one, of another project, or that is gone; and not by others', async () => {
    const from = await deleted();
    const shop = await site.newRelease({ projectId: Number(site.shop.id), driver: undefined });
    const taken = await written('po', 'x');
    const before = site.records();
    expect(refusalOf(await restore('admin', from, taken)).code).toBe('has-handoff');
    expect(refusalOf(await restore('admin', from, shop)).code).toBe('bad-input');
    expect(refusalOf(await restore('admin', from, from)).code).toBe('not-found');
    expect(refusalOf(await restore('admin', taken, await site.newRelease())).code).toBe('not-found');
    expect(refusalOf(await restore('po', from, await site.newRelease())).needs).toContain('Administer projects');
    expect(refusalOf(await restore('agent2', from, taken)).code).toBe('not-found');
    expect(site.records()).toMatchObject(before);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'the write gets lost (%s): the next try ends well',
    async (action) => {
      const from = await deleted();
      const to = await site.newRelease();
      site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
      expect((await restore('admin', from, to)).ok).toBe(false);
      valueOf(await restore('admin', from, to));
      expect((await viewOf('po', to)).history.filter(({ what }) => what === 'restored')).toHaveLength(1);
    },
  );

  test('two admins at once give it one place', async () => {
    const from = await deleted();
    const places = [await site.newRelease(), await site.newRelease()] as const;
    const answers = await Promise.all(places.map((to) => restore('admin', from, to)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const heads = places.map((to) => headAt(site, to)).filter((head) => head !== undefined && head.revision > 0);
    expect(heads).toHaveLength(1);
  });
});
