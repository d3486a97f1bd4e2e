import { APP_ACCOUNT_ID } from '../../host/jira/state';
import type { GateRule } from '../../src/domain/gate';
import { blockerText } from '../../src/domain/wording';
import { DAY, NOW, moment } from '../fixtures/builders';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

const RULE: GateRule = { releases: 'all', withoutRelease: 'block', onFailure: 'closed' };

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

const notReady = (name: string) => site.handedOverRelease({ name });
const ready = async (name: string): Promise<string> => {
  const releaseId = await site.handedOverRelease({ name });
  await site.does('po', 'recordWalkthrough', { releaseId, at: moment(), people: ['po'], revision: 1, questions: [] });
  await site.does('cslead', 'signHandoff', { releaseId, revision: 1 });
  jest.setSystemTime(Date.now() + 2 * DAY);
  return releaseId;
};
const releaseTicket = (...fixVersions: string[]) =>
  site.newIssue('EXAM', 'Release', { fixVersions: fixVersions.map((id) => ({ id })) });
/** `screen`: the fix versions that the transition's screen leaves; undefined: the screen left them as they are. */
const ask = (key: string | undefined, rule: Partial<GateRule> = {}, screen?: { id: string; name: string }[] | null) =>
  site.runGate({
    issue: key === undefined ? {} : { key },
    configuration: { ...RULE, ...rule },
    transition: {
      from: { id: '1' },
      to: { id: '2' },
      modifiedFields: screen === undefined ? {} : { fixVersions: screen },
    },
  });
const of = (id: string, name = 'x') => ({ id, name });

describe('the effective fix versions', () => {
  test("the issue's, where the screen has not touched them", async () => {
    const { key } = await releaseTicket(await ready('good'));
    expect(await ask(key)).toEqual({ result: true });
  });

  test("the screen's instead of the issue's", async () => {
    const [good, bad] = [await ready('good'), await notReady('bad')];
    const [issueIsGood, issueIsBad] = [await releaseTicket(good), await releaseTicket(bad)];
    expect((await ask(issueIsGood.key, {}, [of(bad)])).errorMessage).toContain('"bad"');
    expect(await ask(issueIsBad.key, {}, [of(good)])).toEqual({ result: true });
  });

  test.each([[null], [[]]])('emptied on the screen (%j) is no release', async (screen) => {
    const { key } = await releaseTicket(await ready('good'));
    const answer = await ask(key, {}, screen);
    expect(answer.result).toBe(false);
    expect(answer.errorMessage).toContain('no fix version');
    expect(await ask(key, { withoutRelease: 'pass' }, screen)).toEqual({ result: true });
  });

  test('without any: as the rule says', async () => {
    const { key } = await releaseTicket();
    expect((await ask(key)).result).toBe(false);
    expect((await ask(key, { withoutRelease: 'pass' })).result).toBe(true);
  });

  test('a release that nobody wrote a handoff for', async () => {
    const { key } = await releaseTicket(await site.newRelease({ name: 'nothing' }));
    const { errorMessage } = await ask(key, {}, [of(await site.newRelease(), 'new one')]);
    expect(errorMessage).toContain('CS handoff of "new one" is not ready:\n• The handoff is not started');
    expect((await ask(key)).errorMessage).toContain('"nothing"');
  });

  test('on the create transition there is no key yet: the screen decides', async () => {
    const [good, bad] = [await ready('good'), await notReady('bad')];
    expect((await ask(undefined, {}, [of(bad)])).errorMessage).toContain('"bad"');
    expect(await ask(undefined, {}, [of(good)])).toEqual({ result: true });
    expect((await ask(undefined)).errorMessage).toContain('no fix version');
  });

  test('ids as numbers, and no name, are taken as well', async () => {
    const good = await ready('good');
    const { key } = await releaseTicket();
    const event = {
      issue: { key },
      configuration: RULE,
      transition: { modifiedFields: { fixVersions: [{ id: Number(good) }] } },
    };
    expect(await site.runGate(event)).toEqual({ result: true });
  });
});

