import { heading, paragraphs, type AdfDocument } from './bug-report';

/** A description of Jira holds so many characters; whether Jira counts a document's words or all of it is undocumented, so all of it counts here. */
const MOST_CHARACTERS = 32_767;

/** A comment of the ticket as the bug tells it. */
export type CarriedComment = {
  readonly id: string;
  readonly author: string;
  /** ISO, UTC */
  readonly at: string;
  readonly isInternal: boolean;
  readonly text: string;
};

type Node = Readonly<Record<string, unknown>>;
const partsOf = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Nodes of a document that end a line (ADF). */
const LINE = /^(paragraph|heading|codeBlock|hardBreak|media|blockCard|embedCard|taskItem|decisionItem)$/;

/**
 * The words of a document of Jira, a line for each block. No markup is taken over: a mention would tell people again, and a picture belongs to
 * its own issue; of a link the address stays.
 */
export const wordsIn = (node: unknown): string => {
  const { type, text, attrs, marks, content } = partsOf(node);
  const { text: label, shortName, url, alt } = partsOf(attrs);
  const hrefs = listOf(marks).map((mark) => partsOf(partsOf(mark).attrs).href);
  const isWords = (one: unknown): one is string => typeof one === 'string';
  const words = [text, label, shortName, url, alt].find(isWords) ?? '';
  const href = hrefs.filter(isWords).find((one) => one !== words);
  return [
    ...[words, href === undefined ? '' : ` (${href})`, ...listOf(content).map(wordsIn)],
    LINE.test(String(type)) ? '\n' : '',
  ].join('');
};

/** Who said it when, and to whom; the moment in UTC, which is the same for all who read the bug. */
const introOf = ({ author, at, isInternal }: CarriedComment): string =>
  `${author}, ${at.slice(0, 16).replace('T', ' ')} UTC${isInternal ? ', internal: not for the customer' : ''}`;

const intro = (comment: CarriedComment) => ({
  type: 'paragraph',
  content: [{ type: 'text', text: introOf(comment), marks: [{ type: 'strong' }] }],
});

/** A document with the comments under a heading of their own, the oldest first. `tooMuch`: the first one that no longer fits into a text of Jira. */
export const withComments = (
  { content, ...document }: AdfDocument,
  comments: readonly CarriedComment[],
): { readonly document: AdfDocument; readonly tooMuch: CarriedComment | null } => {
  const told = [...content, ...(comments.length > 0 ? [heading('From the ticket’s comments')] : [])];
  let tooMuch: CarriedComment | null = null;
  for (const comment of comments.toSorted((one, other) => one.at.localeCompare(other.at))) {
    told.push(intro(comment), ...paragraphs(comment.text));
    if (JSON.stringify(told).length > MOST_CHARACTERS) tooMuch ??= comment;
  }
  return { document: { ...document, content: told }, tooMuch };
};
