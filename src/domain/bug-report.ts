import * as z from 'zod/mini';
import { UNTRIAGED_LABEL } from './chain-label';
import type { Customer } from './customer';
import { escalationFields, type EscalationForm, type Impact } from './escalation';

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
export const heading = (text: string): AdfNode => ({ type: 'heading', attrs: { level: 3 }, content: [textNode(text)] });
const paragraph = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });

/** Typed text as text: one paragraph per line, no markup of any kind is read into it. */
export const paragraphs = (text: string): AdfNode[] =>
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

type BugOrigin = {
  readonly ticketKey: string;
  readonly ticketUrl: string | null;
  readonly releaseName: string;
  readonly revision: number;
  /** Address of the handoff's panel, or null where the page couldn't tell it. */
  readonly panelUrl: string | null;
  /** Who asks for the bug, where somebody else, or the app, files it. */
  readonly requestedBy: Mention | null;
  /** The rollout step of the ticket's customer; null: unknown. */
  readonly customer: Customer | null;
};

/** What was typed, by heading, in the order in which engineers read it. */
const PARTS = [
  ['What the user sees', 'userSees'],
  ['Steps', 'steps'],
  ['Environment', 'environment'],
  ['Observed', 'observed'],
  ['Expected', 'expected'],
  ['What Support L1 looked up', 'lookedUp'],
  ['What Support L2 reproduced', 'reproduced'],
  ['Why Support L1 and L2 were skipped', 'bypass'],
] as const;

/** The parts that say something, in order. */
const partsOf = (typed: Readonly<Record<string, string>>): (readonly [title: string, text: string])[] =>
  PARTS.flatMap(([title, name]) => {
    const text = typed[name] ?? '';
    return text.trim() === '' || (name === 'bypass' && typed.severity !== 'P0') ? [] : [[title, text] as const];
  });

const ratingSchema = z.pick(escalationFields, { severity: true, impact: true, reach: true });
const ratingOf = (form: z.infer<typeof ratingSchema>): string =>
  `Severity ${form.severity}, impact ${IMPACT_TEXTS[form.impact]}, reaches ${REACH_TEXTS[form.reach]}.`;

export const bugDescription = (form: EscalationForm, origin: BugOrigin): AdfDocument =>
  documentOf(
    ...partsOf(form).flatMap(([title, text]) => [heading(title), ...paragraphs(text)]),
    heading('Severity and reach'),
    paragraph(textNode(ratingOf(form))),
    ...(origin.customer === null ? [] : [paragraph(textNode(`Rollout step of the customer: ${origin.customer.name}`))]),
    heading('Where it comes from'),
    paragraph(textNode('Ticket '), textNode(origin.ticketKey, origin.ticketUrl ?? undefined)),
    paragraph(
      textNode('CS handoff of '),
      textNode(`${origin.releaseName}, revision ${origin.revision}`, origin.panelUrl ?? undefined),
    ),
    ...(origin.requestedBy === null ? [] : [paragraph(textNode('Requested by '), mentionNode(origin.requestedBy))]),
  );

/** What was typed as plain text, finished or not, to hand it on outside the app. Parts that are still empty are left out. */
export const bugText = (typed: Readonly<Record<string, string>>): string => {
  const rating = z.safeParse(ratingSchema, typed);
  return [
    typed.summary ?? '',
    ...partsOf(typed).map(([title, text]) => `${title}\n${text}`),
    rating.success ? ratingOf(rating.data) : '',
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
};

/**
 * @param bug null: who files may not see it; Jira shows the link to whoever may
 * @param filed whether the ticket was added to a bug that was there, and why the ladder was skipped
 */
export const bugNote = (
  bug: { readonly key: string; readonly url: string | null } | null,
  releaseName: string,
  { joined, bypass }: { readonly joined: boolean; readonly bypass: string | null },
): AdfDocument => {
  const named = bug === null ? textNode(joined ? 'an open bug' : 'a bug') : textNode(bug.key, bug.url ?? undefined);
  const rest = ` (CS handoff of ${releaseName}). This note is internal.`;
  return documentOf(
    joined
      ? paragraph(textNode('Escalated to Support L3: this ticket was added to '), named, textNode(rest))
      : paragraph(textNode('Escalated to Support L3: '), named, textNode(` was filed from this ticket${rest}`)),
    ...(bypass === null ? [] : paragraphs(`Support L1 and L2 were skipped, as a P0 may: ${bypass}`)),
  );
};

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
