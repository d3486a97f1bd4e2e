import fc from 'fast-check';
import { ok, refuse, type Result } from '../../src/api/results';
import { createOutbox, type Outbox, type Store } from '../../static/src/project/walkthrough/outbox';

/** A reload at any moment loses nothing that was typed, and nothing is asked twice. */

const PREFIX = 'cs-handoff:asked:po:1:';
const question = (nth: number) => ({
  ...{ id: `question-${String(nth).padStart(4, '0')}`, text: `Question ${nth}?`, place: null, revision: 1 },
});
type Asked = ReturnType<typeof question>;

const aStore = (limit = Infinity): Store & { readonly kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (kept.size >= limit) throw new Error('full');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
};

/** The server, which keeps each id once, and the calls that wait for what becomes of them. */
const aServer = () => {
  const stored = new Map<string, string>();
  const calls: { asked: readonly { id: string; text: string }[]; answer: (result: Result<object>) => void }[] = [];
  const write = (asked: readonly { id: string; text: string }[]) => {
    for (const { id, text } of asked) stored.set(id, stored.get(id) ?? text);
  };
  return {
    stored,
    calls,
    send: (asked: readonly { id: string; text: string }[]) =>
      new Promise<Result<object>>((answer) => calls.push({ asked, answer })),
    /** What becomes of the oldest call that waits. */
    settle: (how: 'written' | 'reply-lost' | 'not-written') => {
      const call = calls.shift();
      if (call === undefined) return;
      if (how !== 'not-written') write(call.asked);
      call.answer(how === 'written' ? ok({}) : refuse('unexpected'));
    },
  };
};
const soon = () => new Promise((done) => setImmediate(done));

const actArb = fc.constantFrom('type', 'written', 'reply-lost', 'not-written', 'flush', 'reload', 'take-back');
type Act = 'type' | 'written' | 'reply-lost' | 'not-written' | 'flush' | 'reload' | 'take-back';

const play = async (acts: readonly Act[]) => {
  const [store, server] = [aStore(), aServer()];
  const typed: Asked[] = [];
  const takenBack = new Set<string>();
  const open = (): Outbox => createOutbox(store, PREFIX, server.send);
  let outbox = open();
  const act: Record<Act, () => unknown> = {
    type: () => {
      const asked = question(typed.length);
      typed.push(asked);
      outbox.add(asked, 0);
    },
    written: () => server.settle('written'),
    'reply-lost': () => server.settle('reply-lost'),
    'not-written': () => server.settle('not-written'),
    flush: () => outbox.flush(),
    // What was under way goes on at the server, or doesn't, and nobody hears of it.
    reload: () => {
      const abandoned = server.calls.splice(0);
      for (const [nth, { asked }] of abandoned.entries()) if (nth % 2 === 0) server.stored.set(asked[0]?.id ?? '', '');
      for (const { asked } of abandoned)
        for (const { id, text } of asked) if (server.stored.has(id)) server.stored.set(id, text);
      outbox = open();
    },
    'take-back': () => {
      const [first] = outbox.state().unsent;
      if (first === undefined || outbox.state().refusal === null) return;
      takenBack.add(first.id);
      outbox.remove(first.id);
    },
  };
  for (const each of acts) {
    void act[each]();
    await soon();
    const safe = new Set([
      ...server.stored.keys(),
      ...open()
        .state()
        .unsent.map(({ id }) => id),
      ...takenBack,
    ]);
    expect(typed.filter(({ id }) => !safe.has(id))).toEqual([]);
  }
  // At last all goes well.
  outbox = open();
  const last = outbox.flush();
  for (let turn = 0; turn < typed.length + 1; turn += 1) {
    server.settle('written');
    await soon();
  }
  await last;
  return { store, server, typed, takenBack, outbox };
};

test('whatever happens between typing and acknowledgement, each is stored once and in its words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actArb, { maxLength: 40 }), async (acts) => {
      const { store, server, typed, takenBack, outbox } = await play(acts);
      const expected = typed.filter(({ id }) => !takenBack.has(id) || server.stored.has(id));
      expect([...server.stored].sort()).toEqual(expected.map(({ id, text }) => [id, text]).sort());
      expect(store.kept.size).toBe(0);
      expect(outbox.state()).toMatchObject({ unsent: [], refusal: null });
    }),
    { numRuns: 300 },
  );
});

test('one call at a time, at most 15 questions in it, in the order in which they were typed', async () => {
  const server = aServer();
  const outbox = createOutbox(aStore(), PREFIX, server.send);
  for (let nth = 0; nth < 20; nth += 1) outbox.add(question(nth), 0);
  const sizes: number[] = [];
  while (server.calls.length > 0) {
    expect(server.calls).toHaveLength(1);
    sizes.push(server.calls[0]?.asked.length ?? 0);
    server.settle('written');
    await soon();
  }
  expect(sizes).toEqual([1, 15, 4]);
  expect(outbox.state().sent.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, nth) => question(nth).id));
});

test('a refusal stops it, keeps all and says why; the next try sends the same again', async () => {
  const server = aServer();
  const outbox = createOutbox(aStore(), PREFIX, server.send);
  outbox.add(question(0), 0);
  outbox.add(question(1), 0);
  server.calls.shift()?.answer(refuse('not-allowed', { needs: 'a permission' }));
  await soon();
  expect(server.calls).toHaveLength(0);
  expect(outbox.state()).toMatchObject({ refusal: { code: 'not-allowed' }, unsent: [question(0), question(1)] });
  void outbox.flush();
  expect(server.calls[0]?.asked).toEqual([question(0), question(1)]);
});

test('two tabs of one browser don’t lose each other’s', () => {
  const [store, server] = [aStore(), aServer()];
  const [one, other] = [createOutbox(store, PREFIX, server.send), createOutbox(store, PREFIX, server.send)];
  one.add(question(0), 0);
  other.add(question(1), 0);
  expect(createOutbox(store, PREFIX, server.send).state().unsent).toHaveLength(2);
});

test('where the browser keeps nothing it says so, and sends all the same', async () => {
  const server = aServer();
  const outbox = createOutbox(aStore(0), PREFIX, server.send);
  outbox.add(question(0), 0);
  expect(outbox.state()).toMatchObject({ isKept: false, unsent: [question(0)] });
  server.settle('written');
  await soon();
  expect([...server.stored.keys()]).toEqual([question(0).id]);
});

test('what isn’t a question of this handoff, or none at all, stays where it is', () => {
  const store = aStore();
  store.kept.set('cs-handoff:asked:po:2:x', JSON.stringify({ ...question(0), nth: 1 }));
  store.kept.set(`${PREFIX}damaged`, '{');
  store.kept.set(`${PREFIX}other-shape`, '{"id":7}');
  expect(createOutbox(store, PREFIX, aServer().send).state().unsent).toEqual([]);
  expect(store.kept.size).toBe(3);
});
