import type { Claim } from '../../src/domain/escalation';
import { defaultSettings } from '../../src/domain/settings';
import {
  listLiveHeads,
  readHead,
  readHeads,
  readHeadsAndSettings,
  readSettingsForChange,
} from '../../src/storage/read';
import { readClaim } from '../../src/storage/read-filing';
import { listHistory, listQuestions } from '../../src/storage/read-handoff';
import * as records from '../../src/storage/records';
import type { StoredRecord } from '../../src/storage/stored';
import { StorageError } from '../../src/storage/storage-error';
import { changeHead, createClaim, createHead, replaceClaim, writeSettings } from '../../src/storage/write';
import type { Head } from '../../src/domain/head';
import { aHead, aQuestion, anId, day, handedOver, moment } from '../fixtures/builders';
import { startPlatform, type Platform } from '../fixtures/platform';
import { stopClock } from '../fixtures/time';

/** Storage through the real @forge/kvs client. */

let platform: Platform;
const within = <T>(work: () => Promise<T>): Promise<T> => platform.within(work);
beforeEach(() => {
  stopClock();
  platform = startPlatform();
});

const kindOf = async (work: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await within(work);
    return undefined;
  } catch (error) {
    return error instanceof StorageError ? error.kind : String(error);
  }
};
const write = (head: Head, ...more: StoredRecord[]) =>
  changeHead(head.releaseId, head, (newest) => ({ write: { head: newest ?? head, records: more }, answer: 'done' }));

describe('reading by key', () => {
  test('60 heads in batches of 25; what is not there is absent', async () => {
    const ids = Array.from({ length: 60 }, (_, nth) => String(nth + 1));
    await within(() => Promise.all(ids.slice(0, 30).map((releaseId) => createHead(aHead({ releaseId })))));
    const { answer, remote } = await platform.countCalls(() => within(() => readHeads(ids)));
    expect([...answer.keys()]).toEqual(ids.slice(0, 30));
    expect(remote).toHaveLength(3);
    expect((await within(() => readHeads([]))).size).toBe(0);
  });

  test('a project without settings has the defaults', async () => {
    const { heads, settingsOf } = await within(() => readHeadsAndSettings(['1'], ['2']));
    expect([heads.size, settingsOf('2')]).toEqual([0, defaultSettings]);
  });
});

test('a head is created once', async () => {
  expect(await within(() => createHead(aHead({ po: 'first' })))).toBe(true);
  expect(await within(() => createHead(aHead({ po: 'second' })))).toBe(false);
  expect((await within(() => readHead('1')))?.po).toBe('first');
});

describe('changing a head', () => {
  beforeEach(async () => {
    await within(() => createHead(aHead()));
  });

  test('counts the write; the head and what belongs to it are written together', async () => {
    await within(() => write(aHead(), records.question(aQuestion())));
    expect((await within(() => readHead('1')))?.facts).toBe(2);
    expect(await within(() => listQuestions(aHead().handoffId))).toHaveLength(1);
  });

  test('starts again from the newest head when somebody was faster', async () => {
    const stale = aHead();
    await within(() => write(aHead()));
    const seen: number[] = [];
    const answer = await within(() =>
      changeHead('1', stale, (head) => {
        seen.push(head?.facts ?? -1);
        return head === null
          ? { stop: 'gone' }
          : { write: { head: { ...head, po: 'me' }, records: [] }, answer: 'done' };
      }),
    );
    expect([answer, seen]).toEqual(['done', [1, 2]]);
    expect(await within(() => readHead('1'))).toMatchObject({ po: 'me', facts: 3 });
  });

  test('a stop writes nothing', async () => {
    expect(await within(() => changeHead('1', aHead(), () => ({ stop: 'no' })))).toBe('no');
    expect((await within(() => readHead('1')))?.facts).toBe(1);
  });

  test('nothing is written where one of the records is refused', async () => {
    const bad: StoredRecord = { key: 'history:x', entityName: 'history', value: { handoffId: '', at: 1, body: {} } };
    expect(await kindOf(() => write(aHead(), bad))).toBe('unavailable');
    expect((await within(() => readHead('1')))?.facts).toBe(1);
  });

  test('somebody who is always faster: busy in the end, and nothing is written', async () => {
    const mine = (head: Head | null) => ({
      write: { head: { ...(head ?? aHead()), po: 'me' }, records: [] },
      answer: 'done',
    });
    const work = () =>
      changeHead('1', aHead(), async (head) => {
        await write((await readHead('1')) ?? aHead());
        return mine(head);
      });
    expect(await kindOf(work)).toBe('rate-limited');
    expect((await within(() => readHead('1')))?.po).not.toBe('me');
  });
});

