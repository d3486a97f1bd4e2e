import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Refusal, type Result } from '../../api/results';
import { MOST_BYTES, NONE_CARRIED, type CarriedFile } from '../../domain/carried';
import type { Escalation } from '../../domain/escalation';
import { copyAttachment, getAttachments, type Attachment } from '../../jira/carried';
import { isPlainNo } from '../../jira/jira-error';
import { changeEscalation } from '../../storage/escalations';
import { momentOf, type Caller } from '../caller';
import { INVOCATION_OVER } from './take-claim';

/** After this no other attachment is begun, in ms: the largest one may take the rest of an invocation's 25 s. */
const BEGUN_WITHIN = 10_000;

type Files = Record<string, string>;

/** Of an attachment whose end isn't known: what the bug has of its name and size, by the same hand, and isn't known to be another one. */
const arrived = (
  { filename, size }: Attachment,
  there: readonly Attachment[],
  files: Files,
  by: string | null,
): string | undefined =>
  there.find(
    (one) =>
      one.filename === filename &&
      one.size === size &&
      (by === null || one.author?.accountId === by) &&
      !Object.values(files).includes(one.id),
  )?.id;

/**
 * One after the other, so that a function's memory holds one. What Jira refuses is told and the next one goes on; what may pass ends it, and the
 * rest is for later.
 */
const carryEach = async (
  caller: Caller,
  { bugId, byApp }: Escalation,
  ids: readonly string[],
  onTicket: readonly Attachment[],
  files: Files,
): Promise<CarriedFile[]> => {
  const as = byApp ? 'app' : 'user';
  const begunBefore = new Set(ids.filter((id) => files[id] === ''));
  const there = begunBefore.size > 0 ? (await getAttachments(as, bugId)).attachments : [];
  let isOver = false;
  const carry = async (id: string): Promise<CarriedFile['outcome']> => {
    const file = onTicket.find((one) => one.id === id);
    if (files[id]) return 'carried';
    if (file === undefined) return 'gone';
    if (file.size > MOST_BYTES) return 'too-large';
    if (isOver || Date.now() - caller.now > BEGUN_WITHIN) return 'later';
    try {
      files[id] = '';
      files[id] =
        (begunBefore.has(id) ? arrived(file, there, files, byApp ? null : caller.accountId) : undefined) ??
        (await copyAttachment(file, as, bugId));
      return 'carried';
    } catch (error) {
      if (isPlainNo(error)) return error.kind === 'forbidden' ? 'not-allowed' : 'refused';
      isOver = true;
      return 'later';
    }
  };
  const all: CarriedFile[] = [];
  for (const id of ids) all.push({ id, outcome: await carry(id) });
  return all;
};

/**
 * Carries attachments of a ticket to its bug: read as the person, added by whom the bug was created by, once each. The record of ticket and bug
 * keeps one call from the other, and which was begun: only of such a one the bug's own attachments are looked at. 6 calls and 2 for each.
 */
export const carryAttachments = async (
  caller: Caller,
  { issueId, escalationId, attachments }: CallInput<'carryAttachments'>,
): Promise<Result<CallOutput<'carryAttachments'>>> => {
  const ticket = await getAttachments('user', issueId);
  const ids = [...new Set(attachments)];
  let refusal: Refusal = refuse('not-found');
  let known: Files = {};
  const escalation = await changeEscalation(escalationId, (now) => {
    const { since, files } = now.carried ?? NONE_CARRIED;
    if (now.ticketId !== ticket.id || now.by !== caller.accountId) return null;
    refusal = refuse('carrying');
    if (since !== null && caller.now - Date.parse(since) < INVOCATION_OVER) return null;
    known = { ...files };
    const begun = Object.fromEntries(ids.map((id) => [id, '']));
    return { ...now, carried: { since: momentOf(caller), files: { ...begun, ...files } } };
  });
  if (escalation === null) return refusal;
  let files: CarriedFile[] = [];
  try {
    files = await carryEach(caller, escalation, ids, ticket.attachments, known);
  } finally {
    await changeEscalation(escalationId, (now) => ({ ...now, carried: { since: null, files: known } }));
  }
  return ok({ files });
};
