import type { BlockContent, Heading, List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { HandoffDocument } from '../../../src/domain/document';
import { isWebAddress } from '../../../src/domain/readiness';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { ESCALATION_HEADINGS, LABELS } from './words';

const words = (value: string): PhrasingContent => ({ type: 'text', value });
const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children });
const heading = (depth: Heading['depth'], text: string): Heading => ({
  ...{ type: 'heading', depth },
  children: [words(text)],
});

/** Line breaks of a person are kept as such, where Markdown would make them blanks. */
const lines = (text: string): PhrasingContent[] =>
  text.split('\n').flatMap((line, nth) => [...(nth === 0 ? [] : [{ type: 'break' } as const]), words(line)]);

/** A text of a person: a blank line begins a paragraph, as it does on the screens. */
const paragraphs = (text: string): Paragraph[] =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraph(...lines(part)));

/** The same with a label in front, for what a heading would be too much for; nothing where nothing is written. */
const labelled = (label: string, text: string): Paragraph[] => {
  const [first, ...rest] = paragraphs(text);
  if (first === undefined) return [];
  const strong: PhrasingContent = { type: 'strong', children: [words(`${label}:`)] };
  return [paragraph(strong, words(' '), ...first.children), ...rest];
};

const list = (ordered: boolean, items: readonly BlockContent[][]): List[] =>
  items.length === 0
    ? []
    : [
        {
          ...{ type: 'list', ordered, spread: true },
          children: items.map((children): ListItem => ({ type: 'listItem', spread: true, children })),
        },
      ];

const escalation = ({ escalation: path }: HandoffDocument): RootContent[] => {
  const { targetProject, issueType } = path;
  const target =
    targetProject === null || issueType === null ? [] : paragraphs(`${targetProject.name}, as ${issueType.name}`);
  const outcome = ({ means, tell }: typeof path.bug) => [...paragraphs(means), ...labelled(LABELS.tell, tell)];
  const under: Record<keyof typeof ESCALATION_HEADINGS, RootContent[]> = {
    lookUp: paragraphs(path.lookUp),
    reproduce: paragraphs(path.reproduce),
    target,
    chainLabel: [paragraph({ type: 'inlineCode', value: path.chainLabel })],
    bug: outcome(path.bug),
    featureRequest: outcome(path.featureRequest),
    workingAsIntended: outcome(path.workingAsIntended),
  };
  const keys = Object.keys(ESCALATION_HEADINGS) as (keyof typeof ESCALATION_HEADINGS)[];
  return keys.flatMap((key) => [heading(3, ESCALATION_HEADINGS[key]), ...under[key]]);
};

const address = (url: string): Paragraph[] =>
  isWebAddress(url)
    ? [paragraph({ type: 'link', url: url.trim(), children: [words(url.trim())] })]
    : labelled(LABELS.address, url);

/** A handoff as Markdown: six headings in reading order, lists for its items. Reading it back gives the same handoff. */
export const writeMarkdown = (releaseName: string, document: HandoffDocument): string => {
  const { whatsNew, happyPath, limitations, likelyQuestions, dashboard } = document;
  const children: RootContent[] = [
    heading(1, `CS Handoff: ${releaseName}`),
    heading(2, SECTION_TITLES.whatsNew),
    ...paragraphs(whatsNew),
    heading(2, SECTION_TITLES.happyPath),
    ...list(
      true,
      happyPath.map(({ action, result }) => [...paragraphs(action), ...labelled(LABELS.result, result)]),
    ),
    heading(2, SECTION_TITLES.limitations),
    ...list(
      false,
      limitations.items.map(({ limit, whom, workaround, carriedFrom = '' }) => [
        ...paragraphs(limit),
        ...labelled(LABELS.whom, whom),
        ...labelled(LABELS.workaround, workaround),
        ...labelled(LABELS.carriedFrom, carriedFrom),
      ]),
    ),
    ...labelled(LABELS.noneBecause, limitations.noneBecause),
    heading(2, SECTION_TITLES.likelyQuestions),
    ...likelyQuestions.flatMap(({ question, answer, internalNote }) => [
      heading(3, question),
      ...paragraphs(answer),
      ...labelled(LABELS.internalNote, internalNote),
    ]),
    heading(2, SECTION_TITLES.escalation),
    ...escalation(document),
    heading(2, SECTION_TITLES.dashboard),
    ...address(dashboard.url),
    ...labelled(LABELS.watch, dashboard.watch),
  ];
  return toMarkdown({ type: 'root', children }, { bullet: '-', listItemIndent: 'one' });
};
