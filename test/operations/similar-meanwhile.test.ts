import { aForm, moment, NOW } from '../fixtures/builders';
import { PANEL, startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { holdClock, muteLog, passing, stopClock } from '../fixtures/time';

/** Two agents, two tickets, one problem. */

let site: Site;
let at: Filing;
let other: { id: string; key: string };
/** Of another ticket, with other words for the same. */
const theirs = (over: Partial<Parameters<Filing['file']>[0]> = {}) =>
  at.filing({
    ...{ issueId: other.id, form: aForm({ summary: 'Pressing N opens an exam that has its grade already' }) },
    knownBugs: [],
    ...over,
  });

beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  other = await site.newIssue('SUP', 'Support request');
});

describe('at once', () => {
  test('one files, the other is told before there is a bug, and adds its ticket once there is', async () => {
    const mine = at.filing();
    const second = theirs();
    const answers = await Promise.all([at.file(mine), at.file(second, 'admin')]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['ok', 'similar-meanwhile']);
    expect(await at.bugs()).toHaveLength(1);
    const isMine = answers[0].ok;
    const [first, late, who] = isMine ? [mine, second, 'admin' as const] : [second, mine, 'agent' as const];
    // Told again, now with the bug.
    const [bug] = await at.bugs();
    const { similar } = refusalOf(await at.file(late, who));
    expect(similar).toMatchObject({
      id: first.escalationId,
      bugId: bug?.id,
      bugKey: bug?.key,
      summary: first.form.summary,
    });
    const { releaseId, handoffId } = at;
    const join = { issueId: late.issueId, projectId: site.sup.id, releaseId, handoffId, bugId: bug?.id ?? '' };
    expect(await site.does(who, 'joinBug', { ...join, customer: null, panelUrl: PANEL })).toMatchObject({
      already: false,
    });
    expect(await at.bugs()).toHaveLength(1);
    expect(at.escalations()).toHaveLength(2);
  });

  test('many: one bug, and all others are told', async () => {
    holdClock();
    const tickets = await passing(
      Promise.all(Array.from({ length: 12 }, () => site.newIssue('SUP', 'Support request'))),
      50,
    );
    const answers = await passing(Promise.all(tickets.map(({ id }) => at.file(theirs({ issueId: id })))), 50);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : answer.code))).toEqual(Array(11).fill('similar-meanwhile'));
    expect(await passing(at.bugs(), 50)).toHaveLength(1);
  });

  test('two problems: two bugs', async () => {
    const form = aForm({ summary: 'Printing shows no printers' });
    const answers = await Promise.all([at.file(at.filing()), at.file(theirs({ form }), 'admin')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await at.bugs()).toHaveLength(2);
  });
});

describe('one after the other', () => {
  test('a bug that the form did not know of is told, by the key to who may see it, and another one is made who says so', async () => {
    const first = at.filing();
    const { bugKey } = valueOf(await at.file(first));
    const second = theirs();
    const told = { id: first.escalationId, by: 'agent', at: moment(), ticketKey: at.ticket.key, bugKey };
    expect(refusalOf(await at.file(second)).similar).toMatchObject({ ...told, summary: first.form.summary });
    expect(at.claim(other.id)).toBeUndefined();
    valueOf(await at.file({ ...second, knownBugs: [first.escalationId] }));
    expect(await at.bugs()).toHaveLength(2);
  });

  test('who may not see the bug is told without its key and summary; who may not see the ticket, without that', async () => {
    valueOf(await site.settle({ appMayFile: true }));
    const first = at.filing();
    const { bugKey } = valueOf(await at.file(first));
    const unseen = refusalOf(await at.file(theirs(), 'agent2'));
    expect(unseen.similar).toMatchObject({ ticketKey: at.ticket.key, bugKey: null, summary: null });
    expect(JSON.stringify(unseen)).not.toContain(bugKey);
    const inExam = await site.newIssue('EXAM', 'Bug');
    const { similar } = refusalOf(await at.file(theirs({ issueId: inExam.id, projectId: site.exam.id }), 'steward'));
    expect(similar).toMatchObject({ ticketKey: null, bugKey, summary: first.form.summary });
  });

  test('one that is begun stands in the way for a quarter of an hour at most, and can be passed at once', async () => {
    at.lost('/rest/api/3/issue', 'drop-before');
    const first = at.filing();
    await at.file(first); // its outcome is unknown
    const { similar } = refusalOf(await at.file(theirs()));
    expect(similar).toMatchObject({ id: first.escalationId, bugId: null, bugKey: null, summary: first.form.summary });
    valueOf(await at.file(theirs({ knownBugs: [first.escalationId] })));
    jest.setSystemTime(NOW + 16 * 60_000);
    const third = await site.newIssue('SUP', 'Support request');
    const known = at.escalations().map(({ id }) => id);
    valueOf(await at.file(theirs({ issueId: third.id, knownBugs: known })));
  });

  test('one whose ticket was never claimed stands in the way no longer than a function lives', async () => {
    site.faults.add([{ match: { kind: 'kvs', path: 'entity/set', body: '"step"' }, times: 1, action: 'drop-before' }]);
    expect((await at.file(at.filing())).ok).toBe(false);
    expect(refusalOf(await at.file(theirs())).code).toBe('similar-meanwhile');
    jest.setSystemTime(NOW + 27_000);
    valueOf(await at.file(theirs()));
  });

  test('one that came to nothing stands in nobody’s way', async () => {
    at.fieldOnBugs('text');
    expect(refusalOf(await at.file(at.filing())).code).toBe('bad-input');
    expect(at.claim()?.step).toBe('nothing-sent');
    expect(refusalOf(await at.file(theirs())).code).toBe('bad-input');
  });

  test('what was begun before is finished, whatever others did meanwhile', async () => {
    at.lost('/comment', 'drop-before');
    const first = at.filing();
    await at.file(first);
    valueOf(await at.file(theirs({ knownBugs: [first.escalationId] }), 'admin'));
    valueOf(await at.file({ ...first, knownBugs: [] }));
    expect(await at.bugs()).toHaveLength(2);
  });

  test('after a day, Jira’s search and the list of bugs tell of it', async () => {
    valueOf(await at.file(at.filing()));
    const second = await site.newIssue('SUP', 'Support request');
    jest.setSystemTime(NOW + 25 * 3_600_000);
    valueOf(await at.file(theirs({ issueId: second.id, form: aForm({ summary: 'Printing shows no printers' }) })));
    valueOf(await at.file(theirs()));
  });
});

test.each(['drop-before', 'drop-after', { status: 500 }, { status: 429 }] as const)(
  'that others can’t be told (%j) keeps nobody from filing',
  async (action) => {
    site.faults.add([{ match: { kind: 'kvs', path: 'entity/set', body: '"begun"' }, times: 1, action }]);
    await at.exactlyOne(valueOf(await at.file(at.filing())).bugKey);
  },
);

test('the same person with two tickets is told too', async () => {
  valueOf(await at.file(at.filing()));
  expect(refusalOf(await at.file(theirs())).code).toBe('similar-meanwhile');
});
