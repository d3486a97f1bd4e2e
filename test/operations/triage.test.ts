import type { CallInput } from '../../src/api/calls';
import { NOW } from '../fixtures/builders';
import { markAsBug } from '../fixtures/guarded-bugs';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { MINUTE_AFTER, OPERATION, SCOPE, startTriage, type Triaging } from '../fixtures/triage';

let site: Site;
let at: Triaging;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startTriage(site);
});
/** Once an index knows what was written, the loop runs. */
const runLoop = async (after = MINUTE_AFTER) => {
  jest.setSystemTime(Date.now() + after);
  await site.runLoop();
};

const UNTRIAGED = ['chain-level-untriaged'];

describe('a triage', () => {
  test('sets record, label and property, and leaves every other label', async () => {
    const before = await at.labels();
    const others = ['chain-level-scopes', 'chain-level-untriaged-2', 'Chain-Level-Scope', 'chain-level', 'level-scope'];
    await at.byHand(others);
    expect(await at.levelLabels()).toEqual([...UNTRIAGED, 'chain-level-scopes', 'chain-level-untriaged-2']);
    expect(valueOf(await at.triage('admin', SCOPE))).toEqual({ label: 'shown' });
    const kept = [...before, ...others].filter((label) => label !== 'chain-level-untriaged');
    expect((await at.labels()).toSorted()).toEqual([...kept, 'chain-level-scope'].sort());
    expect(at.record()).toMatchObject({ triage: { ...SCOPE, by: 'admin' }, earlier: [] });
    expect(await at.property()).toEqual({
      ...{ release: '2.4 Shortcut', releaseId: at.releaseId, chainLevel: 'scope', cause: 'scenario-gap' },
    });
    expect(at.isDue()).toBe(true);
    const { answer } = await site.countCalls(() => at.view('admin'));
    expect(answer).toMatchObject({ triage: { ...SCOPE, by: 'admin' }, earlier: [], labels: ['scope'], needs: null });
  });

  test('another one keeps the first on record, whoever sets it', async () => {
    valueOf(await at.triage('admin', SCOPE));
    const { triage } = at.record();
    jest.setSystemTime(NOW + 5_000);
    expect(valueOf(await at.triage('steward', OPERATION, triage))).toEqual({ label: 'shown' });
    expect(at.record()).toMatchObject({ triage: { ...OPERATION, by: 'steward' }, earlier: [triage] });
    expect(await at.levelLabels()).toEqual(['chain-level-operation']);
    expect(await at.property()).toMatchObject({ chainLevel: 'operation', cause: 'observation-mismatch' });
  });

  test('another cause at the same level is one too', async () => {
    valueOf(await at.triage('admin', SCOPE));
    const { triage } = at.record();
    valueOf(await at.triage('admin', { ...SCOPE, cause: 'adr-drift' }, triage));
    expect(at.record()).toMatchObject({ triage: { cause: 'adr-drift' }, earlier: [triage] });
    expect(await at.property()).toMatchObject({ chainLevel: 'scope', cause: 'adr-drift' });
  });

  test('another cause that Jira did not take at once follows with the loop', async () => {
    valueOf(await at.triage('admin', SCOPE));
    site.faults.add([{ match: { kind: 'jira', method: 'PUT', path: '/issue/' }, times: 1, action: 'drop-before' }]);
    expect(valueOf(await at.triage('admin', { ...SCOPE, cause: 'adr-drift' }, at.record().triage))).toEqual({
      label: 'later',
    });
    await runLoop();
    expect(await at.property()).toMatchObject({ chainLevel: 'scope', cause: 'adr-drift' });
  });

  test('tells nobody by e-mail and leaves no note on the ticket by itself', async () => {
    const notes = (await at.notes()).length;
    valueOf(await at.triage('admin', SCOPE));
    expect(site.state.jira.notifications).toEqual([]);
    expect(await at.notes()).toHaveLength(notes);
  });

  test('names the release as it is called by now, and costs 6 calls', async () => {
    await site.rest('admin', 'PUT', `/rest/api/3/version/${at.releaseId}`, { name: '2.5' });
    for (const event of site.told) await site.runEvents(event);
    const { remote } = await site.countCalls(() => at.triage('admin', SCOPE));
    expect(remote).toHaveLength(6);
    expect(await at.property()).toMatchObject({ release: '2.5' });
  });
});

