import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Refusal, type Result } from '../../api/results';
import type { Mention } from '../../domain/bug-report';
import type { Escalation } from '../../domain/escalation';
import { isPlainNo, JiraError } from '../../jira/jira-error';
import { namesOf } from '../../jira/people';
import type { As } from '../../jira/request';
import { readEscalation } from '../../storage/read-filing';
import { bugFields } from './bug-fields';
import type { Caller } from '../caller';
import { createScreen, mayNotCreate, type CreateScreen } from './create-screen';
import { readFiling, saidIn, type Filing } from './filing';
import { finishFiling, putDown } from './finish-filing';
import type { Bug } from './find-created-bug';
import { makeBug, type Held } from './make-bug';
import * as NEEDS from '../needs';
import { othersWith } from './similar-meanwhile';
import { settleLeft } from './settle-left';
import { takeClaim } from './take-claim';
import { toldOfBug } from './told-of-bugs';

type Input = CallInput<'fileBug'>;
type Output = CallOutput<'fileBug'>;

const isUnknown = (error: unknown): boolean => error instanceof JiraError && error.kind === 'unavailable';

/** A filing that is on record: what of it failed then, was said then. */
export const filedBefore = async (caller: Caller, escalation: Escalation): Promise<Result<Output>> => {
  const told = await toldOfBug(caller, escalation);
  const { byApp } = escalation;
  return ok({ bugKey: told?.bugKey ?? null, byApp, noteFailed: false, linkFailed: false });
};

/** Who wrote it for whoever files it; null: they did themselves. */
const preparedBy = ({ escalationId, known: { prepared } }: Filing): string | null =>
  prepared?.id === escalationId ? prepared.by : null;

/** Something happened since the form was opened that a person must hear of before a bug is made. Read by key, so that nothing lags. */
const meanwhile = async (
  caller: Caller,
  { escalationId, known }: Filing,
  { knownBugs = [] }: Input,
): Promise<Refusal | null> => {
  const { claim, prepared } = known;
  if (prepared?.id === escalationId && prepared.withdrawn) return refuse('prepared-gone');
  if (claim === null || claim.escalationId === escalationId) return null;
  const { bugId, bugKey, by, startedAt, filing, newestFiled, step } = claim;
  const isThere = bugId !== null && bugKey !== null && step !== 'working';
  const id = isThere ? claim.escalationId : newestFiled;
  if (id === null || knownBugs.includes(id)) return null;
  const { byApp, joined } = filing;
  const bug = isThere ? { id, by, bugId, bugKey, at: startedAt, byApp, joined } : await readEscalation(id);
  return bug === null ? null : refuse('filed-meanwhile', { filed: await toldOfBug(caller, bug) });
};

/** Named in the bug where it isn't filed by who asks for it. A name that Jira doesn't tell costs no bug. */
const requestedBy = async (caller: Caller, filing: Filing, as: As): Promise<Mention | null> => {
  const accountId = preparedBy(filing) ?? caller.accountId;
  if (as === 'user' && accountId === caller.accountId) return null;
  const names = await namesOf([accountId]).catch((): ReadonlyMap<string, string> => new Map());
  return { accountId, name: names.get(accountId) ?? 'a colleague' };
};

/**
 * Files exactly one L3 bug per escalation id: claim, create with link and mark, note, record. As the person, or, where they may not
 * create and an admin of the target project has opted in, as the app; the ticket and the handoff were read as the person before.
 * 5 steps in sequence; 7 calls where the create screen takes links, 9 where it takes affects versions of another project and the
 * ticket had a bug before; 3 more as the app. What Jira refuses leaves nothing behind.
 */
export const fileBug = async (caller: Caller, input: Input): Promise<Result<Output>> => {
  const read = await readFiling(caller, input);
  if (!read.ok) return read;
  if (read.value.known.escalation !== null) return filedBefore(caller, read.value.known.escalation);
  const filing = await settleLeft(caller, read.value);
  const { known, target, head, ticket, escalationId } = filing;
  const others = othersWith(caller, filing, input);
  const news = (await meanwhile(caller, filing, input)) ?? (await others.asRead());
  if (news !== null) return news;

  const asked = Promise.all([createScreen(filing), others.tell()])
    .then(([found, overtakenBy]) => overtakenBy ?? found)
    .catch((cause: unknown) => ({ cause }));
  const { handoffId, releaseId, revision } = head;
  const wanted = {
    ...{ ticketId: ticket.id, escalationId },
    filing: {
      ...{ handoffId, releaseId, revision, ticketKey: ticket.key },
      ...{ byApp: false, preparedBy: preparedBy(filing), targetId: target.projectId },
      ...{ ...saidIn(input), joined: false },
    },
  };
  const taken = await takeClaim(caller, wanted, known.claim);
  const screenFound = await asked;
  if (!taken.ok) return taken;
  const { resumed } = taken.value;
  const held: Held = { claim: taken.value.claim, isSent: false };
  /** When Jira was last asked to create it, as far as that is known: a retry that only looked for the bug makes no try look younger than it is. */
  const askedAt = (): string =>
    resumed && !held.isSent && known.claim !== null ? known.claim.startedAt : held.claim.startedAt;

  let bug: Bug | null = null;
  let screen: CreateScreen | null = null;
  let sent = resumed;
  const rest = (): Promise<void> =>
    putDown(
      held.claim,
      { step: bug !== null ? 'created' : sent ? 'unknown' : 'nothing-sent', startedAt: askedAt() },
      bug,
    );
  const { bugId, bugKey } = held.claim;
  if (bugId !== null && bugKey !== null) bug = { id: bugId, key: bugKey };
  try {
    if ('cause' in screenFound) throw screenFound.cause;
    if (!screenFound.ok) {
      await rest();
      return screenFound;
    }
    screen = screenFound.value;
    const { as } = screen;
    held.claim = { ...held.claim, filing: { ...held.claim.filing, byApp: as === 'app' } };
    const overtaken = known.claim !== null && known.claim.escalationId !== escalationId;
    const before = resumed ? 'mine' : overtaken ? 'overtaken' : 'none';
    const shown = screen;
    const made = await makeBug(caller, filing, shown, held, { before, startedAt: askedAt() }, async () =>
      bugFields(filing, input, shown, await requestedBy(caller, filing, as)),
    );
    if (!made.ok) {
      await rest();
      return made;
    }
    sent = true;
    if (made.value === null) {
      await rest();
      return refuse('outcome-unknown');
    }
    ({ bug } = made.value);
    return ok(await finishFiling(caller, filing, screen, held.claim, made.value));
  } catch (error) {
    sent ||= screen !== null && isUnknown(error);
    await rest();
    // Told to the app, about a project that the person may not see.
    if (screen?.as === 'app' && isPlainNo(error))
      return screen.isTheirs && error.detail !== ''
        ? refuse('jira-refused', { detail: error.detail })
        : refuse('refused-to-app');
    if (bug === null && (await mayNotCreate(error, target))) return refuse('not-allowed', { needs: NEEDS.file });
    throw error;
  }
};