describe('lists', () => {
  test('live heads: soonest first, undated last, drafts and other projects left out', async () => {
    const heads = [
      aHead({ releaseId: '1', releaseDate: null, ...handedOver() }),
      aHead({ releaseId: '2', releaseDate: day(30), ...handedOver() }),
      aHead({ releaseId: '3', releaseDate: day(3), ...handedOver() }),
      aHead({ releaseId: '4' }),
      aHead({ releaseId: '5', projectId: '2', ...handedOver() }),
      aHead({ releaseId: '6', archived: true, ...handedOver() }),
    ];
    await within(() => Promise.all(heads.map(createHead)));
    expect((await within(() => listLiveHeads('10001'))).map(({ releaseId }) => releaseId)).toEqual(['3', '2', '1']);
  });

  test('250 entries of history, newest first, over several pages', async () => {
    await within(() => createHead(aHead()));
    const entry = (nth: number) =>
      records.history(
        {
          schema: 1,
          handoffId: aHead().handoffId,
          at: moment(nth),
          by: 'a',
          revision: 1,
          what: 'saved',
          detail: String(nth),
        },
        nth,
        0,
      );
    for (let batch = 0; batch < 25; batch += 1) {
      const head = (await within(() => readHead('1'))) ?? aHead();
      await within(() => write(head, ...Array.from({ length: 10 }, (_, nth) => entry(batch * 10 + nth))));
    }
    const history = await within(() => listHistory(aHead()));
    expect(history.map(({ detail }) => Number(detail))).toEqual(Array.from({ length: 250 }, (_, nth) => 249 - nth));
  });
});

describe('claims', () => {
  const claim = (over: Partial<Claim> = {}): Claim => ({
    ...{ schema: 1, ticketId: '7', escalationId: 'escalation-1', by: 'a', startedAt: moment(), step: 'working' },
    ...{ bugId: null, bugKey: null },
    ...{ newestFiled: null, linked: true },
    filing: {
      ...{ handoffId: 'handoff-1', releaseId: '10000', revision: 1, ticketKey: 'SUP-1' },
      ...{
        byApp: false,
        preparedBy: null,
        targetId: '10001',
        summary: '',
        bypass: null,
        customer: null,
        joined: false,
      },
    },
    ...over,
  });

  test('one stands for a ticket; it is replaced only as it was known', async () => {
    expect(await within(() => createClaim(claim()))).toBe(true);
    expect(await within(() => createClaim(claim({ escalationId: anId() })))).toBe(false);
    const mine = claim({ escalationId: 'escalation-2' });
    expect(await within(() => replaceClaim(claim({ step: 'unknown' }), mine))).toBe(false);
    expect(await within(() => replaceClaim(claim({ startedAt: moment(-1) }), mine))).toBe(false);
    expect(await within(() => replaceClaim(claim(), mine))).toBe(true);
    expect(await within(() => readClaim('7'))).toEqual(mine);
  });

  test('10 want the place of one: one gets it', async () => {
    await within(() => createClaim(claim({ step: 'closed' })));
    const wanted = Array.from({ length: 10 }, () => claim({ escalationId: anId() }));
    const got = await within(() => Promise.all(wanted.map((mine) => replaceClaim(claim({ step: 'closed' }), mine))));
    expect(got.filter(Boolean)).toHaveLength(1);
  });
});

test('settings of several projects: all or none', async () => {
  const both = (dueDays: number, counters: readonly [number, number]) =>
    writeSettings(
      counters.map((counter, nth) => ({ projectId: String(nth), settings: { ...defaultSettings, dueDays }, counter })),
    );
  await within(() => both(1, [0, 0]));
  const known = await within(() => readSettingsForChange(['0', '1']));
  const counter = known.get('0')?.counter ?? 0;
  await within(() => both(2, [counter, counter]));
  expect(await within(() => both(3, [counter + 1, counter]))).toBe(false);
  const now = await within(() => readSettingsForChange(['0', '1']));
  expect([...now.values()].map(({ settings }) => settings.dueDays)).toEqual([2, 2]);
});

test.each([
  [400, 'refused'],
  [409, 'refused'],
  [403, 'unavailable'],
  [429, 'rate-limited'],
  [500, 'unavailable'],
])('the store answers %i: %s', async (status, kind) => {
  platform.faults.add([{ match: { kind: 'kvs' }, times: 1, action: { status } }]);
  expect(await kindOf(() => readHead('1'))).toBe(kind);
});
