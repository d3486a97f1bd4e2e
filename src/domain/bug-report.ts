import { UNTRIAGED_LABEL } from './chain-label';
import type { EscalationForm, Impact } from './escalation';

/** Atlassian Document Format, the few nodes that the app writes (ADF schema 1). */
type AdfNode = Readonly<Record<string, unknown>>;
export type AdfDocument = { readonly type: 'doc'; readonly version: 1; readonly content: readonly AdfNode[] };

const textNode = (text: string, href?: string): AdfNode => ({
  type: 'text',
  text,
  ...(href === undefined ? {} : { marks: [{ type: 'link', attrs: { href } }] }),
});
const heading = (text: string): AdfNode => ({ type: 'heading', attrs: { level: 3 }, content: [textNode(text)] });
const paragraph = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });

/** Typed text as text: one paragraph per line, no markup of any kind is read into it. */
const paragraphs = (text: string): AdfNode[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(textNode(line)));

const IMPACT_TEXTS: Record<Impact, string> = { blocker: 'Blocker', high: 'High', medium: 'Medium', low: 'Low' };
const REACH_TEXTS: Record<EscalationForm['reach'], string> = {
  one: 'one customer',
  segment: 'a segment of customers',
  everyone: 'everyone',
};

export type BugOrigin = {
  readonly ticketKey: string;
  readonly ticketUrl: string | null;
  readonly releaseName: string;
  readonly revision: number;
  /** Address of the handoff's panel, or null where the page couldn't tell it. */
  readonly panelUrl: string | null;
};

export const bugDescription = (form: EscalationForm, origin: BugOrigin): AdfDocument => ({
  type: 'doc',
  version: 1,
  content: [
    heading('What the user sees'),
    ...paragraphs(form.userSees),
    heading('Steps'),
    ...paragraphs(form.steps),
    heading('Observed'),
    ...paragraphs(form.observed),
    heading('Expected'),
    ...paragraphs(form.expected),
    heading('What Support L1 looked up'),
    ...paragraphs(form.lookedUp),
    heading('What Support L2 reproduced'),
    ...paragraphs(form.reproduced),
    heading('Severity and reach'),
    paragraph(
      textNode(`Severity ${form.severity}, impact ${IMPACT_TEXTS[form.impact]}, reaches ${REACH_TEXTS[form.reach]}.`),
    ),
    heading('Where it comes from'),
    paragraph(textNode('Ticket '), textNode(origin.ticketKey, origin.ticketUrl ?? undefined)),
    paragraph(
      textNode('CS handoff of '),
      textNode(`${origin.releaseName}, revision ${origin.revision}`, origin.panelUrl ?? undefined),
    ),
  ],
});

export const bugNote = (bugKey: string, bugUrl: string | null, releaseName: string): AdfDocument => ({
  type: 'doc',
  version: 1,
  content: [
    paragraph(
      textNode('Escalated to Support L3: '),
      textNode(bugKey, bugUrl ?? undefined),
      textNode(` was filed from this ticket (CS handoff of ${releaseName}). This note is internal.`),
    ),
  ],
});

export const bugLabels = (chainLabel: string): string[] => [chainLabel, UNTRIAGED_LABEL];
