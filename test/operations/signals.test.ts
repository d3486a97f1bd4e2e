import type { CallInput, CallOutput } from '../../src/api/calls';
import type { TicketHandoff } from '../../src/api/ticket-calls';
import { TICKET_PROPERTY } from '../../src/domain/issue-properties';
import type { HandoffDocument } from '../../src/domain/document';
import type { Signal } from '../../src/domain/signal';
import type { Tally } from '../../src/domain/tally';
import { aStep, anId, moment, NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

/** One click on a ticket is one signal: said, taken back, said otherwise, and seen on the ticket. */

let site: Site;
let releaseId: string;
let handoffId: string;
let document: HandoffDocument;
let ticket: { id: string; key: string };
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease({ name: '2.4 Shortcut' });
  const opened = valueOf(await site.open('po', releaseId));
  handoffId = opened.head?.handoffId ?? '';
  document = opened.document;
  ticket = await site.newIssue('SUP', 'Support request');
});

const { view, headNow, answerTo } = stepsOn(
  () => site,
  () => releaseId,
);
/** From here on by the handoff of another release; answers which one it was. */
const goOnWith = async (name: string) => {
  const before = { releaseId, handoffId };
  releaseId = await site.handedOverRelease({ name });
  handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
  return before;
};
type Said = Partial<CallInput<'sendSignal'>>;
const onTicket = () => ({ issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId });
const say = (who: Who, over: Said = {}) =>
  site.call(who, 'sendSignal', {
    ...{ ...onTicket(), kind: 'working-as-intended', itemId: null, revision: 1, question: null },
    ...over,
  });
const answerId = () => document.likelyQuestions[0]?.id ?? '';
const sayAnswer = (who: Who, over: Said = {}) => say(who, { kind: 'answer', itemId: answerId(), ...over });
const aQuestion = (over: { id?: string; text?: string } = {}) => ({
  ...{ id: anId(), text: 'And on tablets?', place: null, revision: 1 },
  ...over,
});
const notIn = (who: Who, question = aQuestion()) => say(who, { kind: 'not-in-handoff', question });
const undo = (who: Who, saidAt = moment()) => site.call(who, 'undoSignal', { ...onTicket(), saidAt });
const found = async (who: Who = 'agent2'): Promise<CallOutput<'findHandoffs'>> =>
  site.does(who, 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id });
const seen = async (who: Who = 'agent2'): Promise<TicketHandoff> => {
  const handoff = (await found(who)).handoffs.find(({ head }) => head.handoffId === handoffId);
  if (handoff === undefined) throw new Error('the handoff is not there');
  return handoff;
};
const signals = () => site.stored('signal') as Signal[];
const counted = () => (site.stored('tally') as Tally[]).map(({ all }) => all.tickets);
const later = (ms = 1_000) => jest.setSystemTime(Date.now() + ms);
const property = async (id = ticket.id): Promise<unknown> => {
  const { status, body } = await site.rest('agent', 'GET', `/rest/api/3/issue/${id}/properties/${TICKET_PROPERTY}`);
  return status === 404 ? null : (body as { value: unknown }).value;
};

test('an agent says which answer it was; everybody on the ticket sees what, by whom and when', async () => {
  valueOf(await sayAnswer('agent2', { revision: 99 })); // no more than there is goes on record
  const said = { kind: 'answer', itemId: answerId(), questionId: null, by: 'agent2', at: moment(), revision: 1 };
  expect((await seen('agent')).signal).toEqual({ said, tier: 1, percent: null, earlier: [], earlierInAll: 0 });
  expect(signals()).toMatchObject([{ ticketId: ticket.id, ticketKey: ticket.key, releaseId, projectId: site.exam.id }]);
});

test.each<[NonNullable<Said['kind']>, () => string | null]>([
  ['limitation', () => document.limitations.items[0]?.id ?? ''],
  ['happy-path', () => document.happyPath[0]?.id ?? ''],
  ['feature-request', () => null],
])('%s', async (kind, item) => {
  const itemId = item();
  expect(valueOf(await say('agent', { kind, itemId })).signal?.said).toMatchObject({ kind, itemId });
});

