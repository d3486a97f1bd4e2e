import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Bug } from '../../domain/bug';
import { textDocument } from '../../domain/bug-report';
import { getCreatedBug, type CreatedBug } from '../../jira/issues';
import { unlessHidden } from '../../jira/jira-error';
import * as records from '../../storage/records';
import { create } from '../../storage/write';
import type { Caller } from '../caller';
import { isSaidOnBug, sayOnBug, tellComments } from './carried-comments';
import { readFiling, type Filing } from './filing';
import { finishFiling, putDown } from './finish-filing';
import { escalationOf, newBug } from './record-filing';
import { settleLeft } from './settle-left';
import { takeClaim } from './take-claim';

type Input = CallInput<'joinBug'>;
type Output = CallOutput<'joinBug'>;

/**
 * May this ticket hang on it? A bug of the handoff, by the app's record, also where the person may not see it; else one that Jira shows them where
 * the handoff's bugs go. What the screen says of it counts for nothing.
 */
const isOfHandoff = ({ head, target, document }: Filing, known: Bug | null, seen: CreatedBug | null): boolean => {
  if (known !== null && [head.handoffId, ...head.earlierRecords].includes(known.handoffId)) return true;
  if (seen?.projectId !== target.projectId) return false;
  return seen.issueTypeId === target.issueTypeId || seen.labels.includes(document.escalation.chainLabel);
};

const isOpen = (known: Bug | null, seen: CreatedBug | null): boolean =>
  known === null ? seen?.isDone === false : known.stage === 'open' || known.stage === 'fixed';

/** By another escalation, also one that was brought to its end just now. */
const hangsOn = ({ known: { wayUp, claim } }: Filing, bugId: string): boolean =>
  wayUp.ticket?.known.bugs.some((one) => one.bugId === bugId) === true ||
  (claim?.step === 'closed' && claim.bugId === bugId);

/** Its id says which ticket and which bug: whoever adds the one to the other, and from wherever, it is one escalation. */
const joinId = ({ issueId, bugId }: Input): string => `join-${issueId}-${bugId}`;

/**
 * Adds the ticket to a bug that is there: claim, link, internal note, record, each once per ticket and bug. The claim is the ticket's, so that nobody
 * files from it meanwhile, and nothing that fifty tickets share is written but what takes any order.
 */
export const joinBug = async (caller: Caller, input: Input): Promise<Result<Output>> => {
  const { bugId, comments = [] } = input;
  const escalationId = joinId(input);
  const [read, seen] = await Promise.all([
    readFiling(caller, { ...input, escalationId }),
    unlessHidden(getCreatedBug(bugId)),
  ]);
  if (!read.ok) return read;
  if (bugId === input.issueId || !isOfHandoff(read.value, read.value.known.bug, seen)) return refuse('not-found');
  const filing = await settleLeft(caller, read.value);
  const { known, head, ticket, target } = filing;
  const bug = { id: bugId, key: seen?.key ?? known.bug?.bugKey ?? '' };
  const carryId = seen === null ? null : escalationId;
  if (known.escalation !== null || hangsOn(filing, bugId)) {
    // Their own first try, whose answer was lost, or somebody else's.
    const isOwn = known.escalation?.by === caller.accountId;
    return ok({
      ...{ bugKey: seen?.key ?? null, byApp: false, noteFailed: false, linkFailed: false, already: true },
      escalationId: isOwn ? carryId : null,
      commentsFailed: comments.length > 0 && !(isOwn && (await isSaidOnBug(bugId, escalationId))),
    });
  }
  // What was begun while it was open is brought to its end.
  const isBegun = known.claim?.escalationId === escalationId;
  if (!isBegun && !isOpen(known.bug, seen)) return refuse('bug-closed');

  const told = await tellComments(textDocument(`From ticket ${ticket.key}`), ticket.id, comments);
  if (!told.ok) return told;
  const { handoffId, releaseId, revision } = head;
  const wanted = {
    ...{ ticketId: ticket.id, escalationId, bugId, bugKey: bug.key },
    filing: {
      ...{ handoffId, releaseId, revision, ticketKey: ticket.key, byApp: false, preparedBy: null },
      ...{ targetId: target.projectId, summary: '', bypass: null, customer: input.customer, joined: true },
    },
  };
  const taken = await takeClaim(caller, wanted, known.claim);
  if (!taken.ok) return taken;
  const { claim } = taken.value;
  try {
    if (known.bug === null && seen !== null) {
      await create(records.bug(1, newBug(head, escalationOf(caller, claim, bug), seen.projectId)));
    }
    const isSaid = comments.length === 0 || (await sayOnBug(bugId, told.value, escalationId));
    const to = { as: 'user', isTheirs: seen !== null } as const;
    const joined = await finishFiling(caller, filing, to, claim, { bug, created: false, linked: false });
    return ok({ ...joined, already: false, escalationId: carryId, commentsFailed: !isSaid });
  } catch (error) {
    // The person asked for it and Jira may have the link: whoever files from the ticket next puts it on record first.
    await putDown(claim, { step: 'created', startedAt: claim.startedAt }, bug);
    throw error;
  }
};
