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
/** Somebody by name, whom Jira then tells; the text stands where Jira doesn't know the account. */
export type Mention = { readonly accountId: string; readonly name: string };
const mentionNode = ({ accountId, name }: Mention): AdfNode => ({
  type: 'mention',
  attrs: { id: accountId, text: `@${name}` },
});
const heading = (text: string): AdfNode => ({ type: 'heading', attrs: { level: 3 }, content: [textNode(text)] });
const paragraph = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });

/** Typed text as text: one paragraph per line, no markup of any kind is read into it. */
const paragraphs = (text: string): AdfNode[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(textNode(line)));

const documentOf = (...content: readonly AdfNode[]): AdfDocument => ({ type: 'doc', version: 1, content });

/** Typed text as a document of Jira. */
export const textDocument = (text: string): AdfDocument => documentOf(...paragraphs(text));

const IMPACT_TEXTS: Record<Impact, string> = { blocker: 'Blocker', high: 'High', medium: 'Medium', low: 'Low' };
const REACH_TEXTS: Record<EscalationForm['reach'], string> = {
  one: 'one customer',
  segment: 'a segment of customers',
  everyone: 'everyone',
};

const EMPTY: EscalationForm = {
  ...{ summary: '', userSees: '', steps: '', observed: '', expected: '', lookedUp: '', reproduced: '' },
  ...{ severity: 'P3', impact: 'low', reach: 'one' },
};

export type BugOrigin = {
  readonly ticketKey: string;
  readonly ticketUrl: string | null;
  readonly releaseName: string;
  readonly revision: number;
  /** Address of the handoff's panel, or null where the page couldn't tell it. */
  readonly panelUrl: string | null;
  /** Who asks for the bug, where somebody else, or the app, files it. */
  readonly requestedBy: Mention | null;
};

/** What was typed, by heading, in the order in which engineers read it. */
const partsOf = (form: EscalationForm): readonly (readonly [string, string])[] => [
  ['What the user sees', form.userSees],
  ['Steps', form.steps],
  ['Observed', form.observed],
  ['Expected', form.expected],
  ['What Support L1 looked up', form.lookedUp],
  ['What Support L2 reproduced', form.reproduced],
];

const ratingOf = (form: EscalationForm): string =>
  `Severity ${form.severity}, impact ${IMPACT_TEXTS[form.impact]}, reaches ${REACH_TEXTS[form.reach]}.`;

export const bugDescription = (form: EscalationForm, origin: BugOrigin): AdfDocument =>
  documentOf(
    ...partsOf(form).flatMap(([title, text]) => [heading(title), ...paragraphs(text)]),
    heading('Severity and reach'),
    paragraph(textNode(ratingOf(form))),
    heading('Where it comes from'),
    paragraph(textNode('Ticket '), textNode(origin.ticketKey, origin.ticketUrl ?? undefined)),
    paragraph(
      textNode('CS handoff of '),
      textNode(`${origin.releaseName}, revision ${origin.revision}`, origin.panelUrl ?? undefined),
    ),
    ...(origin.requestedBy === null ? [] : [paragraph(textNode('Requested by '), mentionNode(origin.requestedBy))]),
  );

/** What was typed as plain text, to hand it on outside the app. Parts that are still empty are left out. */
export const bugText = (form: Partial<EscalationForm>): string => {
  const { severity, impact, reach } = form;
  const rated = severity !== undefined && impact !== undefined && reach !== undefined;
  const whole = { ...EMPTY, ...form };
  return [
    ...(whole.summary === '' ? [] : [whole.summary]),
    ...partsOf(whole).flatMap(([title, text]) => (text.trim() === '' ? [] : [`${title}\n${text}`])),
    ...(rated ? [ratingOf({ ...whole, severity, impact, reach })] : []),
  ].join('\n\n');
};

export const bugNote = (bugKey: string, bugUrl: string | null, releaseName: string): AdfDocument =>
  documentOf(
    paragraph(
      textNode('Escalated to Support L3: '),
      textNode(bugKey, bugUrl ?? undefined),
      textNode(` was filed from this ticket (CS handoff of ${releaseName}). This note is internal.`),
    ),
  );

/** Tells the person who is to file a prepared bug. */
export const preparedNote = (filer: Mention, releaseName: string): AdfDocument =>
  documentOf(
    paragraph(
      mentionNode(filer),
      textNode(
        ` an L3 bug is prepared for you to file (CS handoff of ${releaseName}): open CS Handoff on this ticket and press "File it". This note is internal.`,
      ),
    ),
  );

export const bugLabels = (chainLabel: string): string[] => [chainLabel, UNTRIAGED_LABEL];
