import { aPlan, anId } from '../fixtures/builders';
import { startSite, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { startWord, type WordSite } from '../fixtures/word';

/** What a ticket might never hear, or hear twice, because of what happened in between. */

let site: Site;
let word: WordSite;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  word = await startWord(site);
  await word.loop();
  await word.loop(11);
});

const heard = async (): Promise<string[]> => {
  await word.tell();
  await word.loop();
  return word.notes(word.at.ticket);
};
const shown = async () => {
  const { ticket } = word.at;
  return (await site.does('agent', 'findHandoffs', { issueId: ticket.id, projectId: site.sup.id })).bugs;
};

describe('the fix goes into another release after it was told of as out', () => {
  /** Fixed in a release that everybody has; another one is to come. */
  const startOut = async () => {
    const [first, second] = [await site.newRelease(), await site.newRelease()];
    await word.release(first);
    await word.fixIn(first);
    await word.transition('Done');
    expect(await heard()).toEqual([expect.stringContaining('reached')]);
    return { first, second };
  };

  test.each([
    ['the first release turned out not to have it', []],
    ['it was opened and fixed again between two looks', ['To Do', 'Done']],
  ])('%s: fixed anew, and told of that release when it is out', async (_, transitions) => {
    const { second } = await startOut();
    for (const name of transitions) await word.transition(name);
    await word.fixIn(second);
    expect((await heard()).slice(1)).toEqual([expect.stringContaining('It is fixed anew, and not yet released.')]);
    expect(await shown()).toMatchObject([{ state: 'fixed' }]);
    await word.release(second);
    expect((await heard()).slice(2)).toEqual([expect.stringMatching(/is out\.\nThe fix has reached/)]);
    expect(word.told(word.at.ticket.id)).toMatchObject({ times: { fixed: 2, released: 2, reached: 2 }, by: second });
  });

  test('the first one stays one of its releases, or the second is out as well: nothing is told twice', async () => {
    const { first, second } = await startOut();
    await word.fixIn(first, second);
    await heard();
    await word.release(first, false);
    await heard();
    await word.release(second);
    await heard();
    await word.fixIn(second);
    expect(await heard()).toHaveLength(1);
    expect(await shown()).toMatchObject([{ state: 'reached' }]);
  });

  test('no release for a while: told of the one that it comes with at last', async () => {
    const { second } = await startOut();
    await word.fixIn();
    expect(await heard()).toHaveLength(1);
    await word.fixIn(second);
    expect((await heard()).slice(1)).toEqual([expect.stringContaining('fixed anew')]);
  });

  test('told before the release was kept: as if it were the same', async () => {
    const { second } = await startOut();
    const { id } = word.at.escalations()[0] ?? { id: '' };
    word.patch('escalation', `escalation:${id}`, { told: { ...word.told(word.at.ticket.id), by: undefined } });
    await word.fixIn(second);
    expect(await heard()).toHaveLength(1);
  });
});

test('the only steps that were planned are taken back: released means everybody again, with the next run', async () => {
  const { releaseId } = word.at;
  const plan = aPlan({ id: anId(), percent: 25 });
  await site.does('po', 'saveSteps', { releaseId, steps: [plan], seen: [] });
  await word.release(releaseId);
  await word.fixIn(releaseId);
  await word.transition('Done');
  expect(await heard()).toEqual([expect.stringMatching(/is out, at 0 %/)]);
  await word.loop(11);
  await site.does('po', 'removeStep', { releaseId, stepId: plan.id });
  expect((await heard()).slice(1)).toEqual([expect.stringContaining('reached')]);
  // And planned anew, it is with nobody yet: so says the panel.
  await word.loop(11);
  await site.does('po', 'saveSteps', { releaseId, steps: [aPlan({ id: anId(), percent: 5 })], seen: [] });
  await word.loop();
  expect(await shown()).toMatchObject([{ state: 'released', percent: 0 }]);
});

const commentsOf = ({ id }: { readonly id: string }) => `issue/${id}/comment`;
/** So many comments of an agent, one a second. */
const chat = async (many: number): Promise<void> => {
  const body = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'And?' }] }] };
  for (let nth = 0; nth < many; nth += 1) {
    jest.setSystemTime(Date.now() + 1_000);
    await word.ask('POST', `/rest/api/3/${commentsOf(word.at.ticket)}`, { body }, 'agent');
  }
};

test('the first step is planned before the app has heard that the release is out: both are taken', async () => {
  const { releaseId } = word.at;
  await word.release(releaseId);
  await site.does('po', 'saveSteps', { releaseId, steps: [aPlan({ id: anId(), percent: 25 })], seen: [] });
  await word.fixIn(releaseId);
  await word.transition('Done');
  expect(await heard()).toEqual([expect.stringMatching(/is out, at 0 %/)]);
});

