import type { CallInput } from '../../src/api/calls';
import type { Result } from '../../src/api/results';
import type { Settings } from '../../src/domain/settings';
import { aForm, aPlan } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What Support L3 asks for, how a P0 goes without, and who may go there at all. */

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

type Input = CallInput<'fileBug'>;

/** A bug of EXAM that the person created in Jira's own dialog. */
const dialogBug = async (who: Who): Promise<string> => {
  const body = { fields: { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'By hand' } };
  return ((await site.rest(who, 'POST', '/rest/api/3/issue', body)).body as { id: string }).id;
};
const prepare = ({ escalationId, issueId, projectId, releaseId, handoffId, form, customer }: Input, who: Who) =>
  site.call(who, 'prepareForFiler', { escalationId, issueId, projectId, releaseId, handoffId, form, customer });
const record = async (input: Input, who: Who) => {
  const { escalationId, issueId, projectId, releaseId, handoffId, form, customer, panelUrl } = input;
  const bugId = await dialogBug(who);
  const said = { form, customer, panelUrl, bugId };
  return site.call(who, 'recordFiledBug', { escalationId, issueId, projectId, releaseId, handoffId, ...said });
};
/** Every way on which a ticket goes to Support L3. */
type Way = (input: Input, who?: Who) => Promise<Result<unknown>>;
const WAYS: Record<'fileBug' | 'recordFiledBug' | 'prepareForFiler', Way> = {
  fileBug: (input: Input, who: Who = 'agent') => at.file(input, who),
  recordFiledBug: (input: Input, who: Who = 'agent') => record(input, who),
  prepareForFiler: async (input: Input, who: Who = 'agent') => {
    valueOf(await site.settle({ filer: 'admin' }));
    return prepare(input, who);
  },
};
const EVERY_WAY = Object.keys(WAYS) as (keyof typeof WAYS)[];
const REASON = 'Nobody can grade, an exam is on';
const skipping = (over: Partial<Input['form']> = {}): Input['form'] =>
  aForm({ severity: 'P0', bypass: REASON, lookedUp: '', reproduced: '', ...over });
const history = async () => valueOf(await site.open('po', at.releaseId)).history;

describe.each(EVERY_WAY)('%s asks for what was found out on the way up', (way) => {
  test.each<[what: string, form: Input['form'], missing: string[]]>([
    ['what Support L1 looked up', aForm({ lookedUp: '' }), ['lookedUp']],
    ['what Support L2 reproduced', aForm({ reproduced: ' \n' }), ['reproduced']],
    [
      'steps, observed and expected',
      aForm({ steps: '', observed: '', expected: '' }),
      ['steps', 'observed', 'expected'],
    ],
    ['a reason of a P0', skipping({ bypass: ' ' }), ['lookedUp', 'reproduced', 'bypass']],
    ['all of it of a P1, whatever its reason', skipping({ severity: 'P1' }), ['lookedUp', 'reproduced']],
    ['what happens even of a P0', skipping({ observed: '' }), ['observed']],
  ])('%s', async (_, form, missing) => {
    const refusal = refusalOf(await WAYS[way](at.filing({ form })));
    expect(refusal.code).toBe('bad-input');
    const named = refusal.fields?.map(({ path, problem }) => [path.join('.'), problem]);
    expect(named?.toSorted()).toEqual(missing.map((name) => [`form.${name}`, 'missing']).toSorted());
    expect([at.claim(), at.escalations(), site.stored('prepared')]).toEqual([undefined, [], []]);
  });
});