test.each([
  ['all', ['good'], true],
  ['all', ['good', 'bad'], false],
  ['any', ['good', 'bad'], true],
  ['any', ['bad', 'worse'], false],
] as const)('%s of %j: %s', async (releases, names, result) => {
  const ids: string[] = [];
  for (const name of names) ids.push(name === 'good' ? await ready(name) : await notReady(name));
  jest.setSystemTime(NOW + 3 * DAY);
  const { key } = await releaseTicket(...ids);
  const answer = await ask(key, { releases });
  expect(answer.result).toBe(result);
  for (const name of names) if (!result) expect(answer.errorMessage?.includes(`"${name}"`)).toBe(name !== 'good');
});

test("the message lists exactly the panel's blockers, with names, and opens when they are mended", async () => {
  const releaseId = await site.newRelease({ name: '2.4' });
  const { key } = await releaseTicket(releaseId);
  const agree = async () => {
    const { blockers } = valueOf(await site.open('po', releaseId));
    const { result, errorMessage = '' } = await ask(key);
    const lines = errorMessage.split('\n').filter((line) => line.startsWith('• '));
    expect(lines.map((line) => line.slice(2).split(' — ')[0])).toEqual(blockers.map(blockerText));
    expect(result).toBe(blockers.length === 0);
    return lines;
  };
  expect(await agree()).toEqual(['• The handoff is not started — PO (nobody named)']);
  valueOf(await site.save('po', releaseId, { document: site.documentFor({ whatsNew: '', happyPath: [] }) }));
  expect(await agree()).toContain("• What's new: write one paragraph — PO PO Example");
  valueOf(await site.save('po', releaseId, { expectedRevision: 1 }));
  await site.does('po', 'handOver', { releaseId, revision: 2 });
  expect(await agree()).toContain('• CS has had it for 0 of 2 days — PO PO Example');
  const questions = [{ id: 'question-1', text: 'Tablets?' }];
  await site.does('cslead', 'recordWalkthrough', { releaseId, at: moment(), people: ['po'], revision: 2, questions });
  await site.does('cslead', 'refuseHandoff', { releaseId, revision: 2, reason: 'No word\nabout tablets' });
  expect(await agree()).toContain('• CS Lead refused it — PO PO Example');
  const answer = { kind: 'gap', reference: 'EXAM-9' } as const;
  await site.does('po', 'answerQuestion', { releaseId, questionId: 'question-1', answer });
  valueOf(await site.save('po', releaseId, { expectedRevision: 2 }));
  expect(await agree()).toContain('• CS Lead has not signed it — CS Lead CSLEAD Example');
  await site.does('cslead', 'signHandoff', { releaseId, revision: 3 });
  jest.setSystemTime(NOW + 2 * DAY);
  expect(await agree()).toEqual([]);
});

test('in a workflow: the transition is refused with the message, mended, and then answers 204', async () => {
  const releaseId = await notReady('2.4');
  const { key } = await releaseTicket(releaseId);
  const path = `/rest/api/3/issue/${key}/transitions`;
  const workflow = site.state.jira.workflows.find(({ name }) => name.endsWith('release'));
  const release = workflow?.transitions.find(({ name }) => name === 'Release');
  release?.validators.push({ id: '1', moduleKey: 'handoff-is-ready', configuration: JSON.stringify(RULE) });
  const move = () => site.rest('rm', 'POST', path, { transition: { id: release?.id } });
  const refused = await move();
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain('CS Lead has not signed it');
  await site.does('po', 'recordWalkthrough', { releaseId, at: moment(), people: ['po'], revision: 1, questions: [] });
  await site.does('cslead', 'signHandoff', { releaseId, revision: 1 });
  jest.setSystemTime(NOW + 2 * DAY);
  expect((await move()).status).toBe(204);
});

