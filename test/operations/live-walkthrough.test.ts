import type { CallInput } from '../../src/api/calls';
import { DAY, NOW, anId, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

/** A walkthrough from its plan to its record, by people who see each other's questions. */

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
});

const { view, headNow, edit, walk, ask, answerTo } = stepsOn(
  () => site,
  () => releaseId,
);
const MINUTE = 60_000;
const later = (minutes: number) => jest.setSystemTime(NOW + minutes * MINUTE);
const onRecord = async () => (await view()).history.map(({ what, detail }) => [what, detail]);
const plan = (who: Who, over: Partial<CallInput<'planWalkthrough'>> = {}) =>
  site.call(who, 'planWalkthrough', {
    ...{ releaseId, sessionId: anId(), at: moment(2), people: ['po', 'cslead'] },
    ...over,
  });
const start = (who: Who, sessionId: string) => site.call(who, 'startWalkthrough', { releaseId, sessionId });
const end = (who: Who, sessionId: string, over: Partial<CallInput<'endWalkthrough'>> = {}) =>
  site.call(who, 'endWalkthrough', { releaseId, sessionId, people: ['po', 'cslead'], minutes: null, ...over });

describe('planned', () => {
  test('with date and people, on record; once, however often it is sent', async () => {
    const sessionId = anId();
    for (let times = 0; times < 3; times += 1) valueOf(await plan('cslead', { sessionId }));
    const session = { id: sessionId, at: moment(2), people: ['po', 'cslead'], by: 'cslead', started: null };
    expect((await headNow()).session).toEqual(session);
    expect((await onRecord()).slice(0, 2)).toEqual([
      ['walkthrough-planned', 'For 2026-11-26 09:00 UTC'],
      ['handed-over', '10 days before the release'],
    ]);
  });

  test('a later plan takes its place, until it has begun', async () => {
    valueOf(await plan('cslead'));
    const sessionId = anId();
    valueOf(await plan('po', { sessionId, at: moment(3) }));
    expect((await headNow()).session).toMatchObject({ id: sessionId, at: moment(3), by: 'po' });
    valueOf(await start('po', sessionId));
    expect(refusalOf(await plan('cslead', { at: moment(4) })).code).toBe('under-way');
    expect((await headNow()).session?.id).toBe(sessionId);
  });

  test('called off: nothing is left but the record', async () => {
    const sessionId = anId();
    valueOf(await plan('cslead', { sessionId }));
    later(1);
    valueOf(await site.call('po', 'callOffWalkthrough', { releaseId, sessionId: anId() })); // another one's: not this
    expect((await headNow()).session).not.toBeNull();
    valueOf(await site.call('po', 'callOffWalkthrough', { releaseId, sessionId }));
    valueOf(await site.call('po', 'callOffWalkthrough', { releaseId, sessionId }));
    expect(await headNow()).toMatchObject({ session: null, walkthrough: null });
    expect((await onRecord()).filter(([what]) => what === 'walkthrough-called-off')).toHaveLength(1);
  });

  test.each<[string, Partial<CallInput<'planWalkthrough'>>]>([
    ['a moment that is past', { at: moment(-1) }],
    ['nobody', { people: [] }],
  ])('refused: %s', async (_, over) => {
    expect(refusalOf(await plan('po', over)).code).toBe('bad-input');
    expect((await headNow()).session).toBeNull();
  });
});

describe('under way', () => {
  test('begun without a plan, on the current revision, with PO, CS Lead and who began it', async () => {
    valueOf(await edit(1));
    await site.does('po', 'setPeople', { releaseId, csLead: 'cslead' });
    valueOf(await start('rm', anId()));
    const { session } = await headNow();
    expect(session).toMatchObject({ people: ['po', 'cslead', 'rm'], started: { at: moment(), by: 'rm', revision: 2 } });
    expect((await view()).behind).toBe(false);
  });

  test('two begin at once: it is one, and both are in it', async () => {
    const [mine, theirs] = [anId(), anId()];
    const answers = await Promise.all([start('po', mine), start('cslead', theirs)]);
    for (const answer of answers) valueOf(answer);
    expect([mine, theirs]).toContain((await headNow()).session?.id);
  });

  test('what is asked is seen by the other within a poll, and costs 2 calls where nothing is new', async () => {
    const sessionId = anId();
    valueOf(await start('po', sessionId));
    later(1);
    const follow = (facts: number, who: Who = 'po', throughProjectId = site.exam.id) =>
      site.countCalls(() => site.does(who, 'followWalkthrough', { releaseId, throughProjectId, facts }));
    const { facts } = await headNow();
    expect(await follow(facts)).toMatchObject({ answer: { news: null }, remote: { length: 2 } });
    const place = { section: 'limitations', itemId: null } as const;
    valueOf(await ask('cslead', { place, text: 'Which grades?' }));
    const { answer, remote } = await follow(facts);
    expect(answer.news).toMatchObject({
      facts: facts + 1,
      openQuestions: 1,
      behind: false,
      session: { id: sessionId },
    });
    expect(answer.news?.questions).toMatchObject([{ text: 'Which grades?', place, revision: 1, askedBy: 'cslead' }]);
    expect(remote).toHaveLength(3);
    // Right after a change its list may still lag, so that it is told once more.
    expect((await follow(facts + 1)).answer.news).not.toBeNull();
    later(2);
    expect((await follow(facts + 1)).answer.news).toBeNull();
    const throughSupport = await follow(facts + 1, 'cslead', site.sup.id);
    expect(throughSupport).toMatchObject({ answer: { news: null }, remote: { length: 3 } });
  });

  test('while the list of questions lags, it says so', async () => {
    site.state.kvs.indexLagMs = 500;
    valueOf(await start('po', anId()));
    const { facts } = await headNow();
    valueOf(await ask('cslead'));
    const follow = () => site.does('po', 'followWalkthrough', { releaseId, throughProjectId: site.exam.id, facts });
    expect((await follow()).news).toMatchObject({ openQuestions: 1, behind: true, questions: [] });
    jest.setSystemTime(NOW + 500);
    expect((await follow()).news).toMatchObject({
      openQuestions: 1,
      behind: false,
      questions: [{ askedBy: 'cslead' }],
    });
  });

  test('a question knows what was before its asker, and never what was not written yet', async () => {
    valueOf(await edit(1));
    for (const revision of [1, 2, 7]) valueOf(await ask('cslead', { revision }));
    expect((await view()).questions.map(({ revision }) => revision).sort()).toEqual([1, 2, 2]);
  });
});