describe('a bug of before there were records of bugs', () => {
  beforeEach(() => at.forgetRecord());

  test('is opened by its escalation, and nothing is written for that', async () => {
    const before = structuredClone(site.records());
    expect(await at.view('agent')).toMatchObject({
      ...{ release: { id: at.releaseId, name: '2.4 Shortcut', projectKey: 'EXAM' }, filedBy: 'agent' },
      ...{ triage: null, earlier: [], labels: ['untriaged'], tickets: { count: 1, seen: [at.ticket.key] } },
    });
    expect(site.records()).toEqual(before);
  });

  test('has a record once it is triaged, with all that the escalation says', async () => {
    valueOf(await at.triage('admin', SCOPE));
    expect(at.record()).toMatchObject({
      ...{ bugId: at.id, bugKey: at.bugKey, projectId: site.exam.id, handoffId: at.handoffId, productId: site.exam.id },
      ...{ releaseId: at.releaseId, filedBy: 'agent', stage: 'open', triage: SCOPE },
    });
  });

  test('two who triage it first at once', async () => {
    const answers = await Promise.all([at.triage('admin', SCOPE), at.triage('steward', OPERATION)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['ok', 'triaged-meanwhile']);
    expect(at.record().earlier).toEqual([]);
  });

  test('a copy of the bug carries its mark, and is none', async () => {
    const { properties } = site.state.jira.issues[at.id] ?? { properties: [] };
    const copy = await site.newIssue('EXAM', 'Bug');
    site.state.jira.issues[copy.id]?.properties.push(...structuredClone(properties));
    expect(valueOf(await site.call('admin', 'openBug', { issueId: copy.id }))).toEqual({ bug: null });
    const input: CallInput<'triageBug'> = { issueId: copy.id, ...SCOPE, expected: null };
    expect(refusalOf(await site.call('admin', 'triageBug', input)).code).toBe('not-found');
  });

  test('an issue that the app knows nothing of', async () => {
    expect(valueOf(await site.call('agent', 'openBug', { issueId: at.ticket.id }))).toEqual({ bug: null });
  });
});

describe('who', () => {
  const settle = (settings: CallInput<'saveSettings'>['settings'], projectId = site.exam.id) =>
    site.does('admin', 'saveSettings', { projectId, settings });
  const role = (projectId: string, name: string): string =>
    site.state.jira.projects.find(({ id }) => id === projectId)?.roles.find((one) => one.name === name)?.id ?? '';
  const nothing = () => undefined;

  test.each<[string, Who, () => unknown, string]>([
    ['an agent who filed it', 'agent', nothing, 'not-allowed'],
    ['the PO', 'po', nothing, 'not-allowed'],
    ['the CS Lead', 'cslead', nothing, 'not-allowed'],
    ['who is named', 'agent', () => settle({ triagers: ['agent'] }), 'ok'],
    ['who has a role that is named', 'agent', () => settle({ triagerRoles: [role(site.exam.id, 'Viewers')] }), 'ok'],
    ['who has another role', 'agent', () => settle({ triagerRoles: [role(site.exam.id, 'Members')] }), 'not-allowed'],
    [
      'a role of another project',
      'agent',
      () => settle({ triagerRoles: [role(site.sup.id, 'Members')] }),
      'not-allowed',
    ],
    ['who is named in another project', 'agent', () => settle({ triagers: ['agent'] }, site.sup.id), 'not-allowed'],
    [
      'who writes, signs and waives',
      'agent',
      () => settle({ writers: ['agent'], signers: ['agent'], waivers: ['agent'] }),
      'not-allowed',
    ],
    ['an admin of the project', 'steward', nothing, 'ok'],
    ['who is named and does not see the bug', 'agent2', () => settle({ triagers: ['agent2'] }), 'not-found'],
    ['who sees nothing', 'outsider', nothing, 'not-found'],
    ['a customer', 'customer', nothing, 'not-for-you'],
  ])('%s', async (_, who, arrange, expected) => {
    await arrange();
    const before = [structuredClone(at.record()), await at.labels()];
    const answer = await at.triage(who, SCOPE);
    expect(answer.ok ? 'ok' : answer.code).toBe(expected);
    const opened = await at.open(who);
    if (opened.ok) expect(opened.value.bug?.needs === null).toBe(expected === 'ok');
    if (!answer.ok) expect([at.record(), await at.labels()]).toEqual(before);
  });

  test('an admin of the bug’s own project, who sees nothing of the product', async () => {
    const shop = site.state.jira.projects.find(({ id }) => id === site.shop.id);
    shop?.permissions.ADMINISTER_PROJECTS?.push('outsider');
    const bug = await markAsBug(site, await site.newIssue('SHOP', 'Bug'), at.ticket, at);
    const input: CallInput<'triageBug'> = { issueId: bug.id, ...SCOPE, expected: null };
    expect((await site.call('outsider', 'triageBug', input)).ok).toBe(true);
    const { bug: view } = valueOf(await site.call('outsider', 'openBug', { issueId: bug.id }));
    expect(view).toMatchObject({ triage: SCOPE, tickets: { count: 1, seen: [] } }); // the ticket isn't theirs to see
  });

  test('who may not is told who can, by name', async () => {
    await settle({ triagers: ['rm', 'steward'] });
    const { needs } = refusalOf(await at.triage('po', SCOPE));
    expect(needs).toMatch(/now named: RM Example, STEWARD Example.*"Administer projects".*admin can name you/);
    expect((await at.view('po')).needs).toBe(needs);
  });
});

describe('two at once', () => {
  test('the second is told, nothing of the first is lost, and may then decide again', async () => {
    const answers = await Promise.all([at.triage('admin', SCOPE), at.triage('steward', OPERATION)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['ok', 'triaged-meanwhile']);
    const first = at.record().triage;
    expect(at.record().earlier).toEqual([]);
    const { triage } = await at.view('steward');
    expect(triage).toEqual(first);
    const other = first?.level === 'scope' ? OPERATION : SCOPE;
    valueOf(await at.triage('steward', other, triage));
    expect(at.record()).toMatchObject({ triage: other, earlier: [first] });
    expect(await at.levelLabels()).toEqual([`chain-level-${other.level}`]);
  });

  test('both want the same: it is set once, by the first', async () => {
    const answers = await Promise.all([at.triage('admin', SCOPE), at.triage('steward', SCOPE)]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect(at.record().earlier).toEqual([]);
  });

  test('who looked before the last triage is told, even if it set what they saw at first', async () => {
    valueOf(await at.triage('admin', SCOPE));
    const seen = at.record().triage;
    jest.setSystemTime(NOW + 1_000);
    valueOf(await at.triage('admin', OPERATION, seen));
    expect(refusalOf(await at.triage('steward', { ...SCOPE, cause: 'n/a' }, seen)).code).toBe('triaged-meanwhile');
  });

  test('another change of the record in between loses nothing', async () => {
    const twenty = Array.from({ length: 6 }, (_, nth) => at.triage(nth % 2 === 0 ? 'admin' : 'steward', SCOPE));
    expect((await Promise.all(twenty)).every(({ ok }) => ok)).toBe(true);
    expect(at.record().earlier).toEqual([]);
  });
});

describe('a label that was changed by hand in Jira', () => {
  test('is shown beside the record, stays through the loop, and can be taken over', async () => {
    valueOf(await at.triage('admin', SCOPE));
    await runLoop();
    await at.byHand(['chain-level-execution'], ['chain-level-scope']);
    await runLoop(20 * 60_000);
    expect(await at.view('admin')).toMatchObject({ triage: SCOPE, labels: ['execution'] });
    const { triage } = at.record();
    valueOf(await at.triage('admin', { level: 'execution', cause: 'n/a' }, triage));
    expect(await at.levelLabels()).toEqual(['chain-level-execution']);
  });

  test('is put back by setting again what is on record', async () => {
    valueOf(await at.triage('admin', SCOPE));
    await at.byHand(['chain-level-execution', 'chain-level-strategy'], ['chain-level-scope']);
    expect((await at.view('admin')).labels).toEqual(['strategy', 'execution']);
    valueOf(await at.triage('admin', SCOPE, at.record().triage));
    expect(await at.levelLabels()).toEqual(['chain-level-scope']);
    expect(at.record().earlier).toEqual([]);
  });

  test('without any triage stays too', async () => {
    await at.byHand(['chain-level-execution'], UNTRIAGED);
    await runLoop();
    expect(await at.view('admin')).toMatchObject({ triage: null, labels: ['execution'] });
    expect(await at.property()).toMatchObject({ chainLevel: 'untriaged', cause: 'none' });
  });
});

describe('Jira says no to the app', () => {
  const exam = () => site.state.jira.projects.find(({ id }) => id === site.exam.id);

  test('to the label, which is not on the edit screen: the property says it all the same, and the loop does not try for ever', async () => {
    at.screenOfBugs({ screen: ['summary', 'description'] });
    expect(valueOf(await at.triage('admin', SCOPE))).toEqual({ label: 'refused' });
    expect(await at.levelLabels()).toEqual(UNTRIAGED);
    expect(await at.property()).toMatchObject({ chainLevel: 'scope' });
    expect(await at.view('admin')).toMatchObject({ triage: SCOPE, labels: ['untriaged'] });
    jest.setSystemTime(Date.now() + MINUTE_AFTER);
    const { remote } = await site.countCalls(() => site.runLoop());
    expect(remote.filter((call) => call.includes(`PUT /rest/api/3/issue/${at.id}`))).toEqual([]);
    at.screenOfBugs({ screen: ['summary', 'description', 'labels'] });
    expect(valueOf(await at.triage('admin', SCOPE, at.record().triage))).toEqual({ label: 'shown' });
    expect(await at.levelLabels()).toEqual(['chain-level-scope']);
  });

  test('to both: on record, and both follow once the app may', async () => {
    exam()?.appLacks.push('EDIT_ISSUES');
    expect(valueOf(await at.triage('admin', SCOPE))).toEqual({ label: 'refused' });
    expect(at.record().triage).toMatchObject(SCOPE);
    expect(await at.property()).toMatchObject({ chainLevel: 'untriaged', cause: 'none' });
    exam()?.appLacks.pop();
    await runLoop();
    expect(await at.levelLabels()).toEqual(['chain-level-scope']);
    expect(await at.property()).toMatchObject({ chainLevel: 'scope' });
  });

  test('to leave out the e-mail, for the app does not administer the project: the label is set all the same', async () => {
    exam()?.appLacks.push('ADMINISTER_PROJECTS');
    expect(valueOf(await at.triage('admin', SCOPE))).toEqual({ label: 'shown' });
    expect(await at.levelLabels()).toEqual(['chain-level-scope']);
    expect(await at.property()).toMatchObject({ chainLevel: 'scope' });
  });

  test('the bug is deleted: the loop goes on', async () => {
    valueOf(await at.triage('admin', SCOPE));
    await site.rest('admin', 'DELETE', `/rest/api/3/issue/${at.id}`);
    await runLoop();
    expect(refusalOf(await at.open('admin')).code).toBe('not-found');
  });
});
