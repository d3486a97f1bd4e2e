import type { Heading, ListItem, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { SECTIONS, type HandoffDocument, type Section } from '../../../src/domain/document';
import { labelledTexts } from './labelled-text';
import { inlineText, textOf } from './markdown-text';
import type { ESCALATION_HEADINGS } from './words';

/** How a section's heading is known, also where somebody else named it. */
const HEADINGS: Record<Section, RegExp> = {
  whatsNew: /what.?s new|what is new|summary|overview/i,
  happyPath: /happy path|steps|how it works|walk.?through/i,
  limitations: /limitation|known issue|restriction/i,
  likelyQuestions: /question|faq|q ?& ?a/i,
  escalation: /escalat/i,
  dashboard: /dashboard|signals/i,
};

const ESCALATIONS: Record<keyof typeof ESCALATION_HEADINGS, RegExp> = {
  lookUp: /\bL1\b|look.{0,6}up/i,
  reproduce: /\bL2\b|reproduc/i,
  target: /\bL3\b/i,
  chainLabel: /chain label/i,
  featureRequest: /feature request/i,
  workingAsIntended: /as intended|as designed/i,
  bug: /\bbugs?\b/i,
};

type Part = { readonly heading: Heading; readonly blocks: RootContent[] };
type NewId = () => string;

const titleOf = ({ heading }: Part): string => inlineText(heading.children).trim();

/** Cut at its headings; a deeper one than `depth` belongs to the part that it stands in. */
const partsOf = (
  blocks: readonly RootContent[],
  begins: (heading: Heading) => boolean,
): { before: RootContent[]; parts: Part[] } => {
  const before: RootContent[] = [];
  const parts: Part[] = [];
  for (const block of blocks) {
    if (block.type === 'heading' && begins(block)) parts.push({ heading: block, blocks: [] });
    else (parts.at(-1)?.blocks ?? before).push(block);
  }
  return { before, parts };
};

const itemsIn = (blocks: readonly RootContent[]): ListItem[] =>
  blocks.flatMap((block) => (block.type === 'list' ? block.children : []));
const notLists = (blocks: readonly RootContent[]): RootContent[] => blocks.filter(({ type }) => type !== 'list');

/** An item keeps its id as long as its first words stay: tickets are matched to it. */
const idFor = <T extends { readonly id: string }>(
  items: readonly T[],
  wordsOf: (item: T) => string,
  newId: NewId,
): ((words: string) => string) => {
  const free = [...items];
  return (words) => {
    const at = free.findIndex((item) => wordsOf(item).trim() === words.trim());
    return at < 0 ? newId() : (free.splice(at, 1)[0]?.id ?? newId());
  };
};

const readHappyPath = (blocks: readonly RootContent[], base: HandoffDocument, newId: NewId) => {
  const id = idFor(base.happyPath, ({ action }) => action, newId);
  return itemsIn(blocks).map(({ children }) => {
    const { text, result = '' } = labelledTexts(children, ['result']);
    return { id: id(text), action: text, result };
  });
};

const readLimitations = (blocks: readonly RootContent[], base: HandoffDocument, newId: NewId) => {
  const id = idFor(base.limitations.items, ({ limit }) => limit, newId);
  const items = itemsIn(blocks).map(({ children }) => {
    const read = labelledTexts(children, ['whom', 'workaround', 'carriedFrom']);
    const { text, whom = '', workaround = '', carriedFrom = '' } = read;
    return { id: id(text), limit: text, whom, workaround, ...(carriedFrom === '' ? {} : { carriedFrom }) };
  });
  const rest = labelledTexts(notLists(blocks), ['noneBecause']);
  return { items, noneBecause: rest.noneBecause ?? (items.length === 0 ? rest.text : '') };
};

const readQuestions = (blocks: readonly RootContent[], base: HandoffDocument, newId: NewId) => {
  const id = idFor(base.likelyQuestions, ({ question }) => question, newId);
  return partsOf(blocks, () => true).parts.map((part) => {
    const { text, internalNote = '' } = labelledTexts(part.blocks, ['internalNote']);
    const question = titleOf(part);
    return { id: id(question), question, answer: text, internalNote };
  });
};

const readEscalation = (blocks: readonly RootContent[], { escalation: base }: HandoffDocument) => {
  const keys = Object.keys(ESCALATIONS) as (keyof typeof ESCALATIONS)[];
  const { before, parts } = partsOf(blocks, () => true);
  let read = before.length === 0 ? base : { ...base, lookUp: textOf(before) };
  for (const part of parts) {
    const key = keys.find((one) => ESCALATIONS[one].test(titleOf(part)));
    if (key === 'lookUp' || key === 'reproduce') read = { ...read, [key]: textOf(part.blocks) };
    else if (key === 'bug' || key === 'featureRequest' || key === 'workingAsIntended') {
      const { text, tell = '' } = labelledTexts(part.blocks, ['tell']);
      read = { ...read, [key]: { means: text, tell } };
    } // target and label are chosen in the form: a name alone says not which project it is
  }
  return read;
};

const addressIn = (blocks: readonly RootContent[]): { url: string; rest: RootContent[] } => {
  const at = blocks.findIndex(
    (block) => block.type === 'paragraph' && block.children.some(({ type }) => type === 'link'),
  );
  const block = blocks[at];
  if (block?.type !== 'paragraph') return { url: '', rest: [...blocks] };
  const [link, others] = [
    block.children.find(({ type }) => type === 'link'),
    block.children.filter(({ type }) => type !== 'link'),
  ];
  const words = inlineText(others).trim() === '' ? [] : [{ ...block, children: others }];
  return {
    url: link?.type === 'link' ? link.url : '',
    rest: [...blocks.slice(0, at), ...words, ...blocks.slice(at + 1)],
  };
};

const readDashboard = (blocks: readonly RootContent[]) => {
  const { url, rest } = addressIn(blocks);
  const { text, address = '', watch } = labelledTexts(rest, ['address', 'watch']);
  return { url: url === '' ? address : url, watch: watch ?? text };
};

const sectionOf = (heading: Heading): Section | undefined =>
  SECTIONS.find((section) => HEADINGS[section].test(inlineText(heading.children)));

/** Sections stand side by side: at the depth that knows most of them. A title above or a question below may sound like one. */
const depthOf = (headings: readonly Heading[]): number => {
  const known = (depth: number): number =>
    new Set(headings.flatMap((heading) => (heading.depth === depth ? (sectionOf(heading) ?? []) : []))).size;
  return [1, 2, 3, 4, 5, 6].reduce((best, depth) => (known(depth) > known(best) ? depth : best), 1);
};

export type ReadMarkdown = {
  readonly document: HandoffDocument;
  /** The sections that the text had; all others are as they were. */
  readonly sections: readonly Section[];
  /** What stands under no heading that is known. */
  readonly left: string;
};

/**
 * A handoff from Markdown that was written here or elsewhere, over the one that is there: sections that the text doesn't have stay.
 * @param newId an id for each new item, of the app's own form
 */
export const readMarkdown = (markdown: string, base: HandoffDocument, newId: NewId): ReadMarkdown => {
  const { children } = fromMarkdown(markdown);
  const depth = depthOf(children.filter((block) => block.type === 'heading'));
  const { before, parts } = partsOf(children, (heading) => heading.depth <= depth);

  let document = base;
  const sections: Section[] = [];
  const left = before.filter(({ type }) => type !== 'heading');
  for (const part of parts) {
    const section = sectionOf(part.heading);
    if (section === undefined || sections.includes(section) || part.heading.depth < depth) {
      if (part.blocks.length > 0) left.push(part.heading, ...part.blocks);
      continue;
    }
    const { blocks } = part;
    const read: { readonly [S in Section]: () => HandoffDocument[S] } = {
      whatsNew: () => textOf(blocks),
      happyPath: () => readHappyPath(blocks, base, newId),
      limitations: () => readLimitations(blocks, base, newId),
      likelyQuestions: () => readQuestions(blocks, base, newId),
      escalation: () => readEscalation(blocks, base),
      dashboard: () => readDashboard(blocks),
    };
    document = { ...document, [section]: read[section]() };
    sections.push(section);
  }
  return { document, sections, left: textOf(left) };
};