describe('when something fails, the rule decides', () => {
  const both = async (key: string, fail: () => void) => {
    fail();
    expect(await ask(key, { onFailure: 'open' })).toEqual({ result: true });
    fail();
    const { result, errorMessage } = await ask(key, { onFailure: 'closed' });
    expect(result).toBe(false);
    expect(errorMessage).toContain('could not check');
    site.faults.clear();
  };

  test.each([400, 401, 403, 404, 409, 429, 500, 503])('Jira answers %i', async (status) => {
    const { key } = await releaseTicket(await ready('good'));
    // Of a 429: too long to be waited for.
    const action = { status, headers: { 'retry-after': '60' } };
    await both(key, () => site.faults.add([{ match: { kind: 'jira' }, times: 1, action }]));
  });

  test.each([400, 403, 429, 500])('the store answers %i', async (status) => {
    const { key } = await releaseTicket(await ready('good'));
    await both(key, () => site.faults.add([{ match: { kind: 'kvs' }, times: 1, action: { status } }]));
  });

  test.each(['jira', 'kvs'] as const)('the line to %s breaks', async (kind) => {
    const { key } = await releaseTicket(await ready('good'));
    await both(key, () => site.faults.add([{ match: { kind }, times: 1, action: 'drop-before' }]));
  });

  test('an answer that cannot be understood', async () => {
    const { key } = await releaseTicket(await ready('good'));
    await both(key, () =>
      site.faults.add([{ match: { kind: 'jira' }, times: 1, action: { status: 200, body: { nonsense: [] } } }]),
    );
  });

  test('issue security hides the issue from the app', async () => {
    const { id, key } = await releaseTicket(await ready('good'));
    const issue = site.state.jira.issues[id];
    if (issue !== undefined) issue.hiddenFrom = [APP_ACCOUNT_ID];
    await both(key, () => undefined);
  });

  test('an event that cannot be read', async () => {
    const event = { issue: { key: 'EXAM-1' }, transition: { modifiedFields: { fixVersions: 'nonsense' } } };
    expect(await site.runGate({ ...event, configuration: { ...RULE, onFailure: 'open' } })).toEqual({ result: true });
    expect((await site.runGate({ ...event, configuration: RULE })).result).toBe(false);
    expect((await site.runGate(null)).result).toBe(false);
  });

  test('a configuration that cannot be read is the strict one', async () => {
    const { key } = await releaseTicket();
    for (const configuration of [undefined, null, 'nonsense', {}, { ...RULE, onFailure: 'sometimes' }])
      expect((await site.runGate({ issue: { key }, configuration, transition: {} })).result).toBe(false);
  });

  test('names of owners are not to be had: the message says the roles', async () => {
    const { key } = await releaseTicket(await notReady('2.4'));
    site.faults.add([{ match: { kind: 'jira', path: '/user/bulk' }, times: 1, action: { status: 500 } }]);
    const { result, errorMessage } = await ask(key);
    expect(result).toBe(false);
    expect(errorMessage).toContain('CS Lead has not signed it — CS Lead\n');
  });

  /** Asks with every timer in the test's hand; how long the answer took, in ms. */
  const timed = async (key: string, rule: Partial<GateRule>) => {
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    });
    const startedAt = Date.now();
    let ms = Number.NaN;
    const asked = ask(key, rule).finally(() => (ms = Date.now() - startedAt));
    for (let passed = 0; passed < 6_000; passed += 100) {
      await jest.advanceTimersByTimeAsync(100);
      await new Promise((done) => setImmediate(done));
    }
    return { ...(await asked), ms };
  };

  test.each(['jira', 'kvs'] as const)('%s never answers: an answer goes out within 5 s', async (kind) => {
    const { key } = await releaseTicket(await ready('good'));
    site.faults.add([{ match: { kind }, times: 2, action: { delayMs: 60_000 } }]);
    for (const onFailure of ['open', 'closed'] as const) {
      const { result, ms } = await timed(key, { onFailure });
      expect(result).toBe(onFailure === 'open');
      expect(ms).toBeGreaterThan(1_000);
      expect(ms).toBeLessThanOrEqual(5_000);
    }
  });

  test('the names never come: the verdict stands, whatever the rule says of failures', async () => {
    const { key } = await releaseTicket(await notReady('2.4'));
    site.faults.add([{ match: { kind: 'jira', path: '/user/bulk' }, times: 1, action: { delayMs: 60_000 } }]);
    const { result, errorMessage, ms } = await timed(key, { onFailure: 'open' });
    expect(result).toBe(false);
    expect(errorMessage).toContain('CS Lead has not signed it — CS Lead\n');
    expect(ms).toBeLessThanOrEqual(5_000);
  });
});
