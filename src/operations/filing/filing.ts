import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { HandoffDocument } from '../../domain/document';
import { bypassOf, type Claim } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import { USUAL_LINK, type Settings } from '../../domain/settings';
import { isLive } from '../../domain/state';
import { getTicket, type Ticket } from '../../jira/issues';
import { readEscalation, readForFiling, type KnownForFiling } from '../../storage/read-filing';
import { panelAddress } from '../addresses';
import type { Caller } from '../caller';
import { mayEscalate } from '../access/may-escalate';
import * as NEEDS from '../needs';

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

/** What goes on record of what was typed. */
export const saidIn = ({
  form,
  customer = null,
}: Pick<CallInput<'fileBug'>, 'form' | 'customer'>): Pick<Claim['filing'], 'summary' | 'bypass' | 'customer'> => ({
  ...{ summary: form.summary, bypass: bypassOf(form), customer },
});

/** Whom a prepared bug waits for files it by the right of who prepared it. */
const isTheirs = ({ accountId }: Caller, id: string, { filer }: Settings, { prepared }: KnownForFiling): boolean =>
  prepared?.id === id && !prepared.withdrawn && (filer ?? prepared.forAccount) === accountId;

/**
 * Read again: the ticket as the person, the handoff and its right to be read here, the target, and whether they may go to Support L3. 2 calls,
 * side by side; one more where only a role lets them.
 */
export const readFiling = async (caller: Caller, input: Escalating): Promise<Result<Filing>> => {
  const claimed = [input.projectId, input.productId, input.targetId].filter((id) => id !== undefined);
  const [ticket, known] = await Promise.all([getTicket('user', input.issueId), readForFiling(input, claimed)]);
  const { head, document, settingsOf } = known;
  if (head === null || document === null || head.handoffId !== input.handoffId || !isLive(head))
    return refuse('not-found');
  const ticketSettings = await settingsOf(ticket.projectId);
  const { productProjects } = ticketSettings;
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
  const isFiler = isTheirs(caller, input.escalationId, productSettings, known);
  if (!isFiler && !(await mayEscalate(caller, ticket, ticketSettings)))
    return refuse('not-allowed', { needs: NEEDS.escalate });
  return ok({
    escalationId: input.escalationId,
    ...{ ticket, head, document, productSettings, targetSettings },
    known: { ...known, escalation },
    target: { projectId: targetProject.id, issueTypeId: issueType.id },
    panelUrl: panelAddress(input.panelUrl ?? null),
    linkType: productSettings.linkType ?? USUAL_LINK,
  });
};
