import { limit } from '../../../host/limits';
import type { App } from '../app-on-host';
import type { LimitCases } from './limit-case';
import { ofBytes, withApp } from './with-app';

/** What one run of a function may take, through the host's front door; the screen's own limit by the real @forge/bridge. */

/** Where a function stands after it was given `ms` of a time that is only the host's: its timers are those of this process. */
const running = (begin: (app: App) => Promise<unknown>, functionKey: string, ms: number, expected: string) =>
  withApp(async (app) => {
    const run = async () => (await app.invocations()).find((record) => record.functionKey === functionKey);
    await app.later(1000); // the installation is told
    jest.useFakeTimers({ doNotFake: ['performance', 'Date', 'setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      void begin(app).catch(() => undefined); // it ends with the host
      while (!(await run())) await new Promise((done) => setImmediate(done));
      await jest.advanceTimersByTimeAsync(ms);
      expect(await run()).toMatchObject({ outcome: expected });
    } finally {
      jest.useRealTimers();
    }
  });

const endless = (app: App) => app.result('endless');
const waiting = (app: App) => app.invoke('push', { queue: 'notes', events: { body: { wait: 1_000_000 } } });

const asking = (bytes: number, ok: boolean) =>
  withApp(async (app) => {
    const payload = ofBytes(bytes, (more) => ({ key: 'a', more }));
    expect(await app.result('get', payload)).toMatchObject({ ok });
  });
/** The answer is a JSON string: two bytes are its quotes. */
const answering = (bytes: number, ok: boolean) =>
  withApp(async (app) => expect(await app.result('size', { bytes: bytes - 2 })).toMatchObject({ ok }));

const logging = (payload: { lines: number; bytes?: number }, kept: number, isLost: boolean) =>
  withApp(async (app) => {
    await app.invoke('log', payload);
    const lines = (await app.invocations()).find(({ call }) => call === 'log')?.console ?? [];
    expect(lines.filter(({ level }) => level === 'log')).toHaveLength(kept);
    expect(lines.some(({ level }) => level === 'host')).toBe(isLost);
  });

/** A screen that calls so often; whether its last call is answered. Each time with a client of its own, as in a new frame. */
const calling = (times: number, ok: boolean) =>
  withApp(async (app) => {
    const callBridge = (_: string, { functionKey }: { functionKey: string }) => app.invoke(functionKey);
    Object.assign(globalThis, { __bridge: { callBridge } });
    await jest.isolateModulesAsync(async () => {
      const { invoke } = await import('@forge/bridge');
      for (let nth = 1; nth < times; nth += 1) await invoke('runs');
      const last = invoke('runs');
      if (ok) expect(await last).toEqual(expect.any(Number));
      else await expect(last).rejects.toThrow('Resolver calls are rate limited at 500req/25s');
    });
  });

export const invocationLimits: LimitCases<'invocation'> = {
  'invocation.seconds': {
    at: running(endless, 'resolver', 24_999, 'running'),
    beyond: running(endless, 'resolver', 25_000, 'timeout'),
  },
  'invocation.longSeconds': {
    at: running(waiting, 'note', 54_999, 'running'),
    beyond: running(waiting, 'note', 55_000, 'timeout'),
  },
  'invocation.requestBytes': { at: asking(500_000, true), beyond: asking(500_001, false) },
  'invocation.responseBytes': { at: answering(5_000_000, true), beyond: answering(5_000_001, false) },
  'invocation.logLines': { at: logging({ lines: 100 }, 100, false), beyond: logging({ lines: 101 }, 100, true) },
  'invocation.logBytes': {
    at: logging({ lines: 1, bytes: 200_000 }, 1, false),
    beyond: logging({ lines: 1, bytes: 200_001 }, 0, true),
  },
  'invocation.bridgeCalls': {
    at: calling(limit('invocation.bridgeCalls'), true),
    beyond: calling(limit('invocation.bridgeCalls') + 1, false),
  },
};
