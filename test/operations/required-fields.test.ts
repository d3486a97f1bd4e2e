import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What a project requires of its bugs beside the form, and what its site calls differently. */

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

describe('fields that the project requires', () => {
  test('are asked for by type, held against the screen again, and sent as Jira takes them', async () => {
    const team = at.fieldOnBugs('select', ['Grading', 'Upload']);
    const customers = at.fieldOnBugs('number');
    const parts = at.fieldOnBugs('multiselect', ['Web', 'Phone']);
    const owner = at.fieldOnBugs('user');
    const { needed } = await at.chosenFor('agent');
    expect(needed.map(({ kind }) => kind)).toEqual(['choice', 'number', 'choices', 'person']);
    expect(needed[0]?.options.map(({ name }) => name)).toEqual(['Grading', 'Upload']);

    const problems = async (values: Record<string, string[]>) => refusalOf(await at.file(at.filing({ values }))).fields;
    expect(await problems({ [customers]: ['many'], [parts]: ['1'], [owner]: ['po'] })).toEqual([
      { path: ['values', team], problem: 'missing' },
      { path: ['values', customers], problem: 'not-valid' },
    ]);
    expect(at.claim()?.step).toBe('nothing-sent');
    const good = { [team]: ['2'], [customers]: ['12'], [parts]: ['1', '2'], [owner]: ['po'] };
    expect(await problems({ ...good, [team]: ['99'] })).toEqual([{ path: ['values', team], problem: 'not-valid' }]);
    const { bugKey } = valueOf(await at.file(at.filing({ values: good })));
    const [bug] = await at.bugs();
    expect(bug?.fields).toMatchObject({
      ...{ [team]: { value: 'Upload' }, [customers]: 12, [owner]: { accountId: 'po' } },
      [parts]: [{ value: 'Web' }, { value: 'Phone' }],
    });
    await at.exactlyOne(bugKey);
  });

  test('a field that left the screen meanwhile is left out', async () => {
    const team = at.fieldOnBugs('select', ['Grading']);
    at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'issuelinks'], required: ['summary'] });
    await at.exactlyOne(valueOf(await at.file(at.filing({ values: { [team]: ['1'] } }))).bugKey);
  });

  test('more choices than a list should have, and unknown types, are for Jira’s own dialog', async () => {
    at.fieldOnBugs(
      'select',
      Array.from({ length: 101 }, (_, nth) => `Team ${nth}`),
    );
    expect((await at.chosenFor('agent')).needed).toMatchObject([{ kind: 'dialog', options: [] }]);
  });
});

test('every type that the form can ask for, as Jira takes it', async () => {
  site.state.jira.projects.find(({ id }) => id === site.exam.id)?.components.push({ id: '77', name: 'Web' });
  const text = at.fieldOnBugs('text');
  const story = at.fieldOnBugs('textarea');
  const since = at.fieldOnBugs('date');
  const tags = at.fieldOnBugs('labels');
  const owner = at.fieldOnBugs('user');
  const components = at.onScreen('components', true);
  const { needed } = await at.chosenFor('agent');
  const kinds = Object.fromEntries(needed.map(({ id, kind }) => [id, kind]));
  expect(kinds).toEqual({
    ...{ [text]: 'text', [story]: 'paragraph', [since]: 'date', [tags]: 'labels', [owner]: 'person' },
    [components]: 'choices',
  });
  const good = {
    ...{ [text]: ['Team 4'], [story]: ['One\nTwo'], [since]: ['2026-02-28'], [tags]: ['late', 'paid'] },
    ...{ [owner]: ['po'], [components]: ['77'] },
  };
  const bad = {
    ...{ [text]: ['Team\n4'], [story]: [' '], [since]: ['2026-02-30'], [tags]: ['two words'] },
    ...{ [owner]: [''], [components]: ['77', '78'] },
  };
  const { fields = [] } = refusalOf(await at.file(at.filing({ values: bad })));
  const problems = Object.fromEntries(fields.map(({ path: [, id], problem }) => [String(id), problem]));
  expect(problems).toEqual({
    ...{ [text]: 'not-valid', [story]: 'missing', [since]: 'not-valid', [tags]: 'not-valid' },
    ...{ [owner]: 'missing', [components]: 'not-valid' },
  });
  expect(await at.bugs()).toEqual([]);

  await at.exactlyOne(valueOf(await at.file(at.filing({ values: good }))).bugKey);
  const [bug] = await at.bugs();
  expect(bug?.fields).toMatchObject({
    ...{ [text]: 'Team 4', [since]: '2026-02-28', [tags]: ['late', 'paid'], [owner]: { accountId: 'po' } },
    ...{ components: [{ id: '77' }] },
    [story]: { type: 'doc', content: [{ content: [{ text: 'One' }] }, { content: [{ text: 'Two' }] }] },
  });
});

describe("a site without Jira's usual priorities", () => {
  beforeEach(() => {
    for (const priority of site.state.jira.priorities) if (priority.name !== 'Highest') priority.name += ' here';
  });

  test('the bug is filed, and its priority left to Jira', async () => {
    const { priorities, needed } = await at.chosenFor('agent');
    expect(priorities.map(({ name }) => name)).toEqual([
      'Highest',
      'High here',
      'Medium here',
      'Low here',
      'Lowest here',
    ]);
    expect(needed).toEqual([]);
    const { bugKey } = valueOf(await at.file(at.filing()));
    expect((await at.bugs())[0]?.fields.priority).toMatchObject({ name: 'Medium here' });
    await at.exactlyOne(bugKey);
  });

  test('one that it does have is set all the same', async () => {
    const form = { ...at.filing().form, severity: 'P0', impact: 'blocker' } as const;
    valueOf(await at.file(at.filing({ form })));
    expect((await at.bugs())[0]?.fields.priority).toMatchObject({ name: 'Highest' });
  });
});

describe('an issue type that is gone in Jira', () => {
  beforeEach(() => {
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    if (exam !== undefined)
      exam.issueTypes = exam.issueTypes.filter(({ issueTypeId }) => issueTypeId !== site.exam.typeId('Bug'));
  });

  test.each(['agent', 'agent2', 'cslead'] as const)('is said to %s before anything is typed', async (who) => {
    valueOf(await site.settle({ filer: 'agent', appMayFile: true }));
    expect((await at.chosenFor(who)).way).toEqual({ by: 'nobody', why: 'target-gone' });
    expect(refusalOf(await at.file(at.filing(), who))).toEqual({ ok: false, code: 'target-gone' });
    expect(at.claim()?.step).toBe('nothing-sent');
  });
});
