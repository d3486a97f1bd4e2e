import type { ScreenContext } from '../forge/context';

/** Where a question that is typed on this ticket is kept, in this browser. */
export const askDraft = ({ accountId, extension }: ScreenContext): string =>
  `cs-handoff:ask-po:${accountId ?? ''}:${extension.issue?.id ?? ''}`;

/** Was one typed here and neither sent nor thrown away? Said without what reads it, which is loaded when it is needed. */
export const isBeingAsked = (context: ScreenContext): boolean => {
  try {
    return localStorage.getItem(askDraft(context)) !== null;
  } catch {
    return false; // blocked storage: nothing is kept
  }
};