test('the last word counts, and the earlier ones stay', async () => {
  valueOf(await sayAnswer('agent2'));
  later();
  valueOf(await say('agent'));
  later();
  valueOf(await undo('cslead', moment(1_000 / 86_400_000)));
  const { signal } = await seen();
  expect(signal?.said).toBeNull();
  expect(signal?.earlier).toMatchObject([
    { kind: 'working-as-intended', by: 'agent', takenBack: { by: 'cslead', at: new Date(NOW + 2_000).toISOString() } },
    { kind: 'answer', by: 'agent2', takenBack: null },
  ]);
  expect(signals()).toHaveLength(1);
});

test('the same said again by the same person changes nothing, not even the agenda; by another it is theirs', async () => {
  valueOf(await sayAnswer('agent2'));
  later();
  const before = structuredClone(site.records());
  valueOf(await sayAnswer('agent2'));
  expect(site.records()).toEqual(before);
  valueOf(await sayAnswer('agent'));
  expect((await seen()).signal).toMatchObject({ said: { by: 'agent' }, earlierInAll: 1 });
});

test('what was said meanwhile isn’t taken back by who saw something else', async () => {
  valueOf(await sayAnswer('agent2'));
  later();
  valueOf(await say('agent'));
  expect(valueOf(await undo('agent2')).signal?.said).toMatchObject({ kind: 'working-as-intended' });
  expect((await seen()).signal?.earlierInAll).toBe(1);
});

test('nothing to take back', async () => {
  expect(valueOf(await undo('agent2')).signal).toBeNull();
  expect(signals()).toEqual([]);
  valueOf(await sayAnswer('agent2'));
  const ofAnother = { ...onTicket(), handoffId: anId(), saidAt: moment() };
  expect(refusalOf(await site.call('agent2', 'undoSignal', ofAnother)).code).toBe('not-found');
});

test.each([
  ['an item of another kind', () => ({ kind: 'limitation', itemId: answerId() }) as const, 'outdated'],
  ['an item that the PO took out', () => ({ kind: 'happy-path', itemId: aStep().id }) as const, 'outdated'],
  ['an item where there is none', () => ({ kind: 'feature-request', itemId: answerId() }) as const, 'bad-input'],
  ['no item where there must be one', () => ({ kind: 'answer', itemId: null }) as const, 'bad-input'],
  ['not in the handoff, and no question', () => ({ kind: 'not-in-handoff' }) as const, 'bad-input'],
  ['a question with something else', () => ({ question: aQuestion() }), 'bad-input'],
  ['another handoff of the same release', () => ({ handoffId: anId() }), 'not-found'],
] as const)('refused, and nothing is written: %s', async (_, over, code) => {
  const before = structuredClone(site.records());
  expect(refusalOf(await say('agent2', over())).code).toBe(code);
  expect(site.records()).toEqual(before);
});

test('refused where the handoff speaks to the ticket no more', async () => {
  valueOf(await sayAnswer('agent2'));
  await rollTo(site, 'po', releaseId, 100);
  await site.does('po', 'closeHandoff', { releaseId });
  expect(refusalOf(await undo('agent2')).code).toBe('not-found');
  expect(refusalOf(await say('agent2')).code).toBe('not-found');
});

