import fc from 'fast-check';
import { bugDescription, bugLabels, bugNote, bugText } from '../../src/domain/bug-report';
import { proposeChainLabel } from '../../src/domain/chain-label';
import { labelSchema } from '../../src/domain/document';
import { IMPACTS, PRIORITIES, SEVERITIES, escalationFormSchema, priorityOf } from '../../src/domain/escalation';
import { aForm } from '../fixtures/builders';

test('priority: the sixteen cells', () => {
  const table = SEVERITIES.map((severity) => IMPACTS.map((impact) => priorityOf(severity, impact)));
  expect(table).toEqual([
    ['Highest', 'High', 'High', 'Medium'],
    ['High', 'High', 'Medium', 'Low'],
    ['High', 'Medium', 'Low', 'Low'],
    ['Medium', 'Low', 'Low', 'Lowest'],
  ]);
});

test('priority: never higher for a lower severity or impact', () => {
  const rank = (s: number, i: number) => PRIORITIES.indexOf(priorityOf(SEVERITIES[s] ?? 'P3', IMPACTS[i] ?? 'low'));
  for (let s = 0; s < 4; s += 1)
    for (let i = 0; i < 4; i += 1) {
      expect(rank(s + 1, i)).toBeGreaterThanOrEqual(rank(s, i));
      expect(rank(s, i + 1)).toBeGreaterThanOrEqual(rank(s, i));
    }
});

test.each([
  ['EXAM', '2.4 Grading shortcut', '10010', 'chain-exam-2-4-grading-shortcut-10010'],
  ['EXAM', 'קיצור דרך', '10010', 'chain-exam-10010'],
  ['EXAM', '🚀🚀', '10010', 'chain-exam-10010'],
  ['EXAM', '2.4 קיצור 🚀 beta', '10010', 'chain-exam-2-4-beta-10010'],
  ['EXAM', '  two   spaces\tand a tab ', '7', 'chain-exam-two-spaces-and-a-tab-7'],
  ['EXAM', 'Résumé für Tests', '7', 'chain-exam-resume-fur-tests-7'],
  ['EXAM', '', '7', 'chain-exam-7'],
  ['EXAM', '"; DROP', '7', 'chain-exam-drop-7'],
])('chain label of %s, %s', (key, name, id, label) => {
  expect(proposeChainLabel(key, name, id)).toBe(label);
});

test('property: a proposed chain label is a good Jira label, ASCII, lower case, and ends with the id', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }));
  const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{1,9}$/);
  fc.assert(
    fc.property(key, name, fc.integer({ min: 1, max: 10 ** 9 }), (projectKey, releaseName, id) => {
      const label = proposeChainLabel(projectKey, releaseName, String(id));
      expect(label).toMatch(/^chain-[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(label.endsWith(`-${id}`)).toBe(true);
      expect(label.length).toBeLessThanOrEqual(255);
      expect(labelSchema.safeParse(label).success).toBe(true);
    }),
  );
});

test('the labels of a new L3 bug', () => {
  expect(bugLabels('chain-exam-7')).toEqual(['chain-exam-7', 'chain-level-untriaged']);
});

type Node = { type: string; text?: string; content?: Node[]; marks?: { attrs: { href: string } }[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.content ?? []).flatMap(nodesOf)];
const origin = {
  ticketKey: 'SUP-1',
  ticketUrl: 'https://x.atlassian.net/browse/SUP-1',
  releaseName: '<b>2.4</b>',
  revision: 3,
  panelUrl: 'https://x.atlassian.net/panel',
  requestedBy: null,
  customer: null,
};

test('property: whatever is typed stays text in the description, and none of it is lost', () => {
  const typed = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '[a|javascript:alert(1)]',
      '**bold** `code`',
      '{panel}x{panel}',
      '\r\n\r\nx',
      '🚀 שלום',
    ),
    fc.string({ minLength: 1, maxLength: 200 }),
  );
  fc.assert(
    fc.property(typed, typed, typed, (userSees, steps, observed) => {
      const document = bugDescription(aForm({ userSees, steps, observed }), origin) as unknown as Node;
      const nodes = nodesOf(document);
      expect(new Set(nodes.map(({ type }) => type))).toEqual(new Set(['doc', 'heading', 'paragraph', 'text']));
      expect(nodes.every((node) => node.type !== 'text' || (node.text ?? '') !== '')).toBe(true);
      const texts = nodes.map((node) => node.text ?? '');
      const lines = [userSees, steps, observed]
        .flatMap((text) => text.split(/\r?\n/))
        .filter((line) => line.trim() !== '');
      for (const line of lines) expect(texts).toContain(line);
      const links = nodes.flatMap((node) => (node.marks ?? []).map(({ attrs }) => attrs.href));
      expect(links).toEqual([origin.ticketUrl, origin.panelUrl]);
    }),
  );
});

test('the description has each part of the form, links to ticket and revision', () => {
  const texts = nodesOf(bugDescription(aForm(), origin) as unknown as Node).flatMap((node) => node.text ?? []);
  const { summary, severity, impact, reach, ...prose } = aForm();
  for (const text of Object.values(prose).filter((typed) => typed !== '')) expect(texts).toContain(text);
  expect([summary, severity, impact, reach]).toHaveLength(4);
  expect(texts).toContain('Severity P1, impact High, reaches a segment of customers.');
  expect(texts).toContain('SUP-1');
  expect(texts).toContain('<b>2.4</b>, revision 3');
});

test('the note names the bug; without an address it has no link', () => {
  const nodes = nodesOf(
    bugNote({ key: 'EXAM-9', url: null }, '2.4', { joined: false, bypass: null }) as unknown as Node,
  );
  expect(nodes.map((node) => node.text ?? '').join('')).toContain('EXAM-9');
  expect(nodes.some((node) => node.marks !== undefined)).toBe(false);
});

test.each([
  ['a summary of two lines', { summary: 'a\nb' }],
  ['a summary of 256', { summary: 'x'.repeat(256) }],
  ['a blank field', { observed: ' \n ' }],
  ['4,001 characters', { steps: 'x'.repeat(4001) }],
  ['a made-up severity', { severity: 'P9' as 'P0' }],
])('the form refuses %s', (_, over) => {
  expect(escalationFormSchema.safeParse(aForm(over)).success).toBe(false);
});

test('the form takes what fits', () => {
  expect(escalationFormSchema.safeParse(aForm({ summary: 'x'.repeat(255) })).success).toBe(true);
});

test('copied as plain text, finished or not: parts that are empty are left out', () => {
  const { severity, impact, reach, ...texts } = aForm();
  expect(bugText({ ...texts, severity, impact, reach })).toContain(
    `Observed\n${texts.observed}\n\nExpected\n${texts.expected}`,
  );
  expect(bugText({ ...texts, severity, impact, reach })).toMatch(/\n\nSeverity P1, impact High.*\.$/);
  expect(bugText({ summary: 'It breaks', steps: ' ', observed: 'Seen', severity: 'P9' })).toBe(
    'It breaks\n\nObserved\nSeen',
  );
});
