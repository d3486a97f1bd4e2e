import type { CallInput } from '../../src/api/calls';
import { DAY, NOW, anId, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { questionsOf, stepsOn } from '../fixtures/steps';
import { doInJira } from '../fixtures/life';
import { muteLog, stopClock } from '../fixtures/time';

/** What CS asks, who owes it, and how it ends. */

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
});

const { view, headNow, edit, ask, answerTo } = stepsOn(
  () => site,
  () => releaseId,
);
const asked = async (who: Who = 'cslead', over: Parameters<typeof ask>[1] = {}): Promise<string> => {
  const id = over.id ?? anId();
  valueOf(await ask(who, { ...over, id }));
  return id;
};
const list = async (who: Who = 'po', projectId = site.exam.id) =>
  (await site.does(who, 'listOpenQuestions', { projectId, cursor: null })).rows;
const textsOf = async (who: Who, projectId: string) =>
  (await list(who, projectId)).map(({ question }) => question.text);

describe('asked', () => {
  test('once, however often it is sent, also by a call of which a part is there already', async () => {
    const questions = questionsOf(3).map((one) => ({ ...one, place: null, revision: 1 }));
    const send = (some: typeof questions) => site.does('cslead', 'askQuestions', { releaseId, questions: some });
    await send(questions.slice(0, 2));
    await send(questions);
    await send(questions);
    expect((await headNow()).openQuestions).toBe(3);
    expect((await view()).questions).toHaveLength(3);
    expect((await view()).behind).toBe(false);
  });

  test.each(['drop-after', 'drop-before'] as const)('a lost reply (%s), and the same again: once', async (action) => {
    const id = anId();
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
    expect(refusalOf(await ask('cslead', { id })).code).toBe('storage-unavailable');
    valueOf(await ask('cslead', { id }));
    expect((await headNow()).openQuestions).toBe(1);
  });

  const one = { id: anId(), text: 'x', place: null, revision: 1 };
  test.each<[string, CallInput<'askQuestions'>['questions']]>([
    ['nothing', []],
    ['one id twice', [one, one]],
    ['an empty text', [{ ...one, text: ' ' }]],
    ['too long a text', [{ ...one, text: 'x'.repeat(2_001) }]],
    ['16 at once', questionsOf(16).map((each) => ({ ...each, place: null, revision: 1 }))],
  ])('refused: %s', async (_, questions) => {
    expect(refusalOf(await site.call('cslead', 'askQuestions', { releaseId, questions })).code).toBe('bad-input');
    expect((await headNow()).openQuestions).toBe(0);
  });
});

describe('answered in the handoff', () => {
  const answered = (questionId: string, revision?: number) =>
    site.call('po', 'answerQuestion', {
      ...{ releaseId, questionId },
      answer: { kind: 'answered', section: 'happyPath', ...(revision !== undefined && { revision }) },
    });

  test.each([
    [undefined, 3],
    [3, 3],
    [2, 2],
  ])('in revision %s: %s', async (revision, ended) => {
    valueOf(await edit(1));
    const id = await asked('cslead', { revision: 2 });
    valueOf(await edit(2));
    valueOf(await answered(id, revision));
    expect((await view()).questions[0]?.ended).toEqual({
      ...{ answer: { kind: 'answered', section: 'happyPath' }, by: 'po', at: moment(), revision: ended },
    });
  });

  test.each([1, 4])('not in a revision of before, nor in one to come: %s', async (revision) => {
    valueOf(await edit(1));
    const id = await asked('cslead', { revision: 2 });
    valueOf(await edit(2));
    expect(refusalOf(await answered(id, revision)).fields).toEqual([
      { path: ['answer', 'revision'], problem: 'not-valid' },
    ]);
    expect((await headNow()).openQuestions).toBe(1);
  });
});

describe('whose it is', () => {
  const assign = (who: Who, questionId: string, owner: string | null) =>
    site.call(who, 'assignQuestion', { releaseId, questionId, owner });
  const ownerOf = async () => (await view()).questions[0]?.owner;

  test('the PO’s, until somebody says whose; and back', async () => {
    const id = await asked();
    expect(await ownerOf()).toBeNull();
    jest.setSystemTime(NOW + DAY);
    valueOf(await assign('cslead', id, 'rm'));
    expect((await view()).questions[0]).toMatchObject({ owner: 'rm', assigned: { by: 'cslead', at: moment(1) } });
    expect((await view()).behind).toBe(false);
    valueOf(await assign('po', id, null));
    expect(await ownerOf()).toBeNull();
  });

  test('while the list lags behind it, the view says so', async () => {
    const id = await asked();
    site.state.kvs.indexLagMs = 500;
    jest.setSystemTime(NOW + DAY);
    valueOf(await assign('cslead', id, 'rm'));
    expect([await ownerOf(), (await view()).behind]).toEqual([null, true]);
    jest.setSystemTime(NOW + DAY + 500);
    expect([await ownerOf(), (await view()).behind]).toEqual(['rm', false]);
  });

  test('who answers meanwhile isn’t undone', async () => {
    const id = await asked();
    const answers = await Promise.all([assign('cslead', id, 'rm'), answerTo(id)]);
    for (const answer of answers) valueOf(answer);
    expect((await view()).questions[0]?.ended).not.toBeNull();
    expect((await headNow()).openQuestions).toBe(0);
    valueOf(await assign('po', id, 'po')); // nobody owes what has ended
    expect(await ownerOf()).not.toBe('po');
  });

  test('an owner reads the handoff, at least through a mapped support project', async () => {
    const id = await asked();
    valueOf(await assign('po', id, 'agent2'));
    expect(refusalOf(await assign('po', id, 'outsider')).code).toBe('named-cannot-read');
    expect(refusalOf(await assign('po', anId(), 'rm')).code).toBe('not-found');
  });
});

