import { anId, moment } from '../fixtures/builders';
import { startFiling } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

/** Which handoff is right for a ticket, and what somebody chose by hand. */

let site: Site;
let ticket: { issueId: string; projectId: string };
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  ticket = await ticketIn();
});

const ticketIn = async (fields: Record<string, unknown> = {}) => ({
  issueId: (await site.newIssue('SUP', 'Support request', fields)).id,
  projectId: site.sup.id,
});
/** A release that comes before the others. */
const SOON = { releaseDate: moment(1).slice(0, 10) };
const handoffIdOf = async (releaseId: string): Promise<string> =>
  valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
/** A release with its live handoff. */
const live = async (name: string, over: Record<string, unknown> = {}) => {
  const releaseId = await site.handedOverRelease({ name, ...over });
  return { releaseId, handoffId: await handoffIdOf(releaseId) };
};
const find = (of = ticket, who: Who = 'agent2') => site.does(who, 'findHandoffs', of);
const found = async (of = ticket, who: Who = 'agent2') =>
  (await find(of, who)).handoffs.map(({ head, reasons }) => [
    head.releaseName,
    reasons.map(({ code }) => code).join(' '),
  ]);
const choose = (handoffId: string | null, who: Who = 'agent', of = ticket) =>
  site.call(who, 'chooseHandoff', { ...of, handoffId });

describe('what a ticket says', () => {
  test('its labels, and how far a release has got, with what they are', async () => {
    await live('2.5 Tablets');
    const { releaseId } = await live('2.4 Grading shortcut');
    await rollTo(site, 'po', releaseId, 5);
    await live('3.0 Certificates');
    const { handoffs } = await find(await ticketIn({ labels: ['tablets', 'urgent'] }));
    expect(handoffs.map(({ head, reasons }) => [head.releaseName, reasons[0], reasons[1]])).toEqual([
      ['2.5 Tablets', expect.objectContaining({ code: 'planned' }), { code: 'label', name: 'tablets' }],
      ['2.4 Grading shortcut', { code: 'rolling-out', percent: 5 }, { code: 'mapped-project', name: 'EXAM' }],
      ['3.0 Certificates', expect.objectContaining({ code: 'planned' }), { code: 'mapped-project', name: 'EXAM' }],
    ]);
  });

  test('a version of its own project with the name of a release', async () => {
    await live('2.4');
    await live('2.5');
    const own = await site.newRelease({ projectId: Number(site.sup.id), name: '2.5' });
    const { issueId } = await ticketIn();
    const fields = { versions: [{ id: own }] };
    await site.rest('admin', 'PUT', `/rest/api/3/issue/${issueId}`, { fields });
    expect(await found({ ...ticket, issueId })).toEqual([
      ['2.5', 'planned named'],
      ['2.4', 'planned mapped-project'],
    ]);
  });

  test('what was asked from it', async () => {
    await live('soon', { releaseDate: moment(1).slice(0, 10) });
    const { releaseId } = await live('asked', { releaseDate: moment(40).slice(0, 10) });
    const question = { id: anId(), text: 'And on tablets?', place: null, revision: 1 };
    await site.does('agent2', 'askFromTicket', { ...ticket, releaseId, question });
    expect((await found())[0]).toEqual(['asked', 'planned asked']);
  });

  test('its L3 bug, and a known one that is linked to it; of a bug that nobody knows nothing is said', async () => {
    const at = await startFiling(site);
    valueOf(await at.file(at.filing()));
    const filed = { issueId: at.ticket.id, projectId: site.sup.id };
    await live('soon', { releaseDate: moment(1).slice(0, 10) });
    expect((await found(filed))[0]?.[1]).toBe('planned bug');
    const bug = valueOf(await site.call('agent', 'prepareEscalation', { ...filed, releaseId: null })).filed[0];
    const link = async (key: string) => {
      const { id: issueId, key: other } = await site.newIssue('SUP', 'Support request');
      const body = { type: { name: 'Relates' }, inwardIssue: { key }, outwardIssue: { key: other } };
      expect((await site.rest('admin', 'POST', '/rest/api/3/issueLink', body)).status).toBe(201);
      return (who: Who) => found({ ...ticket, issueId }, who);
    };
    const linked = await link(bug?.bugKey ?? '');
    expect((await linked('agent'))[0]?.[1]).toBe('planned bug');
    expect((await linked('agent2'))[0]?.[1]).toBe('planned mapped-project'); // Jira shows them neither the bug nor the link
    const { key } = await site.newIssue('EXAM', 'Bug');
    expect((await (await link(key))('agent')).map(([, codes]) => codes)).toEqual([
      'planned mapped-project',
      'planned mapped-project',
    ]);
  });

  test('the release of an issue that is linked to it, as far as the person sees that issue', async () => {
    await live('soon', SOON);
    const fixed = await live('fixed');
    const affected = await live('affected');
    const linkedTo = async (fields: Record<string, unknown>) => {
      const { key } = await site.newIssue('EXAM', 'Bug', fields);
      const { id: issueId, key: other } = await site.newIssue('SUP', 'Support request');
      const body = { type: { name: 'Relates' }, inwardIssue: { key }, outwardIssue: { key: other } };
      expect((await site.rest('admin', 'POST', '/rest/api/3/issueLink', body)).status).toBe(201);
      return { ...ticket, issueId };
    };
    const of = await linkedTo({ fixVersions: [{ id: fixed.releaseId }] });
    expect((await found(of, 'agent'))[0]).toEqual(['fixed', 'planned linked']);
    expect((await found(of, 'agent2'))[0]).toEqual(['soon', 'planned mapped-project']);
    const other = await linkedTo({ versions: [{ id: affected.releaseId }] });
    expect((await found(other, 'agent'))[0]).toEqual(['affected', 'planned linked']);
    // Where Jira can't say, the rest decides.
    site.faults.add([{ match: { kind: 'jira', path: 'search/jql' }, times: 1, action: { status: 400 } }]);
    expect((await found(other, 'agent'))[0]).toEqual(['soon', 'planned mapped-project']);
  });

  test('a component that only the texts speak of lifts one among the best few, in the form too', async () => {
    await live('soon', { releaseDate: moment(1).slice(0, 10) });
    const releaseId = await site.newRelease({ name: 'later', releaseDate: moment(9).slice(0, 10) });
    valueOf(await site.save('po', releaseId, { document: site.documentFor({ whatsNew: 'A new gradebook.' }) }));
    await site.does('po', 'handOver', { releaseId, revision: 1 });
    const { id } = await site.newIssue('SUP', 'Support request');
    const project = site.state.jira.projects.find((one) => one.id === site.sup.id);
    project?.components.push({ id: '77001', name: 'Gradebook' });
    Object.values(site.state.jira.issues)
      .find((issue) => issue.id === id)
      ?.fields.components.push('77001');
    const of = { ...ticket, issueId: id };
    expect((await found(of))[0]).toEqual(['later', 'planned mapped-project mentions']);
    const { chosen } = await site.does('agent', 'prepareEscalation', { ...of, releaseId: null });
    expect(chosen?.releaseName).toBe('later');
  });
});

