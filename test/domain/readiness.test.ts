import fc from 'fast-check';
import { emptyDocument, type HandoffDocument, type Section } from '../../src/domain/document';
import { adviceOn, isWebAddress, missingParts, type Lack } from '../../src/domain/readiness';
import { aDocument, aLikelyQuestion, aLimitation, anEscalation, aStep } from '../fixtures/builders';

const pairs = (count: number) => Array.from({ length: count }, () => aLikelyQuestion());
const limitations = (over: Partial<HandoffDocument['limitations']>) => ({
  limitations: { items: [], noneBecause: '', ...over },
});
const dashboard = (url: string, watch = 'x') => ({ dashboard: { url, watch } });

test('an empty handoff lacks everything, in reading order', () => {
  expect(missingParts(emptyDocument(''))).toEqual([
    { section: 'whatsNew', lacks: ['text'] },
    { section: 'happyPath', lacks: ['step'] },
    { section: 'limitations', lacks: ['limitation-or-reason'] },
    { section: 'likelyQuestions', lacks: ['three-questions'] },
    { section: 'escalation', lacks: ['look-up', 'reproduce', 'target', 'chain-label', 'outcomes'] },
    { section: 'dashboard', lacks: ['url', 'watch'] },
  ]);
});

test('a complete one lacks nothing', () => {
  expect(missingParts(aDocument())).toEqual([]);
});

test.each<[string, Partial<HandoffDocument>, Section, Lack[]]>([
  ['blank paragraph', { whatsNew: ' \n\t' }, 'whatsNew', ['text']],
  ['step without an action', { happyPath: [aStep({ action: ' ' })] }, 'happyPath', ['incomplete-step']],
  ['second step without a result', { happyPath: [aStep(), aStep({ result: '' })] }, 'happyPath', ['incomplete-step']],
  [
    'limitation without a limit',
    limitations({ items: [aLimitation({ limit: '' })] }),
    'limitations',
    ['incomplete-limitation'],
  ],
  [
    'limitation of nobody',
    limitations({ items: [aLimitation({ whom: '' })] }),
    'limitations',
    ['incomplete-limitation'],
  ],
  ['blank reason for none', limitations({ noneBecause: ' ' }), 'limitations', ['limitation-or-reason']],
  [
    'a reason does not heal a half limitation',
    limitations({ items: [aLimitation({ limit: '' })], noneBecause: 'x' }),
    'limitations',
    ['incomplete-limitation'],
  ],
  ['two pairs', { likelyQuestions: pairs(2) }, 'likelyQuestions', ['three-questions']],
  [
    'third pair without its answer',
    { likelyQuestions: [...pairs(2), aLikelyQuestion({ answer: '' })] },
    'likelyQuestions',
    ['incomplete-question'],
  ],
  [
    'two pairs, one empty',
    { likelyQuestions: [...pairs(1), aLikelyQuestion({ question: ' ' })] },
    'likelyQuestions',
    ['three-questions', 'incomplete-question'],
  ],
  ['no look-up', { escalation: anEscalation({ lookUp: '' }) }, 'escalation', ['look-up']],
  ['no way to reproduce', { escalation: anEscalation({ reproduce: ' ' }) }, 'escalation', ['reproduce']],
  ['no target project', { escalation: anEscalation({ targetProject: null }) }, 'escalation', ['target']],
  ['no issue type', { escalation: anEscalation({ issueType: null }) }, 'escalation', ['target']],
  ['no chain label', { escalation: anEscalation({ chainLabel: '' }) }, 'escalation', ['chain-label']],
  ['nobody told of a bug', { escalation: anEscalation({ bug: { means: 'x', tell: '' } }) }, 'escalation', ['outcomes']],
  [
    'no feature request',
    { escalation: anEscalation({ featureRequest: { means: '', tell: 'x' } }) },
    'escalation',
    ['outcomes'],
  ],
  [
    'nothing as intended',
    { escalation: anEscalation({ workingAsIntended: { means: '', tell: '' } }) },
    'escalation',
    ['outcomes'],
  ],
  ['javascript: as dashboard', dashboard('javascript:alert(1)'), 'dashboard', ['url']],
  ['nothing to watch', dashboard('https://x.example', ' '), 'dashboard', ['watch']],
])('%s', (_, over, section, lacks) => {
  expect(missingParts(aDocument(over))).toEqual([{ section, lacks }]);
});

test.each<[string, Partial<HandoffDocument>]>([
  ['none, because', limitations({ noneBecause: 'All that was planned is in' })],
  ['no workaround', limitations({ items: [aLimitation({ workaround: '' })] })],
  ['six pairs are advice, not a blocker', { likelyQuestions: pairs(6) }],
  ['Hebrew and emoji', { whatsNew: 'קיצור דרך 🚀' }],
])('counts as filled: %s', (_, over) => {
  expect(missingParts(aDocument(over))).toEqual([]);
});

test.each([
  ['https://example.com', true],
  ['http://example.com/a?b=c#d', true],
  ['HTTPS://EXAMPLE.COM', true],
  ['  https://example.com ', true],
  ['https://דוגמה.example', true],
  ['', false],
  ['example.com', false],
  ['//example.com', false],
  ['https://', false],
  ['https://a b', false],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)//https://x.example', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,<script>alert(1)</script>', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
  ['ftp://example.com', false],
  ['https:evil', false],
])('web address %j: %s', (text, expected) => {
  expect(isWebAddress(text)).toBe(expected);
});

test('property: what counts as a web address is opened as http or https', () => {
  const scheme = fc.constantFrom('http://', 'https://', 'javascript:', 'data:', ' https://', 'HTTP://', '');
  fc.assert(
    fc.property(scheme, fc.oneof(fc.webAuthority(), fc.string()), (start, rest) => {
      const text = start + rest;
      if (isWebAddress(text)) expect(new URL(text.trim()).protocol).toMatch(/^https?:$/);
    }),
  );
});

test('advice: engineering-speak and more than five pairs, and it never blocks', () => {
  const document = aDocument({ whatsNew: 'The new API endpoint gets deployed', likelyQuestions: pairs(6) });
  expect(adviceOn(document)).toEqual(['engineering-speak', 'more-than-five-questions']);
  expect(missingParts(document)).toEqual([]);
  expect(adviceOn(aDocument({ likelyQuestions: pairs(5) }))).toEqual([]);
});
