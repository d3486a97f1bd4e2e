import type { Claim, Escalation } from '../../src/domain/escalation';
import { aForm } from '../fixtures/builders';
import { faultAt, LATE, MINUTE, startWorks, WORKS } from '../fixtures/filing-works';
import { refusalOf, valueOf } from '../fixtures/site';

/**
 * Somebody began, something failed, and they never came back: whoever does the same on the ticket later, and knows nothing of it, makes no second bug,
 * and what the first one left gets its link, its note and its record.
 */

let of: Awaited<ReturnType<typeof startWorks>>;
beforeAll(async () => {
  of = await startWorks();
});
beforeEach(() => of.hold());

const records = () => of.site.stored('escalation') as Escalation[];
const BEGUN_BY_ONE = WORKS.filter((name) => !/dialog|prepared/.test(name));

describe.each(BEGUN_BY_ONE)('%s', (name) => {
  test.each(['drop-before', 'drop-after'] as const)(
    'fails at any call (%s), and somebody else comes a good while later: everything is there once',
    async (how) => {
      const plain = await of.begin(name);
      const { remote } = await of.site.countCalls(() => of.retried(plain.run, 0));
      for (const [nth, call] of remote.entries())
        try {
          const { run, other, holds } = await of.begin(name);
          const earlier = records().length;
          of.site.faults.add([faultAt(remote, nth, how)]);
          await run();
          expect(of.site.faults.pending()).toEqual([]);
          of.wait(LATE);
          const answer = await other?.run();
          of.wait(MINUTE);
          if (answer?.ok === false) expect(answer.code).toBe('filed-meanwhile');
          const [theirs, ...more] = records().slice(earlier);
          expect(more).toEqual([]);
          const isOthers = theirs?.by === other?.who;
          await holds(isOthers ? other?.who : undefined);
          // The first one comes back after all.
          const late = await run();
          if (!late.ok) expect([late.code, isOthers]).toEqual(['filed-meanwhile', true]);
          await holds(isOthers ? other?.who : undefined);
        } catch (cause) {
          throw new Error(`call ${nth + 1} of ${remote.length}: ${call}`, { cause });
        }
    },
    60_000,
  );
});

test('a join whose function ended before its record, and another bug from that ticket: the join is on record with it', async () => {
  const { run, holds } = await of.begin('adding a ticket to a bug');
  of.at.lost('/comment', 'drop-before');
  of.at.lost('transaction', 'drop-before', 'kvs'); // nor is the claim put down
  expect((await run()).ok).toBe(false);
  const ticketId = (of.site.stored('claim') as Claim[]).find(({ step }) => step === 'working')?.ticketId ?? '';
  of.wait(LATE);
  const form = aForm({ summary: 'Printing shows no printers' });
  const filing = of.at.filing({ issueId: ticketId, form, knownBugs: [] });
  const { filed } = refusalOf(await of.at.file(filing, 'admin'));
  expect(filed).toMatchObject({ by: 'agent', id: records().find(({ joined }) => joined)?.id });
  of.wait(MINUTE);
  await holds();
});

describe('the bug that a lost reply left', () => {
  const lose = async (name: (typeof WORKS)[number], also = () => undefined as unknown) => {
    const work = await of.begin(name);
    of.at.lost('/rest/api/3/issue', 'drop-after');
    also();
    expect((await work.run()).ok).toBe(false);
    of.wait(LATE);
    return work;
  };

  test('is told to who comes next, and another one is made once they say so', async () => {
    const { run } = await lose('filing oneself');
    const theirs = of.at.filing({ knownBugs: [] });
    const { code, filed } = refusalOf(await of.at.file(theirs, 'admin'));
    const [mine] = records();
    expect([code, filed]).toEqual([
      'filed-meanwhile',
      { id: mine?.id, by: 'agent', at: mine?.at, bugKey: mine?.bugKey },
    ]);
    const { bugKey } = valueOf(await of.at.file({ ...theirs, knownBugs: [mine?.id ?? ''] }, 'admin'));
    of.wait(MINUTE);
    expect((await of.at.bugs()).map(({ key }) => key).toSorted()).toEqual([mine?.bugKey, bugKey].toSorted());
    expect(valueOf(await run())).toMatchObject({ bugKey: mine?.bugKey });
  });

  test('by the app is told by its key to nobody who may not see it', async () => {
    // The function ends before it can say who made it.
    const { run } = await lose('filing through the app', () => of.at.lost('transaction', 'drop-before', 'kvs'));
    expect(of.at.claim()).toMatchObject({ step: 'working', filing: { byApp: false } });
    const { filed } = refusalOf(await of.at.file(of.at.filing({ knownBugs: [] }), 'agent2'));
    expect(filed).toMatchObject({ by: 'agent2', bugKey: null });
    expect(records()).toMatchObject([{ by: 'agent2', byApp: true }]);
    expect(valueOf(await run())).toMatchObject({ bugKey: null });
    expect(JSON.stringify(await of.at.notes())).not.toContain(records()[0]?.bugKey);
  });

  test('two who come upon it at once: one note, one record', async () => {
    await lose('filing oneself');
    const answers = await Promise.all(
      (['admin', 'agent'] as const).map((who) => of.at.file(of.at.filing({ knownBugs: [] }), who)),
    );
    for (const answer of answers)
      expect(['filed-meanwhile', 'filing-in-progress', 'similar-meanwhile']).toContain(refusalOf(answer).code);
    of.wait(MINUTE);
    await of.oneBug('agent');
  });

  test('a bug that somebody adds the ticket to by hand meanwhile hangs on it once', async () => {
    await lose('filing oneself');
    const [bug] = await of.at.bugs();
    const { issueId, projectId, releaseId, handoffId, panelUrl } = of.at.filing();
    const join = { issueId, projectId, releaseId, handoffId, panelUrl, bugId: bug?.id ?? '', customer: null };
    expect(await of.site.does('admin', 'joinBug', join)).toMatchObject({ already: true, bugKey: bug?.key });
    of.wait(MINUTE);
    await of.oneBug('agent');
  });
});