test('a ticket is of the project that Jira says, whatever a browser claims: another one’s mapping shows it nothing', async () => {
  await live('2.4');
  const { id: issueId } = await site.newIssue('SHOP', 'Bug');
  const claimed = await find({ issueId, projectId: site.sup.id }, 'outsider');
  expect([claimed.handoffs, claimed.others, claimed.mapped]).toEqual([[], [], false]);
});

describe('chosen by hand', () => {
  test('is first for everybody, with who chose it; the form of an L3 bug begins with it', async () => {
    await live('first', SOON);
    const { handoffId } = await live('chosen');
    expect((await found())[0]?.[0]).toBe('first');
    valueOf(await choose(handoffId));
    for (const who of ['agent', 'agent2', 'cslead'] as const) {
      const { handoffs, lostChoice } = await find(ticket, who);
      expect(handoffs[0]?.head.releaseName).toBe('chosen');
      expect(handoffs[0]?.reasons[0]).toEqual({ code: 'chosen', by: 'agent', at: moment() });
      expect(lostChoice).toBeNull();
    }
    const { chosen } = await site.does('agent2', 'prepareEscalation', { ...ticket, releaseId: null });
    expect(chosen?.releaseName).toBe('chosen');
  });

  test('sent again it changes nothing; another one takes its place; taken back, the ranking decides', async () => {
    const { handoffId: first } = await live('first', SOON);
    const { handoffId } = await live('chosen');
    valueOf(await choose(handoffId, 'agent'));
    const before = structuredClone(site.records());
    valueOf(await choose(handoffId, 'agent2'));
    expect(site.records()).toEqual(before);
    valueOf(await choose(first, 'agent2'));
    expect((await find()).handoffs[0]?.reasons[0]).toMatchObject({ code: 'chosen', by: 'agent2' });
    valueOf(await choose(handoffId, 'agent'));
    valueOf(await choose(null, 'agent2'));
    expect(await found()).toEqual([
      ['first', 'planned mapped-project'],
      ['chosen', 'planned mapped-project'],
    ]);
    valueOf(await choose(null, 'agent2'));
  });

  test.each(['drop-after', 'drop-before'] as const)(
    'with a lost reply (%s), and sent again, it is chosen once',
    async (action) => {
      await live('first', SOON);
      const { handoffId } = await live('chosen');
      site.faults.add([{ match: { kind: 'kvs', path: 'entity/set' }, times: 1, action }]);
      expect(refusalOf(await choose(handoffId)).code).toBe('storage-unavailable');
      valueOf(await choose(handoffId));
      expect((await find()).handoffs[0]?.head.releaseName).toBe('chosen');
    },
  );

  test('what else is known of the ticket stays, whoever comes first', async () => {
    const { handoffId, releaseId } = await live('chosen');
    const question = { id: anId(), text: 'And on tablets?', place: null, revision: 1 };
    const both = await Promise.all([
      choose(handoffId),
      site.call('agent2', 'askFromTicket', { ...ticket, releaseId, question }),
    ]);
    both.map((one) => valueOf<unknown>(one));
    const { handoffs, questions } = await find();
    expect(handoffs[0]?.reasons.map(({ code }) => code)).toEqual(['chosen', 'planned', 'asked']);
    expect(questions).toHaveLength(1);
  });

  test('not live any more, or not mapped: the ranking decides, and it is said who chose', async () => {
    await live('first', SOON);
    const { handoffId, releaseId } = await live('chosen');
    valueOf(await choose(handoffId));
    await rollTo(site, 'po', releaseId, 100);
    await site.does('po', 'closeHandoff', { releaseId });
    const lost = { by: 'agent', at: moment() };
    expect(await find()).toMatchObject({ lostChoice: lost, handoffs: [{ head: { releaseName: 'first' } }] });
    valueOf(await site.settle({ supportProjects: [] }));
    expect(await find()).toMatchObject({ lostChoice: lost, handoffs: [] });
    valueOf(await choose(null));
    expect((await find()).lostChoice).toBeNull();
  });

  test('only one that speaks to the ticket, by who sees the ticket', async () => {
    const { handoffId } = await live('mapped');
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    expect(refusalOf(await choose(await handoffIdOf(draft))).code).toBe('not-found');
    expect(refusalOf(await choose(anId())).code).toBe('not-found');
    expect(refusalOf(await choose(handoffId, 'outsider')).code).toBe('not-found');
    expect(refusalOf(await choose(null, 'outsider')).code).toBe('not-found');
  });
});

