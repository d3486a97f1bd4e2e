import type { Result } from '../../api/results';
import type { Claim } from '../../domain/escalation';
import { createBug, findBugByMark } from '../../jira/issues';
import { JiraError, unlessRefused } from '../../jira/jira-error';
import { replaceClaim } from '../../storage/write';
import type { Caller } from '../caller';
import type { CreateScreen } from './create-screen';
import type { Filing } from './filing';
import { findCreatedBug, type Bug } from './find-created-bug';

/** After a lost reply, how long Jira's search may not know of a new bug. In ms. */
const SEARCH_SETTLES = 60_000;

/**
 * What came before this try: `none`; `mine`: an earlier try may have reached Jira; `overtaken`: another escalation has had the
 * ticket since, so that an earlier try, if there was one, is old enough for Jira's search to know its bug.
 */
type Before = 'none' | 'mine' | 'overtaken';

export type Made = {
  readonly bug: Bug;
  /** By this try, and with its link in the same request. */
  readonly created: boolean;
  readonly linked: boolean;
};

type Fields = Readonly<Record<string, unknown>>;

/** The claim as it stands in the store; it moves on with the work. `isSent`: this try has asked Jira to create the bug. */
export type Held = { claim: Claim; isSent: boolean };

/**
 * Creates the bug with its link. Where Jira refuses that, nothing was made: the link's type may be gone, or a link or reporter not
 * be allowed, none of which is worth a bug. So once more without both, but first it is kept that the ticket's links won't tell.
 */
const create = async (
  filing: Filing,
  { as, fields: screen }: CreateScreen,
  held: Held,
  fields: Fields,
): Promise<Made> => {
  const { escalationId, ticket, linkType, head } = filing;
  const { releaseName: release, releaseId } = head;
  const property = { release, releaseId, chainLevel: 'untriaged', cause: 'none' };
  const linkable = screen.some(({ id }) => id === 'issuelinks');
  const link = linkable ? { ticketKey: ticket.key, type: linkType } : null;
  const optional = link !== null || 'reporter' in fields;
  held.isSent = true;
  try {
    return { bug: await createBug(as, { fields, escalationId, property, link }), created: true, linked: linkable };
  } catch (error) {
    if (!optional || !(error instanceof JiraError) || error.kind !== 'refused') throw error;
    const unlinked = { ...held.claim, linked: false };
    if (!(await replaceClaim(held.claim, unlinked))) throw error;
    held.claim = unlinked;
    const bare = Object.fromEntries(Object.entries(fields).filter(([field]) => field !== 'reporter'));
    return {
      bug: await createBug(as, { fields: bare, escalationId, property, link: null }),
      created: true,
      linked: false,
    };
  }
};

/** The bug of this escalation: found if an earlier try made it, else created. Null: can't be known yet. */
export const makeBug = async (
  caller: Caller,
  filing: Filing,
  screen: CreateScreen,
  held: Held,
  earlier: { readonly before: Before; readonly startedAt: string },
  fieldsOf: () => Promise<Result<Fields>>,
): Promise<Result<Made | null>> => {
  const { ticket, target, document, escalationId } = filing;
  const { claim } = held;
  const found = (bug: Bug): Result<Made> => ({ ok: true, value: { bug, created: false, linked: false } });
  if (claim.bugId !== null && claim.bugKey !== null) return found({ id: claim.bugId, key: claim.bugKey });
  const has = (field: string): boolean => screen.fields.some(({ id }) => id === field);
  const label = has('labels') ? document.escalation.chainLabel : undefined;
  if (earlier.before === 'mine') {
    const where = { ticketId: ticket.id, targetProjectId: target.projectId, label, escalationId };
    const bug = await findCreatedBug(screen.as, where);
    if (bug !== null) return found(bug);
    const linkTells = claim.linked && has('issuelinks');
    // Who may create may still not see what they created, nor its link.
    const hidden = screen.as === 'app' ? null : await unlessRefused(findCreatedBug('app', where));
    if (hidden !== null) return { ok: true, value: { bug: hidden, created: false, linked: linkTells } };
    if (!linkTells && caller.now - Date.parse(earlier.startedAt) < SEARCH_SETTLES) return { ok: true, value: null };
  }
  if (earlier.before === 'overtaken') {
    const bug = await findBugByMark(screen.as, { projectId: target.projectId, label, escalationId });
    if (bug !== null) return found(bug);
  }
  const fields = await fieldsOf();
  return fields.ok ? { ok: true, value: await create(filing, screen, held, fields.value) } : fields;
};
