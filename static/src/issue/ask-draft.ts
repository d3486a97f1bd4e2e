import type { ScreenContext } from '../forge/context';
import { isKeptHere } from './kept-here';

/** Where a question that is typed on this ticket is kept, in this browser. */
export const askDraft = ({ accountId, extension }: ScreenContext): string =>
  `cs-handoff:ask-po:${accountId ?? ''}:${extension.issue?.id ?? ''}`;

/** Was one typed here and neither sent nor thrown away? */
export const isBeingAsked = (context: ScreenContext): boolean => isKeptHere(askDraft(context));