describe('ended', () => {
  test('records who was there, how long it took and what was read', async () => {
    const sessionId = anId();
    valueOf(await start('po', sessionId));
    later(32);
    valueOf(await edit(1)); // meanwhile; what was read is what was there when it began
    valueOf(await end('cslead', sessionId, { people: ['po', 'cslead', 'agent'] }));
    expect(await headNow()).toMatchObject({
      session: null,
      walkthrough: {
        ...{
          at: moment(),
          people: ['po', 'cslead', 'agent'],
          revision: 1,
          recordedBy: 'cslead',
          minutes: 32,
          sessionId,
        },
      },
    });
    expect((await onRecord())[0]).toEqual(['walkthrough', '32 minutes']);
  });

  test('one that was held before stays on record, with who was there and what they read', async () => {
    const [first, second] = [anId(), anId()];
    valueOf(await start('po', first));
    valueOf(await end('po', first, { people: ['po', 'agent'] }));
    valueOf(await edit(1));
    valueOf(await start('cslead', second));
    valueOf(await end('cslead', second, { people: ['cslead'] }));
    valueOf(await walk('po', { people: ['rm'] }));
    const told = (await view()).history.flatMap(({ held }) => (held === undefined ? [] : [held]));
    expect(told).toEqual([
      { people: ['rm'], revision: 1 },
      { people: ['cslead'], revision: 2 },
      { people: ['po', 'agent'], revision: 1 },
    ]);
  });

  test('two end it at once: one record, of who was first', async () => {
    const sessionId = anId();
    valueOf(await start('po', sessionId));
    later(30);
    const answers = await Promise.all([
      end('po', sessionId, { people: ['po'], minutes: 20 }),
      end('cslead', sessionId, { people: ['cslead'], minutes: 40 }),
    ]);
    for (const answer of answers) valueOf(answer);
    const { walkthrough } = await headNow();
    const { recordedBy, minutes, people } = walkthrough ?? {};
    expect([
      ['po', 20, ['po']],
      ['cslead', 40, ['cslead']],
    ]).toContainEqual([recordedBy, minutes, people]);
    expect((await onRecord()).filter(([what]) => what === 'walkthrough')).toHaveLength(1);
  });

  test('a late "begin" of it doesn’t begin it again, and what is asked afterwards is kept', async () => {
    const sessionId = anId();
    valueOf(await start('po', sessionId));
    valueOf(await end('po', sessionId, { minutes: 5 }));
    valueOf(await start('cslead', sessionId));
    expect((await headNow()).session).toBeNull();
    valueOf(await ask('cslead'));
    expect((await headNow()).openQuestions).toBe(1);
  });

  test('ending one that is over leaves the one that was begun since', async () => {
    const [first, second] = [anId(), anId()];
    valueOf(await start('po', first));
    valueOf(await end('po', first, { minutes: 5 }));
    valueOf(await start('cslead', second));
    valueOf(await end('po', first, { minutes: 50 }));
    expect(await headNow()).toMatchObject({ session: { id: second }, walkthrough: { minutes: 5, sessionId: first } });
  });

  test('what was only planned has nothing to end; one held elsewhere is recorded beside it', async () => {
    const sessionId = anId();
    valueOf(await plan('po', { sessionId }));
    valueOf(await end('po', sessionId));
    expect((await headNow()).walkthrough).toBeNull();
    valueOf(await walk('cslead'));
    expect(await headNow()).toMatchObject({ session: { id: sessionId }, walkthrough: { minutes: null } });
  });
});

describe('since when the oldest open question is open', () => {
  const openSince = async () => (await headNow()).openSince;
  const askAt = async (days: number): Promise<string> => {
    jest.setSystemTime(NOW + days * DAY);
    const id = anId();
    valueOf(await ask('cslead', { id }));
    return id;
  };

  test('follows what is asked and answered', async () => {
    expect(await openSince()).toBeNull();
    const [first, second, third] = [await askAt(1), await askAt(2), await askAt(3)];
    expect(await openSince()).toBe(moment(1));
    valueOf(await answerTo(second));
    expect(await openSince()).toBe(moment(1));
    valueOf(await answerTo(first));
    expect(await openSince()).toBe(moment(3));
    valueOf(await answerTo(third));
    expect(await openSince()).toBeNull();
  });

  test('while the list lags it is at most too old, and right again with the next answer', async () => {
    const ids = [await askAt(1), await askAt(2), await askAt(3)];
    site.state.kvs.indexLagMs = 1_000;
    for (const id of ids.slice(0, 2)) valueOf(await answerTo(id));
    expect([moment(1), moment(3)]).toContain(await openSince());
    valueOf(await answerTo(ids[2] ?? ''));
    expect(await openSince()).toBeNull();
  });
});
