import * as z from 'zod/mini';
import { SECTIONS, sectionSchema, type HandoffDocument, type Section } from './document';

/** Why a section doesn't count as filled; product.md "The six sections, and when each counts as filled". */
const LACKS = [
  'text',
  'step',
  'incomplete-step',
  'limitation-or-reason',
  'incomplete-limitation',
  'three-questions',
  'incomplete-question',
  'look-up',
  'reproduce',
  'target',
  'chain-label',
  'outcomes',
  'url',
  'watch',
] as const;
export type Lack = (typeof LACKS)[number];

export const missingPartSchema = z.object({ section: sectionSchema, lacks: z.array(z.enum(LACKS)) });
/** What one section still lacks. Small enough to live in the handoff's head, so that the gate need not read documents. */
type MissingPart = z.infer<typeof missingPartSchema>;

const MIN_LIKELY_QUESTIONS = 3;
const MAX_LIKELY_QUESTIONS = 5;

const blank = (text: string): boolean => text.trim() === '';

/** A dashboard address that is safe to open: http or https and nothing else (`javascript:` is refused). */
export const isWebAddress = (text: string): boolean => {
  if (!/^https?:\/\/\S+$/i.test(text.trim())) return false;
  return URL.canParse(text.trim());
};

type Check = readonly [Lack, boolean];

const checks: Record<Section, (document: HandoffDocument) => readonly Check[]> = {
  whatsNew: (d) => [['text', blank(d.whatsNew)]],
  happyPath: (d) => [
    ['step', d.happyPath.length === 0],
    ['incomplete-step', d.happyPath.some((step) => blank(step.action) || blank(step.result))],
  ],
  limitations: (d) => [
    ['limitation-or-reason', d.limitations.items.length === 0 && blank(d.limitations.noneBecause)],
    ['incomplete-limitation', d.limitations.items.some((item) => blank(item.limit) || blank(item.whom))],
  ],
  likelyQuestions: (d) => [
    ['three-questions', d.likelyQuestions.length < MIN_LIKELY_QUESTIONS],
    ['incomplete-question', d.likelyQuestions.some((pair) => blank(pair.question) || blank(pair.answer))],
  ],
  escalation: ({ escalation }) => [
    ['look-up', blank(escalation.lookUp)],
    ['reproduce', blank(escalation.reproduce)],
    ['target', escalation.targetProject === null || escalation.issueType === null],
    ['chain-label', blank(escalation.chainLabel)],
    [
      'outcomes',
      [escalation.bug, escalation.featureRequest, escalation.workingAsIntended].some(
        (outcome) => blank(outcome.means) || blank(outcome.tell),
      ),
    ],
  ],
  dashboard: (d) => [
    ['url', !isWebAddress(d.dashboard.url)],
    ['watch', blank(d.dashboard.watch)],
  ],
};

/** The sections that aren't filled yet, in reading order. Empty means that the handoff may be handed over. */
export const missingParts = (document: HandoffDocument): MissingPart[] =>
  SECTIONS.map((section) => ({
    section,
    lacks: checks[section](document)
      .filter(([, lacking]) => lacking)
      .map(([lack]) => lack),
  })).filter((part) => part.lacks.length > 0);

export type Advice = 'engineering-speak' | 'more-than-five-questions';

// Words an engineer writes and a customer never says. Advice only, so a short list does.
const ENGINEERING =
  /\b(API|endpoint|refactor\w*|backend|frontend|deploy\w*|microservice|migration|schema|regex|null|config|feature flag|PR|SDK|latency|cache)\b|`|\(\)|[a-z][A-Z][a-z]+\(/;

/** Hints that never block. */
export const adviceOn = (document: HandoffDocument): Advice[] => [
  ...(ENGINEERING.test(document.whatsNew) ? (['engineering-speak'] as const) : []),
  ...(document.likelyQuestions.length > MAX_LIKELY_QUESTIONS ? (['more-than-five-questions'] as const) : []),
];
