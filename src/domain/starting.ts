import * as z from 'zod/mini';
import { documentSchema, emptyDocument, type HandoffDocument, type Limitation } from './document';
import { accountIdSchema, momentSchema, ownIdSchema } from './ids';

/** What an admin chose for new handoffs of the project to begin with: the content of a handoff as it was then. */
export const templateSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  document: documentSchema,
  by: accountIdSchema,
  at: momentSchema,
});
export type Template = z.infer<typeof templateSchema>;

/** A handoff that a new one can go on from. */
type Previous = { readonly releaseName: string; readonly document: HandoffDocument };

/** What CS still has to know: as it was said, marked with the release that said it first. */
const carried = ({ releaseName, document }: Previous): Limitation[] =>
  document.limitations.items.map((item) => ({ ...item, carriedFrom: item.carriedFrom ?? releaseName }));

/**
 * From the handoff of an earlier release: its limitations, which hold until somebody takes them out, its escalation path and its
 * dashboard. What is new, its steps and its questions belong to that release and stay there.
 * @param chainLabel of the new release: a label ties bugs to one release only
 */
export const fromPrevious = (previous: Previous, chainLabel: string): HandoffDocument => {
  const { escalation, dashboard } = previous.document;
  return {
    ...emptyDocument(chainLabel),
    limitations: { items: carried(previous), noneBecause: '' },
    escalation: { ...escalation, chainLabel },
    dashboard,
  };
};

/** From the project's template: all of it but the label. */
export const fromTemplate = ({ document }: Pick<Template, 'document'>, chainLabel: string): HandoffDocument => ({
  ...document,
  escalation: { ...document.escalation, chainLabel },
});

/** What customers ask after a release that only fixes. The answers are for the PO to write: a text that nobody wrote says nothing. */
const PATCH_QUESTIONS = [
  'Is my problem fixed in this release?',
  'Do I have to do anything to get the fix?',
  'What do I do if I still see it?',
] as const;

/**
 * For a release that only fixes: one step and three questions to fill in, on top of what the last handoff says. The gate asks of it
 * what it asks of every release; there is just less to say.
 * @param previous the newest earlier handoff, or what an empty one begins with
 * @param newId an id for each item, of the app's own form
 */
export const lightStart = (
  previous: Previous | null,
  begin: HandoffDocument,
  newId: () => string,
): HandoffDocument => ({
  ...(previous === null ? begin : fromPrevious(previous, begin.escalation.chainLabel)),
  happyPath: [{ id: newId(), action: 'A customer who had the problem does the same again', result: '' }],
  likelyQuestions: PATCH_QUESTIONS.map((question) => ({ id: newId(), question, answer: '', internalNote: '' })),
});