describe('the others', () => {
  test('are named with their reasons, and their texts come when they are asked for', async () => {
    for (let nth = 1; nth <= 8; nth += 1) await live(`Release ${nth}`, { releaseDate: moment(nth).slice(0, 10) });
    const { handoffs, others } = await find();
    expect(handoffs.map(({ head }) => head.releaseName)).toEqual([1, 2, 3, 4, 5].map((nth) => `Release ${nth}`));
    expect(others.map(({ head }) => head.releaseName)).toEqual(['Release 6', 'Release 7', 'Release 8']);
    expect(others[0]?.reasons).toEqual([
      { code: 'planned', day: moment(6).slice(0, 10) },
      { code: 'mapped-project', name: 'EXAM' },
    ]);
    const handoffIds = others.map(({ head }) => head.handoffId);
    const read = await site.does('agent2', 'readHandoffs', { ...ticket, handoffIds });
    expect(read.handoffs.map(({ head, document }) => [head.releaseName, document.likelyQuestions.length])).toEqual(
      ['Release 6', 'Release 7', 'Release 8'].map((name) => [name, 3]),
    );
  });

  test('are read only as long as they are live, and only by who sees the ticket', async () => {
    const { handoffId, releaseId } = await live('live');
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    const handoffIds = [handoffId, await handoffIdOf(draft), anId()];
    const read = (who: Who) => site.call(who, 'readHandoffs', { ...ticket, handoffIds });
    expect(valueOf(await read('agent2')).handoffs.map(({ head }) => head.handoffId)).toEqual([handoffId]);
    expect(refusalOf(await read('outsider')).code).toBe('not-found');
    await rollTo(site, 'po', releaseId, 100);
    await site.does('po', 'closeHandoff', { releaseId });
    expect(valueOf(await read('agent2')).handoffs).toEqual([]);
  });

  test('16 of the largest there can be fit into one answer', async () => {
    const text = 'ש'.repeat(4_000);
    const likelyQuestions = Array.from({ length: 9 }, () => ({
      ...{ id: anId(), question: text, answer: text, internalNote: text },
    }));
    const handoffIds: string[] = [];
    for (let nth = 0; nth < 16; nth += 1) {
      const releaseId = await site.newRelease();
      valueOf(await site.save('po', releaseId, { document: site.documentFor({ likelyQuestions }) }));
      await site.does('po', 'handOver', { releaseId, revision: 1 });
      handoffIds.push(await handoffIdOf(releaseId));
    }
    const answer = await site.does('agent2', 'readHandoffs', { ...ticket, handoffIds });
    expect(answer.handoffs).toHaveLength(16);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeGreaterThan(3_300_000);
  });
});