describe('a P0 skips the ladder with a reason', () => {
  test('which stands in the bug, on the ticket, with the escalation and with the handoff', async () => {
    const { bugKey } = valueOf(await at.file(at.filing({ form: skipping() })));
    await at.exactlyOne(bugKey);
    expect(at.escalations()).toMatchObject([{ bypass: REASON, summary: aForm().summary }]);
    expect(at.claim()?.filing.bypass).toBe(REASON);
    const text = JSON.stringify((await at.bugs())[0]?.fields.description);
    expect(text).toContain(REASON);
    expect(text).not.toContain('What Support L1 looked up');
    expect(JSON.stringify(await at.notes())).toContain(REASON);
    expect((await history()).filter(({ what }) => what === 'ladder-skipped')).toMatchObject([
      { by: 'agent', detail: REASON },
    ]);
  });

  test('not where it isn’t one: a reason that was typed before counts for nothing', async () => {
    valueOf(await at.file(at.filing({ form: aForm({ severity: 'P1', bypass: REASON }) })));
    expect(at.escalations()).toMatchObject([{ bypass: null }]);
    const everything = JSON.stringify([await at.bugs(), await at.notes(), await history()]);
    expect(everything).not.toContain(REASON);
  });

  test('in Jira’s own dialog, and prepared for somebody who files it', async () => {
    valueOf(await WAYS.recordFiledBug(at.filing({ form: skipping() })));
    expect(at.escalations()).toMatchObject([{ bypass: REASON }]);
    const input = at.filing({ form: skipping() });
    valueOf(await WAYS.prepareForFiler(input, 'agent2'));
    const { prepared } = await at.prepareAs('admin');
    expect(prepared?.form).toMatchObject({ bypass: REASON, severity: 'P0' });
    valueOf(await at.file({ ...input, form: prepared?.form ?? aForm() }, 'admin'));
    const theirs = at.escalations().find(({ id }) => id === input.escalationId);
    expect(theirs).toMatchObject({ bypass: REASON, preparedBy: 'agent2' });
    expect((await history()).filter(({ what }) => what === 'ladder-skipped')).toHaveLength(2);
  });

  test.each(['/rest/api/3/issue', '/comment', 'transaction'])(
    'the reply of %s is lost and the retry says nothing of it: it is on record all the same, once',
    async (path) => {
      const input = at.filing({ form: skipping() });
      at.lost(path, 'drop-after', path === 'transaction' ? 'kvs' : 'jira');
      expect((await at.file(input)).ok).toBe(false);
      valueOf(await at.file({ ...input, form: aForm() }));
      expect(at.escalations()).toMatchObject([{ bypass: REASON }]);
      expect((await history()).filter(({ what }) => what === 'ladder-skipped')).toHaveLength(1);
      expect(await at.notes()).toHaveLength(1);
    },
  );
});

