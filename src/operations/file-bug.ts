import type { CallInput, CallOutput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { bugDescription, bugLabels, bugNote } from '../domain/bug-report';
import type { HandoffDocument } from '../domain/document';
import { priorityOf, type Claim } from '../domain/escalation';
import type { Head } from '../domain/head';
import { isLive } from '../domain/state';
import { createBug, findBugByMark, getTicket, linkIssues, type Ticket } from '../jira/issues';
import { JiraError } from '../jira/jira-error';
import { addInternalNote, hasNote } from '../jira/notes';
import { myPermissions } from '../jira/permissions';
import { getCreateFields } from '../jira/projects';
import { readForFiling, readSettings } from '../storage/read';
import { replaceClaim } from '../storage/write';
import { affectsVersionOf } from './affects-version';
import type { Caller } from './caller';
import { findCreatedBug, type Bug } from './find-created-bug';
import { panelAddress, issueAddress } from './addresses';
import { recordFiling } from './record-filing';
import { NEEDS } from './release-access';
import { takeClaim } from './take-claim';

type Input = CallInput<'fileBug'>;
type Output = CallOutput<'fileBug'>;
type Filing = {
  readonly input: Input;
  readonly ticket: Ticket;
  readonly head: Head;
  readonly target: { readonly projectId: string; readonly issueTypeId: string };
  readonly document: HandoffDocument;
  readonly createFields: ReadonlySet<string>;
  readonly panelUrl: string | null;
};

/** After a lost reply, how long Jira's search may not know of a new bug. In ms. */
const SEARCH_SETTLES = 60_000;

const isUnknown = (error: unknown): boolean => error instanceof JiraError && error.kind === 'unavailable';

/** Jira says in many ways that a person may not create there (400 and 404 among them), so it is asked plainly. */
const mayNotCreate = async (error: unknown, projectId: string): Promise<boolean> => {
  if (!(error instanceof JiraError) || error.kind === 'unavailable' || error.kind === 'rate-limited') return false;
  return !(await myPermissions(projectId)).has('CREATE_ISSUES');
};

const fieldsOf = async (filing: Filing): Promise<Record<string, unknown>> => {
  const { input, ticket, head, target, document, createFields, panelUrl } = filing;
  const { form } = input;
  const description = bugDescription(form, {
    ticketKey: ticket.key,
    ticketUrl: issueAddress(panelUrl, ticket.key),
    releaseName: head.releaseName,
    revision: head.revision,
    panelUrl,
  });
  const affects = createFields.has('versions') ? await affectsVersionOf(head, target.projectId) : null;
  const optional: Record<string, unknown> = {
    labels: bugLabels(document.escalation.chainLabel),
    priority: { name: priorityOf(form.severity, form.impact) },
    description,
    versions: affects === null ? undefined : [{ id: affects }],
  };
  return {
    project: { id: target.projectId },
    issuetype: { id: target.issueTypeId },
    summary: form.summary,
    // A field that the project's create screen hasn't got would make Jira refuse the whole bug.
    ...Object.fromEntries(
      Object.entries(optional).filter(([field, value]) => createFields.has(field) && value !== undefined),
    ),
  };
};

/**
 * The bug of this escalation: found if an earlier try made it, else created. Null: can't be known yet.
 * @param before `none`: no try before this one; `mine`: an earlier try may have reached Jira; `overtaken`: another escalation has
 * had the ticket since, so that an earlier try, if there was one, is old enough for Jira's search to know its bug
 */
const bugOf = async (
  caller: Caller,
  filing: Filing,
  claim: Claim,
  before: 'none' | 'mine' | 'overtaken',
  startedAt: string,
): Promise<{ bug: Bug; created: boolean } | null> => {
  const { input, ticket, target, document, createFields } = filing;
  if (claim.bugId !== null && claim.bugKey !== null)
    return { bug: { id: claim.bugId, key: claim.bugKey }, created: false };
  const linkable = createFields.has('issuelinks');
  const { chainLabel } = document.escalation;
  if (before === 'mine') {
    const found = await findCreatedBug({
      ticketId: ticket.id,
      targetProjectId: target.projectId,
      chainLabel,
      escalationId: input.escalationId,
    });
    if (found !== null) return { bug: found, created: false };
    if (!linkable && caller.now - Date.parse(startedAt) < SEARCH_SETTLES) return null;
  }
  if (before === 'overtaken') {
    const found = await findBugByMark(target.projectId, chainLabel, input.escalationId);
    if (found !== null) return { bug: found, created: false };
  }
  const bug = await createBug({
    fields: await fieldsOf(filing),
    escalationId: input.escalationId,
    linkTo: linkable ? ticket.key : null,
  });
  return { bug, created: true };
};

/** Link and note; false when the person may not leave the note. For a bug that an earlier try created it looks before it repeats anything. */
const tellTicket = async (filing: Filing, bug: Bug, created: boolean): Promise<boolean> => {
  const { input, ticket, head, createFields, panelUrl } = filing;
  const link = async (): Promise<void> => {
    const now = created ? ticket : await getTicket('user', ticket.id);
    if ((createFields.has('issuelinks') && created) || now.linkedKeys.includes(bug.key)) return;
    await linkIssues(bug.key, ticket.key);
  };
  const note = async (): Promise<void> => {
    if (!created && (await hasNote(ticket.id, input.escalationId))) return;
    await addInternalNote(
      ticket.id,
      bugNote(bug.key, issueAddress(panelUrl, bug.key), head.releaseName),
      input.escalationId,
    );
  };
  /** A plain no is a fact to report; what may pass is for a retry. */
  const unlessRefused = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (error instanceof JiraError && error.kind !== 'unavailable' && error.kind !== 'rate-limited') return false;
      throw error;
    }
  };
  const [, noted] = await Promise.all([unlessRefused(link()), unlessRefused(note())]);
  return noted;
};

