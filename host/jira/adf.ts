import { limit } from '../limits';
import type { Json } from './call';
import { isRecord } from '../is-record';

/** Nodes of the Atlassian Document Format (developer.atlassian.com: ADF, structure). */
const NODES = new Set(
  (
    'paragraph heading text hardBreak bulletList orderedList listItem taskList taskItem decisionList decisionItem ' +
    'blockquote codeBlock panel rule table tableRow tableCell tableHeader mention emoji date status inlineCard ' +
    'blockCard embedCard expand nestedExpand mediaSingle mediaGroup media mediaInline'
  ).split(' '),
);

const childrenOf = (node: Json): readonly unknown[] => (Array.isArray(node.content) ? (node.content as unknown[]) : []);

const isNode = (node: unknown): boolean =>
  isRecord(node) &&
  typeof node.type === 'string' &&
  NODES.has(node.type) &&
  (node.type !== 'text' || (typeof node.text === 'string' && node.text !== '')) &&
  (node.content === undefined || Array.isArray(node.content)) &&
  childrenOf(node).every(isNode);

/** Why a text can't be kept, in Jira's words; undefined where it can. */
export const tooLong = (text: string, most: number): string | undefined =>
  text.length > most
    ? `The entered text is too long. It exceeds the allowed limit of ${most.toLocaleString('en')} characters.`
    : undefined;

/** Why a value can't be a text of Jira, or undefined. */
export function adfProblem(value: unknown): string | undefined {
  if (!isRecord(value) || value.type !== 'doc' || value.version !== 1 || !Array.isArray(value.content)) {
    return 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
  }
  if (!value.content.every(isNode)) return 'INVALID_INPUT';
  return tooLong(plainText(value), limit('jira.textLength'));
}

/** The words of a document, a line for each block. */
export function plainText(node: unknown): string {
  if (!isRecord(node)) return '';
  if (node.type === 'text') return String(node.text);
  if (node.type === 'hardBreak') return '\n';
  const isInline = node.type === 'paragraph' || node.type === 'heading' || node.type === 'codeBlock';
  return childrenOf(node)
    .map(plainText)
    .join(isInline ? '' : '\n');
}

export const adfOfText = (text: string) => ({
  type: 'doc',
  version: 1,
  content: text
    .split('\n')
    .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
});