describe('not in the handoff', () => {
  test('becomes a question to the PO with the ticket, and its answer is on the ticket', async () => {
    const question = aQuestion();
    const { signal } = valueOf(await notIn('agent2', question));
    expect(signal?.said).toMatchObject({ kind: 'not-in-handoff', questionId: question.id });
    expect(await headNow()).toMatchObject({ openQuestions: 1, openSince: moment() });
    expect((await view()).questions).toMatchObject([{ id: question.id, text: question.text, askedBy: 'agent2' }]);
    valueOf(await answerTo(question.id));
    const { questions } = await found('agent');
    expect(questions).toMatchObject([{ id: question.id, ended: { answer: { kind: 'answered' }, by: 'po' } }]);
  });

  test('taken back, the question stays with the PO', async () => {
    valueOf(await notIn('agent2'));
    valueOf(await undo('agent2'));
    expect((await headNow()).openQuestions).toBe(1);
    expect(await found()).toMatchObject({ questions: [{ ended: null }] });
  });

  test('said again by its question, it is asked once', async () => {
    const question = aQuestion();
    valueOf(await notIn('agent2', question));
    valueOf(await undo('agent2'));
    later();
    valueOf(await notIn('agent2', question));
    expect((await seen()).signal).toMatchObject({ said: { questionId: question.id }, earlierInAll: 1 });
    expect((await headNow()).openQuestions).toBe(1);
    expect((await found()).questions).toHaveLength(1);
  });
});

describe('a lost reply, and sent again: one word, one question', () => {
  test.each(
    ['entity/set', 'transaction', 'batch'].flatMap((path) => [
      [path, 'drop-before', 1] as const,
      [path, 'drop-after', 1] as const,
      [path, 'drop-after', 2] as const,
    ]),
  )('%s %s, the first %i', async (path, action, times) => {
    const question = aQuestion();
    site.faults.add([{ match: { kind: 'kvs', path }, times, action }]);
    for (let tries = 0; tries <= times; tries += 1) await notIn('agent2', question);
    valueOf(await notIn('agent2', question));
    expect((await seen()).signal).toMatchObject({ said: { questionId: question.id }, earlierInAll: 0 });
    expect((await headNow()).openQuestions).toBe(1);
    expect((await found()).questions).toHaveLength(1);
    later();
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
    await sayAnswer('agent');
    valueOf(await sayAnswer('agent'));
    expect((await seen()).signal).toMatchObject({ said: { kind: 'answer' }, earlierInAll: 1 });
  });
});

test('many at once on one ticket, one of them files its bug: one word counts, and none is lost', async () => {
  const kinds = ['working-as-intended', 'feature-request'] as const;
  const people = ['agent', 'agent2', 'cslead', 'admin'] as const;
  const said = people.flatMap((who) => kinds.map((kind) => [who, kind] as const));
  const answers = await Promise.all([
    ...said.map(([who, kind]) => say(who, { kind })),
    notIn('agent2'),
    site.call('agent', 'askFromTicket', {
      issueId: ticket.id,
      projectId: site.sup.id,
      releaseId,
      question: aQuestion(),
    }),
  ]);
  expect(answers.map(({ ok }) => ok)).not.toContain(false);
  const [signal] = signals();
  expect(signals()).toHaveLength(1);
  const words = [...(signal?.earlier ?? []), signal?.said].map((one) => `${one?.by} ${one?.kind}`);
  expect(words.toSorted()).toEqual([...said.map((one) => one.join(' ')), 'agent2 not-in-handoff'].toSorted());
  expect((await found()).questions).toHaveLength(2);
  expect((await headNow()).openQuestions).toBe(2);
});