test('releases of a project that knows nothing of handoffs: merged, released, taken back, by their events alone', async () => {
  const shop = { projectId: Number(site.shop.id), driver: 'outsider' };
  const [from, into] = [await site.newRelease(shop), await site.newRelease(shop)];
  await word.move('SHOP');
  await word.fixIn(from);
  await word.transition('Done');
  expect(await heard()).toEqual([expect.stringContaining('not yet released')]);
  await word.loop(11);
  const heardOfReleases = async () => {
    for (const event of site.told.splice(0))
      if ((event as { eventType: string }).eventType.endsWith(':version')) await site.runEvents(event);
    await word.loop();
    return (await shown()).map(({ state }) => state);
  };
  await word.ask('PUT', `/rest/api/3/version/${from}/mergeto/${into}`);
  await heardOfReleases();
  expect(word.bug()).toMatchObject({ fixVersions: [into] });
  await word.loop(11);
  await word.release(into);
  expect(await heardOfReleases()).toEqual(['reached']);
  await word.loop(11);
  await word.release(into, false);
  expect(await heardOfReleases()).toEqual(['fixed']);
  expect(await word.notes(word.at.ticket)).toHaveLength(2);
});

test.each([60, 130])('a note whose reply was lost is found behind %i comments that came after it', async (many) => {
  const path = commentsOf(word.at.ticket);
  await word.transition('Done');
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-after' }]);
  await heard();
  expect(word.told(word.at.ticket.id)?.begun).not.toBeNull();
  await chat(many);
  for (let run = 0; run < 5; run += 1) await word.loop(16);
  expect(await word.notes(word.at.ticket)).toHaveLength(1);
  expect(word.told(word.at.ticket.id)).toMatchObject({ notes: 1, begun: null });
});

test('a note that never came is looked for no further back than when it was begun', async () => {
  const path = commentsOf(word.at.ticket);
  await chat(120);
  jest.setSystemTime(Date.now() + 3_600_000);
  await word.transition('Done');
  site.faults.add([{ match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-before' }]);
  await heard();
  jest.setSystemTime(Date.now() + 16 * 60_000);
  const { remote } = await site.countCalls(() => site.runLoop());
  const calls = remote.flatMap((call) => (call.includes('/comment') ? [call.split(' ')[1]] : []));
  expect(calls).toEqual(['GET', 'POST']);
  expect(word.told(word.at.ticket.id)).toMatchObject({ notes: 2, times: { fixed: 1 }, begun: null });
});

test('tickets that take no note of the app: an admin is told where to mend it', async () => {
  const sup = site.state.jira.projects.find(({ id }) => id === site.sup.id);
  sup?.appLacks.push('ADD_COMMENTS');
  await word.transition('Done');
  await heard();
  const { failures } = await site.does('admin', 'checkSetUp', { projectId: site.exam.id });
  expect(failures).toMatchObject([{ where: 'loop', code: 'app-sees-not' }]);
});

test('a bug that the app may not see any more is not said to be deleted', async () => {
  site.state.jira.issues[word.bugId]?.hiddenFrom.push('app-user-of-the-installed-app');
  await word.loop(24 * 60);
  await word.loop(11);
  expect(await word.notes(word.at.ticket)).toEqual([expect.stringContaining('or where CS Handoff may not see it')]);
});

test('more tickets than one run has time for: it ends in time, the next ones go on, and each ticket is told once', async () => {
  const tickets = [word.at.ticket];
  for (let nth = 1; nth < 40; nth += 1) tickets.push(await word.hang());
  await word.transition('Done');
  await word.tell();
  // Jira and the storage take two seconds for each call.
  const { faults } = site;
  const through = faults.through.bind(faults);
  faults.through = (call, run) => {
    jest.setSystemTime(Date.now() + 2_000);
    return through(call, run);
  };
  const told = () => tickets.filter(({ id }) => word.told(id)?.times.fixed === 1).length;
  const soFar: number[] = [];
  while (told() < tickets.length) {
    const start = Date.now() + 5 * 60_000;
    jest.setSystemTime(start);
    await site.runLoop();
    expect(Date.now() - start).toBeLessThan(240_000); // of manifest.yml
    soFar.push(told());
    expect(soFar.length).toBeLessThan(8);
  }
  faults.through = through;
  expect(soFar.length).toBeGreaterThan(2);
  await word.loop(11);
  for (const ticket of tickets) expect(await word.notes(ticket)).toHaveLength(1);
});
