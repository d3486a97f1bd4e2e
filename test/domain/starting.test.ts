import { emptyDocument } from '../../src/domain/document';
import { missingParts } from '../../src/domain/readiness';
import { fromPrevious, fromTemplate, lightStart } from '../../src/domain/starting';
import { aDocument, aLimitation, anEscalation, anId } from '../fixtures/builders';

const LABEL = 'chain-exam-2-5-10';
const previous = { releaseName: '2.4 Grading shortcut', document: aDocument() };

describe('from the handoff of an earlier release', () => {
  const started = fromPrevious(previous, LABEL);

  test('its limitations come with it, each marked with where it was said first', () => {
    const [item] = previous.document.limitations.items;
    expect(started.limitations.items).toEqual([{ ...item, carriedFrom: '2.4 Grading shortcut' }]);
    const next = fromPrevious({ releaseName: '2.5', document: started }, LABEL);
    expect(next.limitations.items).toEqual(started.limitations.items);
  });

  test('escalation path and dashboard come with it, but never the label: bugs belong to one release', () => {
    expect(started.escalation).toEqual({ ...previous.document.escalation, chainLabel: LABEL });
    expect(started.dashboard).toEqual(previous.document.dashboard);
  });

  test('what is new, the steps and the questions are written anew', () => {
    expect(missingParts(started).map(({ section }) => section)).toEqual(['whatsNew', 'happyPath', 'likelyQuestions']);
  });

  test('that there was none then says nothing of now', () => {
    const none = aDocument({ limitations: { items: [], noneBecause: 'Nothing is new there' } });
    expect(fromPrevious({ ...previous, document: none }, LABEL).limitations).toEqual({ items: [], noneBecause: '' });
  });
});

test('from the template: all of it, with the label of the new release', () => {
  const document = aDocument({ limitations: { items: [aLimitation()], noneBecause: '' } });
  const escalation = anEscalation({ chainLabel: LABEL });
  expect(fromTemplate({ document }, LABEL)).toEqual({ ...document, escalation });
});

test.each([
  ['after an earlier handoff', previous, ['whatsNew', 'happyPath', 'likelyQuestions']],
  ['after none', null, ['whatsNew', 'happyPath', 'limitations', 'likelyQuestions', 'escalation', 'dashboard']],
])('light, %s: a few fields to fill in, and none of them counts as filled by itself', (_, before, missing) => {
  const light = lightStart(before, emptyDocument(LABEL), anId);
  expect(missingParts(light).map(({ section }) => section)).toEqual(missing);
  expect(light.happyPath).toHaveLength(1);
  expect(light.likelyQuestions).toHaveLength(3);
  expect(light.escalation.chainLabel).toBe(LABEL);
});
