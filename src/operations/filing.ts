import type { CallInput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import type { HandoffDocument } from '../domain/document';
import type { Head } from '../domain/head';
import { USUAL_LINK, type Settings } from '../domain/settings';
import { isLive } from '../domain/state';
import { getTicket, type Ticket } from '../jira/issues';
import { readEscalation, readForFiling, type KnownForFiling } from '../storage/read';
import { panelAddress } from './addresses';

/** What every call about one escalation names. */
type Escalating = Omit<CallInput<'prepareForFiler'>, 'form'> & {
  readonly panelUrl?: string | null;
  /** That the ticket is to be added to. */
  readonly bugId?: string;
};

export type Target = { readonly projectId: string; readonly issueTypeId: string };

/** One escalation of a ticket, with all that was read again on the server. */
export type Filing = {
  readonly escalationId: string;
  readonly ticket: Ticket;
  readonly head: Head;
  readonly document: HandoffDocument;
  readonly target: Target;
  readonly panelUrl: string | null;
  /** Of the handoff's project, and of the project that the bug goes to. */
  readonly productSettings: Settings;
  readonly targetSettings: Settings;
  readonly linkType: string;
  readonly known: KnownForFiling;
};

/** Read again: the ticket as the person, the handoff and its right to be read here, the target. 2 calls, side by side. */
export const readFiling = async (input: Escalating): Promise<Result<Filing>> => {
  const claimed = [input.projectId, input.productId, input.targetId].filter((id) => id !== undefined);
  const [ticket, known] = await Promise.all([getTicket('user', input.issueId), readForFiling(input, claimed)]);
  const { head, document, settingsOf } = known;
  if (head === null || document === null || head.handoffId !== input.handoffId || !isLive(head))
    return refuse('not-found');
  const { productProjects } = await settingsOf(ticket.projectId);
  const readable = head.projectId === ticket.projectId || productProjects.includes(head.projectId);
  if (!readable || ticket.id !== input.issueId) return refuse('not-found');
  // A claim that was closed between two reads of one batch: its record was written with it.
  const isOver = known.claim?.escalationId === input.escalationId && known.claim.step === 'closed';
  const escalation = known.escalation ?? (isOver ? await readEscalation(input.escalationId) : null);
  // The id is the screen's claim: an escalation of another ticket is nobody's here.
  if (escalation !== null && escalation.ticketId !== ticket.id) return refuse('not-found');
  const { targetProject, issueType } = document.escalation;
  if (targetProject === null || issueType === null) return refuse('not-complete');
  const [productSettings, targetSettings] = await Promise.all([
    settingsOf(head.projectId),
    settingsOf(targetProject.id),
  ]);
  return ok({
    escalationId: input.escalationId,
    ...{ ticket, head, document, productSettings, targetSettings },
    known: { ...known, escalation },
    target: { projectId: targetProject.id, issueTypeId: issueType.id },
    panelUrl: panelAddress(input.panelUrl ?? null),
    linkType: productSettings.linkType ?? USUAL_LINK,
  });
};
