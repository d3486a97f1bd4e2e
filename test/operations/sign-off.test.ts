import { DAY, NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { questionsOf, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
});

const { view, headNow, codes, walk, answerTo, sign, refuseIt, edit } = stepsOn(
  () => site,
  () => releaseId,
);
const later = (days: number) => jest.setSystemTime(NOW + days * DAY);

describe('sign-off', () => {
  test.each<[string, () => Promise<unknown>, Who, number, string, string]>([
    ['the PO', () => Promise.resolve(), 'po', 1, 'not-allowed', 'not-allowed'],
    ['an admin', () => Promise.resolve(), 'admin', 1, 'not-allowed', 'not-allowed'],
    ['an outsider', () => Promise.resolve(), 'outsider', 1, 'not-found', 'not-found'],
    ['an older revision', () => edit(1), 'cslead', 1, 'outdated', 'outdated'],
    [
      'a section went missing',
      () => site.save('po', releaseId, { expectedRevision: 1, document: site.documentFor({ whatsNew: '' }) }),
      'cslead',
      2,
      'not-complete',
      'ok',
    ],
    [
      'wrote a part',
      () => site.does('po', 'setPeople', { releaseId, po: 'rm', csLead: 'po' }),
      'po',
      1,
      'wrote-a-part',
      'ok',
    ],
    [
      'wrote a part, which settings allow',
      async () => {
        await site.does('po', 'setPeople', { releaseId, po: 'rm', csLead: 'po' });
        valueOf(await site.settle({ authorsMaySign: true }));
      },
      'po',
      1,
      'ok',
      'ok',
    ],
    ['CS Lead', () => Promise.resolve(), 'cslead', 1, 'ok', 'ok'],
  ])('%s', async (_, before, who, revision, signing, refusing) => {
    await before();
    const outcome = (answer: Awaited<ReturnType<typeof sign>>) => (answer.ok ? 'ok' : answer.code);
    expect(outcome(await sign(who, revision))).toBe(signing);
    expect(outcome(await refuseIt(who, revision))).toBe(refusing);
  });

  test('a draft is nothing to sign', async () => {
    releaseId = await site.newRelease();
    valueOf(await site.save('po', releaseId));
    expect(refusalOf(await sign('cslead')).code).toBe('not-handed-over');
  });

  test('refused, edited, with CS again, signed, changed, a minor edit', async () => {
    const state = async () => (await view()).state.name;
    valueOf(await refuseIt('cslead'));
    expect(await state()).toBe('refused');
    expect((await view()).history[0]).toMatchObject({ what: 'refused', detail: 'No word\nabout tablets' });
    valueOf(await edit(1));
    expect(await state()).toBe('with-cs');
    valueOf(await sign('cslead', 2));
    expect(await state()).toBe('signed');
    valueOf(await edit(2, true));
    expect(await state()).toBe('signed');
    valueOf(await edit(3));
    expect(await state()).toBe('changed-since-signing');
    valueOf(await sign('cslead', 4));
    expect(await state()).toBe('signed');
  });

  test('a save in between the reading and the signing wins: the signature is of nothing that was not read', async () => {
    const [signed, saved] = await Promise.all([sign('cslead'), edit(1)]);
    expect(valueOf(saved).outcome).toBe('saved');
    const { signOff, revision } = await headNow();
    expect(revision).toBe(2);
    if (signed.ok) expect(signOff?.revision).toBe(1);
    else expect(signed.code).toBe('outdated');
    expect(await codes()).toContain(signed.ok ? 'changed-since-signing' : 'not-signed');
  });
});

test('blockers name who owes them', async () => {
  valueOf(await site.call('po', 'setPeople', { releaseId, po: 'rm', csLead: 'agent' }));
  const owners = (await view()).blockers.map(({ owner, who }) => `${owner}:${String(who)}`);
  expect(new Set(owners)).toEqual(new Set(['po:rm', 'cs-lead:agent']));
  expect(refusalOf(await site.call('cslead', 'setPeople', { releaseId, po: null, csLead: 'cslead' })).code).toBe(
    'not-allowed',
  );
});

test('every default blocker is reached and mended through the calls', async () => {
  releaseId = await site.newRelease();
  expect(await codes()).toEqual(['not-started']);
  valueOf(await site.save('po', releaseId, { document: site.documentFor({ whatsNew: '' }) }));
  expect(await codes()).toEqual(['section-missing', 'not-handed-over', 'no-walkthrough', 'not-signed']);
  valueOf(await edit(1));
  expect(await codes()).toEqual(['not-handed-over', 'no-walkthrough', 'not-signed']);
  valueOf(await site.call('po', 'handOver', { releaseId, revision: 2 }));
  expect(await codes()).toEqual(['no-walkthrough', 'cs-days', 'not-signed']);
  const questions = questionsOf(1);
  valueOf(await walk('cslead', { revision: 2, questions }));
  expect(await codes()).toEqual(['open-questions', 'cs-days', 'not-signed']);
  valueOf(await answerTo(questions[0]?.id ?? ''));
  later(2);
  expect(await codes()).toEqual(['not-signed']);
  valueOf(await refuseIt('cslead', 2));
  expect(await codes()).toEqual(['refused']);
  valueOf(await edit(2));
  valueOf(await sign('cslead', 3));
  expect(await codes()).toEqual([]);
  expect((await view()).state).toMatchObject({ name: 'signed', colour: 'green' });
  valueOf(await edit(3));
  expect(await codes()).toEqual(['changed-since-signing']);
  valueOf(await sign('cslead', 4));
  expect(await codes()).toEqual([]);
});