/** Read again on the server: the ticket as the person, the handoff and its right to be read here, the target. */
const prepare = async (
  input: Input,
): Promise<Result<Omit<Filing, 'createFields'> & { known: Awaited<ReturnType<typeof readForFiling>> }>> => {
  const [ticket, known] = await Promise.all([
    getTicket('user', input.issueId),
    readForFiling(input.releaseId, input.handoffId, input.issueId, input.escalationId, input.projectId),
  ]);
  const { head, document } = known;
  if (head === null || document === null || head.handoffId !== input.handoffId || !isLive(head))
    return refuse('not-found');
  const settings = ticket.projectId === input.projectId ? known.settings : await readSettings(ticket.projectId);
  const readable = head.projectId === ticket.projectId || settings.productProjects.includes(head.projectId);
  if (!readable || ticket.id !== input.issueId) return refuse('not-found');
  const { targetProject, issueType } = document.escalation;
  if (targetProject === null || issueType === null) return refuse('not-complete');
  const target = { projectId: targetProject.id, issueTypeId: issueType.id };
  return ok({ input, ticket, head, document, target, panelUrl: panelAddress(input.panelUrl), known });
};

/** What a try that didn't come through leaves behind: at rest, with what is known, so that a retry can go on at once. */
const putDown = async (claim: Claim, atRest: Pick<Claim, 'step' | 'startedAt'>, bug: Bug | null): Promise<void> => {
  try {
    await replaceClaim(claim, { ...claim, ...atRest, bugId: bug?.id ?? null, bugKey: bug?.key ?? null });
  } catch (cause) {
    // The claim then says `working` until an invocation's life is over; a retry after that goes on all the same.
    console.error('claim not put down', cause);
  }
};

/**
 * Files exactly one L3 bug per escalation id as the person: claim, create with link and mark, note, record.
 * 5 steps in sequence; 7 calls where the create screen takes links, 9 where it takes affects versions of another project and the
 * ticket had a bug before. What Jira refuses leaves nothing behind.
 */
export const fileBug = async (caller: Caller, input: Input): Promise<Result<Output>> => {
  const prepared = await prepare(input);
  if (!prepared.ok) return prepared;
  const { known, ...rest } = prepared.value;
  if (known.escalation !== null)
    return ok({ bugKey: known.escalation.bugKey, bugId: known.escalation.bugId, noteFailed: false });

  const fields = getCreateFields(rest.target.projectId, rest.target.issueTypeId).catch((error: unknown) => {
    failed = error;
    return null;
  });
  let failed: unknown;
  const { handoffId, releaseId, revision } = rest.head;
  const wanted = {
    ...{ ticketId: rest.ticket.id, escalationId: input.escalationId },
    filing: { handoffId, releaseId, revision, ticketKey: rest.ticket.key },
  };
  const taken = await takeClaim(caller, wanted, known.claim);
  const createFields = await fields;
  if (!taken.ok) return taken;
  const { claim, resumed } = taken.value;
  // A retry that doesn't find the bug must not make the first try look younger than it is.
  const startedAt = resumed && known.claim !== null ? known.claim.startedAt : claim.startedAt;

  let bug: Bug | null = claim.bugId === null || claim.bugKey === null ? null : { id: claim.bugId, key: claim.bugKey };
  let sent = resumed;
  try {
    if (createFields === null) throw failed;
    const filing = { ...rest, createFields };
    const overtaken = known.claim !== null && known.claim.escalationId !== input.escalationId;
    const before = resumed ? 'mine' : overtaken ? 'overtaken' : 'none';
    const found = await bugOf(caller, filing, claim, before, startedAt);
    sent = true;
    if (found === null) {
      await putDown(claim, { step: 'unknown', startedAt }, null);
      return refuse('outcome-unknown');
    }
    bug = found.bug;
    const noted = await tellTicket(filing, bug, found.created);
    await recordFiling(caller, claim, bug, rest.head);
    return ok({ bugKey: bug.key, bugId: bug.id, noteFailed: !noted });
  } catch (error) {
    const unknown = sent || (createFields !== null && isUnknown(error));
    await putDown(claim, { step: bug !== null ? 'created' : unknown ? 'unknown' : 'nothing-sent', startedAt }, bug);
    if (bug === null && (await mayNotCreate(error, rest.target.projectId)))
      return refuse('not-allowed', { needs: NEEDS.file });
    throw error;
  }
};