describe('who may go to Support L3', () => {
  const name = (settings: Partial<Pick<Settings, 'escalators' | 'escalatorRoles'>>) =>
    site.does('admin', 'saveSettings', { projectId: site.sup.id, settings });
  const roleOf = (role: string): string =>
    site.state.jira.projects.find(({ id }) => id === site.sup.id)?.roles.find((one) => one.name === role)?.id ?? '';
  const may = async (who: Who) => {
    const panel = await site.does(who, 'findHandoffs', { issueId: at.ticket.id, projectId: site.sup.id });
    const form = await at.prepareAs(who);
    expect(form.toL3).toEqual(panel.toL3);
    return panel.toL3;
  };

  test('nobody is named: everybody who sees the ticket', async () => {
    for (const who of ['agent', 'agent2', 'cslead', 'admin'] as const) expect((await may(who)).may).toBe(true);
  });

  test('who is named, and nobody else; the others are told who', async () => {
    await name({ escalators: ['agent'] });
    expect((await may('agent')).may).toBe(true);
    for (const who of ['agent2', 'cslead', 'admin'] as const) {
      expect(await may(who)).toEqual({ may: false, people: ['agent'], byRole: false });
      expect((await at.chosenFor(who)).way).toEqual({ by: 'nobody', why: 'not-to-l3' });
    }
    valueOf(await at.file(at.filing()));
  });

  test('who has a role that is named', async () => {
    await name({ escalatorRoles: [roleOf('Members')] });
    for (const who of ['agent', 'agent2', 'cslead'] as const) expect((await may(who)).may).toBe(true);
    expect(await may('admin')).toEqual({ may: false, people: [], byRole: true });
    valueOf(await at.file(at.filing()));
    expect(refusalOf(await at.file(at.filing(), 'admin')).needs).toMatch(/named, yourself or by a role/);
  });

  test('of the ticket’s project, not of the handoff’s', async () => {
    await site.does('admin', 'saveSettings', { projectId: site.exam.id, settings: { escalators: ['po'] } });
    expect((await may('agent')).may).toBe(true);
    valueOf(await at.file(at.filing()));
  });

  test.each(EVERY_WAY)('%s is refused to the others, a P0 included, and nothing is left behind', async (way) => {
    await name({ escalators: ['agent2'] });
    for (const form of [aForm(), skipping()]) {
      const refusal = refusalOf(await WAYS[way](at.filing({ form })));
      expect([refusal.code, refusal.needs]).toEqual(['not-allowed', expect.stringContaining('Support L3')]);
    }
    expect([at.claim(), at.escalations(), site.stored('prepared'), await at.notes()]).toEqual([undefined, [], [], []]);
  });

  test('whom a prepared bug waits for files it by the right of who prepared it, and no other', async () => {
    await name({ escalators: ['agent2'] });
    valueOf(await site.settle({ filer: 'agent' }));
    const input = at.filing();
    valueOf(await prepare(input, 'agent2'));
    expect(refusalOf(await at.file(input, 'cslead')).code).toBe('not-allowed');
    expect((await at.chosenFor('agent')).way).toEqual({ by: 'self' });
    expect((await at.chosenFor('cslead')).way).toEqual({ by: 'nobody', why: 'not-to-l3' });
    expect(refusalOf(await at.file(at.filing(), 'agent')).code).toBe('not-allowed');
    valueOf(await at.file(input, 'agent'));
    expect(at.escalations()).toMatchObject([{ by: 'agent', preparedBy: 'agent2' }]);
  });

  test('Support L1 and L2 are for everybody who sees the ticket', async () => {
    await name({ escalators: ['agent'] });
    const climbing = { issueId: at.ticket.id, projectId: site.sup.id, releaseId: at.releaseId };
    await site.does('agent2', 'saveLookUp', { ...climbing, text: 'x', seen: '' });
    await site.does('agent2', 'passToL2', climbing);
  });
});

describe('the customer’s rollout step', () => {
  const plans = [
    aPlan({ audience: 'pilot', who: 'Haifa', percent: 0 }),
    aPlan({ percent: 25, exitCriteria: 'A secret criterion' }),
  ];
  beforeEach(async () => {
    await site.does('po', 'saveSteps', { releaseId: at.releaseId, steps: plans });
    await site.does('po', 'enterStep', { releaseId: at.releaseId, stepId: plans[0]?.id ?? '' });
  });

  test('is chosen from the handoff’s steps, of which nothing else is told', async () => {
    const { steps } = await at.chosenFor('agent2');
    expect(steps).toEqual([
      { id: plans[0]?.id, text: 'Pilot: Haifa', percent: 0, isEntered: true },
      { id: plans[1]?.id, text: '25 %', percent: 25, isEntered: false },
    ]);
  });

  test.each(EVERY_WAY)('goes on record by %s', async (way) => {
    const customer = { percent: 25, name: '25 %' };
    const input = at.filing({ customer });
    valueOf(await WAYS[way](input));
    if (way === 'prepareForFiler') {
      const { prepared } = await at.prepareAs('admin');
      expect(prepared?.customer).toEqual(customer);
      valueOf(await at.file(input, 'admin'));
    }
    expect(at.escalations()).toMatchObject([{ customer }]);
    const described = JSON.stringify((await at.bugs())[0]?.fields.description ?? '');
    if (way !== 'recordFiledBug') expect(described).toContain('Rollout step of the customer: 25 %');
  });

  test('unknown: nothing is said of it', async () => {
    valueOf(await at.file(at.filing()));
    expect(at.escalations()).toMatchObject([{ customer: null }]);
    expect(JSON.stringify(await at.bugs())).not.toContain('Rollout step of the customer');
  });
});
