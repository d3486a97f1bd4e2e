import { passes, pathsOf, readFilter } from '../../host/runtime/event-filters';
import { loadTriggers } from '../../host/runtime/triggers';

/** Filters of triggers by entity properties, as Forge documents them: events-reference/product_events, "Filtering by entity properties". */

const BUG = "event.runtime.issue.properties['myapp'].type";
const ACTIVE = "event.runtime.project.properties['myapp'].status";

const PROPERTIES = {
  issue: { myapp: { type: 'bug', deep: { y: { z: true } }, count: 3 }, plain: 'text' },
  project: { myapp: { status: 'active' } },
} as const;
const judge = (expression: string) => {
  const filter = readFilter(expression);
  return filter && passes(filter, (entity, key) => (PROPERTIES[entity] as Record<string, unknown>)[key]);
};

test.each([
  [`${ACTIVE} == 'active' && ${BUG} == 'bug'`, true],
  [`${ACTIVE} == 'active'\n  && ${BUG} == 'story'\n`, false],
  [`${BUG} == 'story' || ${ACTIVE} != 'closed'`, true],
  ["event.runtime.issue.properties['myapp']['type'] == 'bug'", true],
  // A nested object can't be resolved and is null; its parts can.
  ["event.runtime.issue.properties['myapp'].deep == null", true],
  ["event.runtime.issue.properties['myapp'].deep.y.z == true", true],
  ["event.runtime.issue.properties['myapp']['deep.y.z'] == true", true],
  ["event.runtime.issue.properties['myapp'].count == 3", true],
  ["event.runtime.issue.properties['plain'] == 'text'", true],
  // What isn't there is null.
  ["event.runtime.issue.properties['other'].type != null", false],
  [`${BUG} != null`, true],
])('%s: %s', (expression, expected) => {
  expect(judge(expression)).toBe(expected);
});

test.each([
  "event.issue.fields?.issueType.name == 'Bug'",
  "(event.runtime.issue.properties['some'].strings).length > 0",
  `!(${BUG} == 'bug')`,
  "event.runtime.user.properties['prefs'].role == 'admin'",
  'true',
  '',
])('any other expression is not simulated: %s', (expression) => {
  expect(readFilter(expression)).toBeUndefined();
});

test('of a path that is named twice there is one', () => {
  const paths = pathsOf(readFilter(`${BUG} == 'bug' || ${BUG} == 'story' || ${ACTIVE} == 'active'`) ?? []);
  expect(new Set(paths).size).toBe(2);
});

test('a trigger gets what its filter lets pass, and nothing of which no properties are known', () => {
  const manifest = {
    ...{ key: 'bugs', events: ['avi:jira:updated:issue'] },
    filter: { ignoreSelf: true, expression: `${BUG} == 'bug'` },
  };
  const triggers = loadTriggers({ modules: [{ type: 'trigger', key: 'bugs', manifest }] } as unknown as Parameters<
    typeof loadTriggers
  >[0]);
  const event = { eventType: 'avi:jira:updated:issue', atlassianId: undefined, byApp: false, payload: {} };
  expect(triggers.listeningTo({ ...event, properties: PROPERTIES })).toEqual(['bugs']);
  expect(triggers.listeningTo({ ...event, byApp: true, properties: PROPERTIES })).toEqual([]);
  expect(triggers.listeningTo({ ...event, properties: { issue: {}, project: {} } })).toEqual([]);
  expect(triggers.listeningTo(event)).toEqual([]);
});
