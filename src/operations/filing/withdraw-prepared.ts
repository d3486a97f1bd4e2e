import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { getTicket } from '../../jira/issues';
import { namesOf } from '../../jira/people';
import { readEscalation } from '../../storage/read-filing';
import { readPrepared } from '../../storage/read-ticket';
import { putPrepared } from '../../storage/write';
import type { Caller } from '../caller';
import { partIn, waitsFor } from './hands-on-prepared';
import * as NEEDS from '../needs';
import { toldOfBug } from './told-of-bugs';

/** Who can, by name. Set apart, as a name may run the other way than the sentence (Unicode: first strong isolate). */
const whoCan = async (by: string, filer: string): Promise<string> => {
  const names = await namesOf([by, filer]).catch((): ReadonlyMap<string, string> => new Map());
  const nameOf = (accountId: string): string => `\u2068${names.get(accountId) ?? 'a colleague'}\u2069`;
  return NEEDS.withdraw(nameOf(by), nameOf(filer));
};

/** Takes a prepared bug back, so that another one may wait. */
export const withdrawPrepared = async (
  caller: Caller,
  { issueId, escalationId }: CallInput<'withdrawPrepared'>,
): Promise<Result<Record<string, never>>> => {
  const [ticket, prepared, filed] = await Promise.all([
    getTicket('user', issueId),
    readPrepared(issueId),
    readEscalation(escalationId),
  ]);
  if (ticket.id !== issueId || prepared?.id !== escalationId) return refuse('not-found');
  if (filed !== null) return refuse('filed-meanwhile', { filed: await toldOfBug(caller, filed) });
  if (prepared.withdrawn) return ok({});
  const now = await waitsFor(prepared);
  if ((await partIn(caller, ticket, prepared, now)) === 'none')
    return refuse('not-allowed', { needs: await whoCan(prepared.by, now.filer) });
  return (await putPrepared(prepared, { ...prepared, withdrawn: true })) ? ok({}) : refuse('busy');
};
