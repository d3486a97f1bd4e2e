import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** Faults between every two remote calls of the word back, and several runs at once: exactly one note per ticket and set of facts. */

let site: Site;
let word: WordSite;
let second: { readonly id: string; readonly key: string };

/** A bug with two tickets that is fixed and released, and the app was told of it and hasn't looked. */
const begin = async (): Promise<void> => {
  stopClock();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
  await word.loop(11);
  second = await word.hang();
  await word.fixIn(word.at.releaseId);
  await word.transition('Done');
  await word.release(word.at.releaseId);
  await word.tell();
  jest.setSystemTime(Date.now() + 60_000);
};

beforeEach(async () => {
  muteLog();
  await begin();
});

/** What must hold after all is done, however bumpy the way was. */
const eachToldOnce = async (where: string): Promise<void> => {
  for (const ticket of [word.at.ticket, second]) {
    const notes = await word.notes(ticket);
    expect({ where, notes: notes.length }).toEqual({ where, notes: 1 });
    expect(notes[0]).toContain('It is fixed.');
    expect(word.told(ticket.id)).toMatchObject({ times: { fixed: 1, released: 1, reached: 1 }, begun: null });
  }
};

const goesOn = async (): Promise<void> => {
  for (let run = 0; run < 5; run += 1) await word.loop(10);
};

const countOf = async (kind: 'jira' | 'kvs'): Promise<number> => {
  const { remote } = await site.countCalls(() => site.runLoop());
  await eachToldOnce('without a fault');
  return remote.filter((call) => call.startsWith(kind)).length;
};

const ACTIONS = ['drop-before', 'drop-after', { status: 500 }, { status: 429 }] as const;

describe.each(['jira', 'kvs'] as const)('%s', (kind) => {
  test.each(ACTIONS)(
    '%j at each call of a run, one by one: one note for each ticket',
    async (action) => {
      const calls = await countOf(kind);
      expect(calls).toBeGreaterThan(4);
      for (let nth = 0; nth < calls; nth += 1) {
        await begin();
        site.faults.add([
          ...(nth === 0 ? [] : [{ match: { kind }, times: nth, action: { delayMs: 0 } }]),
          { match: { kind }, times: 1, action },
        ]);
        await site.runLoop();
        site.faults.clear();
        await goesOn();
        await eachToldOnce(`call ${String(nth + 1)} of ${String(calls)}`);
      }
    },
    60_000,
  );
});

test('the note was written and its reply was lost, and so was what came after it: found by its mark', async () => {
  const path = `issue/${word.at.ticket.id}/comment`;
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-after' }]);
  await site.runLoop();
  expect(await word.notes(word.at.ticket)).toHaveLength(1);
  expect(word.told(word.at.ticket.id)?.begun).not.toBeNull();
  // Two more runs while whoever began it might still be at it.
  await site.runLoop();
  await site.runLoop();
  await goesOn();
  await eachToldOnce('reply lost');
});

test('a note that was begun and never came is told as things stand by then', async () => {
  const path = `issue/${word.at.ticket.id}/comment`;
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-before' }]);
  await site.runLoop();
  await word.transition('To Do');
  await word.tell();
  await goesOn();
  expect(await word.notes(word.at.ticket)).toEqual([]); // nothing was told, and nothing is new
  const [fixed, opened, ...more] = await word.notes(second);
  expect(fixed).toContain('It is fixed.');
  expect(opened).toContain('open again');
  expect(more).toEqual([]);
});

test.each([2, 5])('%i runs at once, again and again: one note for each ticket', async (many) => {
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: many }, () => site.runLoop()));
    jest.setSystemTime(Date.now() + 60_000);
  }
  await goesOn();
  await eachToldOnce(`${String(many)} at once`);
});

test('a run that comes while another one is at a note leaves it alone', async () => {
  const path = `issue/${word.at.ticket.id}/comment`;
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: { delayMs: 300 } }]);
  const slow = site.runLoop();
  await site.faultsMet();
  await site.runLoop();
  await slow;
  await goesOn();
  await eachToldOnce('another one was at it');
});

test('a run that asked Jira early and comes late tells nothing over one that asked after it', async () => {
  await word.transition('To Do');
  await word.close("Won't Do");
  await word.tell();
  // It has Jira's answer, and is held up before it tells anybody.
  const heads = { kind: 'kvs' as const, body: `handoff:${word.at.releaseId}` };
  site.faults.add([{ match: heads, times: 1, action: { delayMs: 300 } }]);
  const slow = site.runLoop();
  await site.faultsMet();
  await word.transition('To Do');
  await word.transition('Done');
  await word.tell();
  await site.runLoop();
  await slow;
  await goesOn();
  await eachToldOnce('overtaken');
  expect(word.bug().stage).toBe('fixed');
});

test('nor over one that asked after it and had nothing to tell', async () => {
  const other = await site.newRelease();
  const heads = { kind: 'kvs' as const, body: `handoff:${word.at.releaseId}` };
  site.faults.add([{ match: heads, times: 1, action: { delayMs: 300 } }]);
  const slow = site.runLoop();
  await site.faultsMet();
  await word.transition('To Do');
  await word.fixIn(other);
  await word.tell();
  await site.runLoop();
  await slow;
  await goesOn();
  for (const ticket of [word.at.ticket, second]) expect(await word.notes(ticket)).toEqual([]);
  expect(word.bug()).toMatchObject({ stage: 'open', fixVersions: [other] });
});
