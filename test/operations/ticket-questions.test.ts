import { anId, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

/** A question from a ticket, to its answer on the ticket. */

let site: Site;
let releaseId: string;
let ticket: { id: string; key: string };
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
  ticket = await site.newIssue('SUP', 'Support request');
});

const { view, headNow, answerTo } = stepsOn(
  () => site,
  () => releaseId,
);
const ask = (who: Who, over: { id?: string; text?: string } = {}, issueId = ticket.id) =>
  site.call(who, 'askFromTicket', {
    ...{ issueId, projectId: site.sup.id, releaseId },
    question: { id: anId(), text: 'And on tablets?', place: null, revision: 1, ...over },
  });
const onTicket = async (who: Who = 'agent2') =>
  (await site.does(who, 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id })).questions;
const gap = (questionId: string) =>
  site.does('po', 'answerQuestion', { releaseId, questionId, answer: { kind: 'gap', reference: 'EXAM-7' } });

test('the PO has it, with the ticket, and every agent on the ticket sees who owes the answer', async () => {
  valueOf(await ask('agent2', { text: 'What of tablets?' }));
  expect(await headNow()).toMatchObject({ openQuestions: 1, openSince: moment() });
  const seen = { text: 'What of tablets?', askedBy: 'agent2', askedAt: moment(), owner: 'po', ended: null };
  expect(await onTicket('agent')).toMatchObject([seen]);
  const [question] = (await view()).questions;
  expect(question).toMatchObject({ text: 'What of tablets?', revision: 1 });
  await site.does('po', 'assignQuestion', { releaseId, questionId: question?.id ?? '', owner: 'rm' });
  expect(await onTicket()).toMatchObject([{ ...seen, owner: 'rm' }]);
});

test('in the panel the ticket is named to who may see it, and to nobody else', async () => {
  valueOf(await ask('agent2'));
  const named = async (who: Who, through: string | null = null) =>
    valueOf(await site.open(who, releaseId, through)).questions.map((question) => question.ticket);
  expect(await named('po')).toEqual([null]);
  expect(await named('cslead')).toEqual([ticket]);
  expect(await named('admin')).toEqual([ticket]);
  const follow = async (who: Who) =>
    (await site.does(who, 'followWalkthrough', { releaseId, throughProjectId: site.exam.id, facts: 0 })).news
      ?.questions;
  expect(await follow('po')).toMatchObject([{ ticket: null }]);
  expect(await follow('agent')).toMatchObject([{ ticket }]);
});

test('answered in the handoff: the ticket says where, for all who see it', async () => {
  const id = anId();
  valueOf(await ask('agent2', { id }));
  valueOf(await answerTo(id));
  const ended = { answer: { kind: 'answered', section: 'limitations' }, by: 'po', at: moment(), revision: 1 };
  expect(await onTicket()).toMatchObject([{ id, ended }]);
});

test('a gap: where it is taken up reads who browses the product project', async () => {
  const id = anId();
  valueOf(await ask('agent2', { id }));
  await gap(id);
  const reference = async (who: Who) => (await onTicket(who))[0]?.ended?.answer;
  expect(await reference('agent2')).toEqual({ kind: 'gap', reference: '' });
  expect(await reference('agent')).toEqual({ kind: 'gap', reference: 'EXAM-7' });
});

test('the newest first; those of a handoff that isn’t live any more stay on the ticket', async () => {
  for (const text of ['first', 'second']) valueOf(await ask('agent2', { text }));
  await rollTo(site, 'po', releaseId, 100);
  await site.does('po', 'closeHandoff', { releaseId });
  expect((await onTicket()).map(({ text, owner }) => [text, owner])).toEqual([
    ['second', null],
    ['first', null],
  ]);
  expect(refusalOf(await ask('agent2')).code).toBe('not-found');
});

test('it costs no call more to see them, and one where a gap is among them', async () => {
  const cost = async () => (await site.countCalls(() => onTicket())).remote.length;
  const before = await cost();
  const id = anId();
  valueOf(await ask('agent2', { id }));
  expect(await cost()).toBe(before);
  await gap(id);
  expect(await cost()).toBe(before + 1);
});

describe('asked once', () => {
  test('however often it is sent', async () => {
    const id = anId();
    for (let times = 0; times < 3; times += 1) valueOf(await ask('agent2', { id }));
    expect(await onTicket()).toHaveLength(1);
    expect((await headNow()).openQuestions).toBe(1);
  });

  // The first write is the ticket's, the second the question's.
  test.each([
    ['entity/set', 'drop-after'],
    ['entity/set', 'drop-before'],
    ['transaction', 'drop-after'],
    ['transaction', 'drop-before'],
  ] as const)('with a lost reply of %s (%s), and sent again', async (path, action) => {
    const id = anId();
    site.faults.add([{ match: { kind: 'kvs', path }, times: 1, action }]);
    expect(refusalOf(await ask('agent2', { id })).code).toBe('storage-unavailable');
    expect((await onTicket()).length).toBe(path === 'transaction' && action === 'drop-after' ? 1 : 0);
    valueOf(await ask('agent2', { id }));
    expect(await onTicket()).toHaveLength(1);
    expect((await headNow()).openQuestions).toBe(1);
  });

  test('by many at once from one ticket: each is there', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, nth) => ask(nth % 2 === 0 ? 'agent' : 'agent2')));
    for (const answer of answers) valueOf(answer);
    expect(await onTicket()).toHaveLength(8);
    expect((await headNow()).openQuestions).toBe(8);
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['a release whose handoff doesn’t speak to the ticket', async () => (releaseId = await site.newRelease())],
  ['a product that isn’t mapped any more', () => site.settle({ supportProjects: [] })],
])('refused, and nothing is written: %s', async (_, arrange) => {
  await arrange();
  const before = structuredClone(site.records());
  expect(refusalOf(await ask('agent2')).code).toBe('not-found');
  expect(site.records()).toEqual(before);
});
