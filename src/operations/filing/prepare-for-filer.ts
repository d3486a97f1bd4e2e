import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { preparedNote } from '../../domain/bug-report';
import { NOTHING_CARRIED } from '../../domain/carried';
import type { Prepared } from '../../domain/prepared';
import { unlessRefused } from '../../jira/jira-error';
import { addInternalNote, hasNote } from '../../jira/notes';
import { namesOf } from '../../jira/people';
import { seesIssue } from '../../jira/permissions';
import { readEscalation } from '../../storage/read-filing';
import { readPrepared } from '../../storage/read-ticket';
import { putPrepared } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import { readFiling, type Filing } from './filing';
import * as NEEDS from '../needs';
import { toldOfBug } from './told-of-bugs';

/** Tells the filer once, as the person; false when the person may not leave notes on the ticket. */
const tell = async ({ ticket, head }: Filing, { id, forAccount }: Prepared): Promise<boolean> => {
  const mark = `${id}-prepared-${forAccount}`;
  const isTold = await unlessRefused(hasNote(ticket.id, mark));
  if (isTold !== false) return isTold === true;
  const names = await namesOf([forAccount]).catch((): ReadonlyMap<string, string> => new Map());
  const filer = { accountId: forAccount, name: names.get(forAccount) ?? 'a colleague' };
  const note = preparedNote(filer, head.releaseName);
  return (await unlessRefused(addInternalNote(ticket.id, note, mark))) !== null;
};

/** May the newly prepared bug take the place of what is there? Its own earlier text, or one that is done with. */
const gives = async (way: Prepared | null, { id, by }: Prepared): Promise<boolean> =>
  way === null || way.withdrawn || (way.id === id ? way.by === by : (await readEscalation(way.id)) !== null);

/**
 * Keeps a bug for the filer whom the product project's settings name, one per ticket, and tells them by an internal note. Sent
 * again it is the same; with other words it takes the place of one's own earlier text, until the bug is filed.
 */
export const prepareForFiler = async (
  caller: Caller,
  input: CallInput<'prepareForFiler'>,
): Promise<Result<CallOutput<'prepareForFiler'>>> => {
  const read = await readFiling(caller, input);
  if (!read.ok) return read;
  const filing = read.value;
  const { known, productSettings, ticket, head } = filing;
  if (known.escalation !== null) return refuse('filed-meanwhile', { filed: await toldOfBug(caller, known.escalation) });
  const { filer } = productSettings;
  if (filer === null) return refuse('not-allowed', { needs: NEEDS.filer });
  if (!(await seesIssue(filer, ticket.id))) return refuse('filer-cannot-see');
  const prepared: Prepared = {
    ...{ schema: 1, id: input.escalationId, ticketId: ticket.id, form: input.form, customer: input.customer ?? null },
    carry: input.carry ?? NOTHING_CARRIED,
    ...{ releaseId: head.releaseId, handoffId: head.handoffId },
    ...{ forAccount: filer, by: caller.accountId, at: momentOf(caller), withdrawn: false },
  };
  let before = known.prepared;
  // Once more after a lost race, or a lost reply: then what is there is this very text.
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (!(await gives(before, prepared))) return refuse('prepared-already');
    if (await putPrepared(before, prepared)) return ok({ filer, noteFailed: !(await tell(filing, prepared)) });
    before = await readPrepared(ticket.id);
  }
  return refuse('busy');
};