describe('all open questions of a project', () => {
  test('the oldest first, with release, place and owner; an ended one isn’t there', async () => {
    const first = releaseId;
    const place = { section: 'happyPath', itemId: anId() } as const;
    const old = await asked('cslead', { text: 'old', place });
    jest.setSystemTime(NOW + DAY);
    releaseId = await site.handedOverRelease({ name: '3.0' });
    await asked('cslead', { text: 'new' });
    const ended = await asked('cslead', { text: 'ended' });
    valueOf(await answerTo(ended));
    await site.does('po', 'assignQuestion', { releaseId: first, questionId: old, owner: 'rm' });
    expect(await list('cslead')).toMatchObject([
      { question: { text: 'old', place, askedBy: 'cslead', askedAt: moment() }, releaseId: first, owner: 'rm' },
      { question: { text: 'new', place: null, askedAt: moment(1) }, releaseName: '3.0', owner: 'po' },
    ]);
  });

  test('a handoff that got another release takes them along; one without a release is not chased', async () => {
    await asked('cslead', { text: 'moved' });
    const [from, into] = [releaseId, await site.newRelease({ name: 'Into' })];
    const happens = async (...[releases, act]: [string[], Parameters<typeof doInJira>[2]]) => {
      site.told.length = 0;
      await doInJira(site, releases, act, 1);
      for (const event of site.told) await site.runEvents(event);
    };
    await happens([from, into], { what: 'merge', of: 0, to: 1 });
    expect(await list()).toMatchObject([{ releaseId: into, releaseName: 'Into', question: { text: 'moved' } }]);
    await happens([into], { what: 'delete', of: 0, to: 0 });
    expect(await list()).toEqual([]);
  });

  test('page by page', async () => {
    for (let nth = 0; nth < 8; nth += 1) {
      const questions = questionsOf(15).map((one) => ({ ...one, place: null, revision: 1 }));
      await site.does('cslead', 'askQuestions', { releaseId, questions });
      jest.setSystemTime(NOW + nth * 1_000);
    }
    const page = await site.does('po', 'listOpenQuestions', { projectId: site.exam.id, cursor: null });
    const rest = await site.does('po', 'listOpenQuestions', { projectId: site.exam.id, cursor: page.cursor });
    expect([page.rows.length, rest.rows.length, rest.cursor]).toEqual([100, 20, null]);
    const ids = [...page.rows, ...rest.rows].map(({ question }) => question.id);
    expect(new Set(ids).size).toBe(120);
  });

  test('in a support project those of the mapped handoffs that one signs, and nobody else’s', async () => {
    await asked('cslead', { text: 'live' });
    releaseId = await site.newRelease();
    valueOf(await site.save('po', releaseId));
    await asked('po', { text: 'draft' });
    expect(await textsOf('cslead', site.sup.id)).toEqual(['live']);
    expect(await textsOf('agent2', site.sup.id)).toEqual([]);
    valueOf(await site.settle({ signers: ['agent2'] }));
    expect(await textsOf('agent2', site.sup.id)).toEqual(['live']);
    valueOf(await site.settle({ supportProjects: [], signers: ['agent2'] }));
    expect(await textsOf('agent2', site.sup.id)).toEqual([]);
  });

  test('costs 4 calls, however many questions there are on a page', async () => {
    for (let nth = 0; nth < 3; nth += 1) await asked();
    expect((await site.countCalls(() => list())).remote).toHaveLength(4);
  });

  test('a record of before there was the list is read as it was', async () => {
    const id = await asked();
    const stored = Object.values(site.state.kvs.entities.question ?? {})[0];
    const value = stored?.value as Record<string, unknown> & { body: Record<string, unknown> };
    const later = ['place', 'revision', 'ticket', 'owner', 'projectId', 'releaseId'];
    value.body = Object.fromEntries(Object.entries(value.body).filter(([name]) => !later.includes(name)));
    delete value.projectId;
    expect(await list()).toEqual([]);
    expect((await view()).questions).toMatchObject([{ place: null, revision: 0, ticket: null, owner: null }]);
    valueOf(await answerTo(id));
    expect((await headNow()).openQuestions).toBe(0);
  });
});