describe('the ticket’s property', () => {
  test('says what was said once it is counted, and that it was taken back', async () => {
    valueOf(await sayAnswer('agent2'));
    expect(await property()).toBeNull();
    await site.runLoop();
    const shown = { release: '2.4 Shortcut', releaseId, signal: 'answer', supportTier: 'L1' };
    expect(await property()).toEqual(shown);
    valueOf(await undo('agent'));
    await site.runLoop();
    expect(await property()).toEqual({ ...shown, signal: 'none' });
  });

  test('is found by JQL', async () => {
    const jql = async (text: string) => {
      const { body } = await site.rest('agent', 'GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(text)}`);
      return (body as { issues: { id: string }[] }).issues.map(({ id }) => id);
    };
    await site.newIssue('SUP', 'Support request');
    valueOf(await sayAnswer('agent2'));
    await site.runLoop();
    expect(await jql(`csHandoffSignal = answer AND csHandoffReleaseId = "${releaseId}"`)).toEqual([ticket.id]);
    expect(await jql('csHandoffSignal = "not-in-handoff"')).toEqual([]);
  });

  test('is the newest word’s, by whichever handoff', async () => {
    valueOf(await sayAnswer('agent2'));
    const first = await goOnWith('2.5');
    later();
    valueOf(await say('agent2'));
    await site.runLoop();
    expect(await property()).toMatchObject({ release: '2.5', signal: 'working-as-intended' });
    ({ releaseId, handoffId } = first);
    later();
    valueOf(await undo('agent2'));
    later();
    valueOf(await sayAnswer('agent2'));
    await site.runLoop();
    expect(await property()).toMatchObject({ release: '2.4 Shortcut', signal: 'answer' });
  });

  test('an older word of another handoff that comes late doesn’t stand in its place', async () => {
    valueOf(await sayAnswer('agent2'));
    site.faults.add([{ match: { kind: 'jira', method: 'PUT', path: 'properties' }, times: 1, action: 'drop-before' }]);
    await site.runLoop();
    await goOnWith('2.5');
    later();
    valueOf(await say('agent2'));
    await site.runLoop();
    later(16 * 60_000);
    await site.runLoop();
    expect(await property()).toMatchObject({ release: '2.5', signal: 'working-as-intended' });
    expect(signals()).toMatchObject([{ isShown: true }, { isShown: true }]);
  });

  test.each(['drop-before', 'drop-after', { status: 503 }] as const)(
    'is written with a later run where Jira fails (%j), and the others are counted meanwhile',
    async (action) => {
      const other = await site.newIssue('SUP', 'Support request');
      valueOf(await sayAnswer('agent2'));
      later();
      valueOf(await sayAnswer('agent2', { issueId: other.id }));
      const path = `issue/${ticket.id}/properties`;
      site.faults.add([{ match: { kind: 'jira', method: 'PUT', path }, times: 1, action }]);
      await site.runLoop();
      expect(counted()).toEqual([{ none: 2 }, { none: 2 }]);
      expect(await property(other.id)).toMatchObject({ signal: 'answer' });
      later(16 * 60_000);
      await site.runLoop();
      expect(await property()).toMatchObject({ signal: 'answer' });
      expect(counted()).toEqual([{ none: 2 }, { none: 2 }]);
    },
  );

  test('a ticket that is gone, or that the app may not edit, keeps nothing waiting', async () => {
    const other = await site.newIssue('SUP', 'Support request');
    valueOf(await sayAnswer('agent2'));
    valueOf(await sayAnswer('agent2', { issueId: other.id }));
    await site.rest('admin', 'DELETE', `/rest/api/3/issue/${other.id}`);
    const path = `issue/${ticket.id}/properties`;
    site.faults.add([{ match: { kind: 'jira', method: 'PUT', path }, times: 1, action: { status: 403 } }]);
    await site.runLoop();
    expect(signals().map(({ isShown }) => isShown)).toEqual([true, true]);
    const { remote } = await site.countCalls(() => site.runLoop());
    expect(remote.filter((call) => call.startsWith('jira'))).toEqual([]);
  });

  test('two runs at once, and a word in between: the newest stays', async () => {
    valueOf(await sayAnswer('agent2'));
    const path = 'properties';
    // The first run's write takes so long that another word is counted meanwhile.
    site.faults.add([{ match: { kind: 'jira', method: 'PUT', path }, times: 1, action: { delayMs: 150 } }]);
    const slow = site.runLoop();
    await site.faultsMet();
    later();
    valueOf(await say('agent'));
    await site.runLoop();
    await slow;
    expect(await property()).toMatchObject({ signal: 'working-as-intended' });
    expect(signals()).toMatchObject([{ isShown: true }]);
  });
});
