import { day } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

const namesOffered = async (releaseId: string): Promise<string[]> =>
  (await site.does('po', 'offerStarts', { releaseId })).previous.map(({ releaseName }) => releaseName);

test('the three handed-over handoffs of other releases that came last before this one, each with its text', async () => {
  for (const [name, inDays] of [
    ['2.0', -30],
    ['2.1', -20],
    ['2.2', -10],
    ['2.3', 5],
    ['3.0', 60],
  ] as const)
    await site.handedOverRelease({ name, releaseDate: day(inDays) });
  await site.newRelease({ name: 'nothing written' });
  valueOf(await site.save('po', await site.newRelease({ name: 'only a draft' })));
  const releaseId = await site.newRelease({ name: '2.4', releaseDate: day(20) });
  expect(await namesOffered(releaseId)).toEqual(['2.3', '2.2', '2.1']);
  const { previous, template } = await site.does('po', 'offerStarts', { releaseId });
  expect(previous[0]?.document.whatsNew).toBe(site.documentFor().whatsNew);
  expect(template).toBeNull();
});

test('later and undated ones only where nothing came before; never the release itself', async () => {
  await site.handedOverRelease({ name: 'undated', releaseDate: undefined });
  await site.handedOverRelease({ name: 'later', releaseDate: day(40) });
  const releaseId = await site.handedOverRelease({ name: 'this', releaseDate: day(20) });
  expect(await namesOffered(releaseId)).toEqual(['later', 'undated']);
});

test('one that is done is offered as well; of another project never', async () => {
  const done = await site.handedOverRelease({ name: 'done', releaseDate: day(-30) });
  await site.rest('admin', 'PUT', `/rest/api/3/version/${done}`, { archived: true });
  for (const event of site.told) await site.runEvents(event);
  const elsewhere = await site.newRelease({ projectId: Number(site.shop.id), name: 'of SHOP', driver: 'outsider' });
  valueOf(await site.save('outsider', elsewhere));
  await site.does('outsider', 'handOver', { releaseId: elsewhere, revision: 1 });
  expect(await namesOffered(await site.newRelease())).toEqual(['done']);
});

test('the template is what an admin chose last, and stays as it was when its handoff goes on', async () => {
  const releaseId = await site.handedOverRelease();
  const { document } = valueOf(await site.open('po', releaseId));
  const next = await site.newRelease();
  valueOf(await site.call('steward', 'keepAsTemplate', { releaseId, revision: 1 }));
  valueOf(await site.save('po', releaseId, { expectedRevision: 1, document: site.documentFor({ whatsNew: 'Later' }) }));
  expect((await site.does('po', 'offerStarts', { releaseId: next })).template).toEqual(document);
  valueOf(await site.call('admin', 'keepAsTemplate', { releaseId, revision: 2 }));
  expect((await site.does('po', 'offerStarts', { releaseId: next })).template?.whatsNew).toBe('Later');
  expect(refusalOf(await site.call('admin', 'keepAsTemplate', { releaseId, revision: 3 })).code).toBe('not-found');
  expect(refusalOf(await site.call('po', 'keepAsTemplate', { releaseId, revision: 1 })).code).toBe('not-allowed');
});

test('offering costs 7 calls, however many handoffs there are', async () => {
  for (let nth = 0; nth < 8; nth += 1) await site.handedOverRelease();
  const releaseId = await site.newRelease();
  const { remote } = await site.countCalls(() => site.does('po', 'offerStarts', { releaseId }));
  expect(remote).toHaveLength(7);
});
