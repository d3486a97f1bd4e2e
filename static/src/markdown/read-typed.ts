import { LIMITS, type HandoffDocument } from '../../../src/domain/document';
import { readMarkdown, type ReadMarkdown } from './read-markdown';

/**
 * Reads what somebody pasted, whatever it is.
 * @returns `too-long`: more than a handoff takes, and reading it would stop the page for long; `unreadable`: nested deeper than a browser can
 *   follow, as no person writes
 */
export const readTyped = (
  markdown: string,
  base: HandoffDocument,
  newId: () => string,
): ReadMarkdown | 'too-long' | 'unreadable' => {
  if (markdown.length > LIMITS.documentBytes) return 'too-long';
  try {
    return readMarkdown(markdown, base, newId);
  } catch (error) {
    if (error instanceof RangeError) return 'unreadable';
    throw error;
  }
};
