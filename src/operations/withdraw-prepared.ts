import type { CallInput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { getTicket } from '../jira/issues';
import { readEscalation, readPrepared } from '../storage/read';
import { putPrepared } from '../storage/write';
import type { Caller } from './caller';
import { partIn, waitsFor } from './hands-on-prepared';
import { NEEDS } from './release-access';
import { toldOfBug } from './told-of-bugs';

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
  if ((await partIn(caller, ticket, prepared, await waitsFor(prepared))) === 'none')
    return refuse('not-allowed', { needs: NEEDS.withdraw });
  return (await putPrepared(prepared, { ...prepared, withdrawn: true })) ? ok({}) : refuse('busy');
};
