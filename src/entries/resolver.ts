import Resolver from '@forge/resolver';
import * as z from 'zod/mini';
import { calls, type CallInput, type CallName, type CallOutput } from '../api/calls';
import { parseInput } from '../api/parse-input';
import { refuse, type Result } from '../api/results';
import { answerQuestion } from '../operations/answer-question';
import type { Caller } from '../operations/caller';
import { checkSetUp } from '../operations/check-set-up';
import { fileBug } from '../operations/file-bug';
import { findHandoffs } from '../operations/find-handoffs';
import { handOver } from '../operations/hand-over';
import { listEnded } from '../operations/list-ended';
import { listReleases } from '../operations/list-releases';
import { noteFailure } from '../operations/note-failure';
import { openHandoff } from '../operations/open-handoff';
import { preflight } from '../operations/preflight';
import { prepareEscalation } from '../operations/prepare-escalation';
import { prepareForFiler } from '../operations/prepare-for-filer';
import { recordFiledBug } from '../operations/record-filed-bug';
import { readSettings } from '../operations/read-settings';
import { recordWalkthrough } from '../operations/record-walkthrough';
import { refusalOf } from '../operations/refusal-of';
import { restoreHandoff } from '../operations/restore-handoff';
import { closeHandoff, setRollout } from '../operations/roll-out';
import { saveHandoff } from '../operations/save-handoff';
import { saveSettings } from '../operations/save-settings';
import { setPeople } from '../operations/set-people';
import { settleMerge } from '../operations/settle-merge';
import { showOnRelease } from '../operations/show-on-release';
import { refuseHandoff, signHandoff } from '../operations/sign-handoff';
import { endWaiver, waiveGate } from '../operations/waive-gate';
import { withdrawPrepared } from '../operations/withdraw-prepared';

type Operations = { [N in CallName]: (caller: Caller, input: CallInput<N>) => Promise<Result<CallOutput<N>>> };

const operations: Operations = {
  listReleases,
  openHandoff,
  saveHandoff,
  handOver,
  recordWalkthrough,
  answerQuestion,
  signHandoff,
  refuseHandoff,
  waiveGate,
  endWaiver,
  setPeople,
  setRollout,
  closeHandoff,
  showOnRelease,
  settleMerge,
  listEnded,
  restoreHandoff,
  readSettings,
  preflight,
  saveSettings,
  checkSetUp,
  findHandoffs,
  prepareEscalation,
  fileBug,
  recordFiledBug,
  prepareForFiler,
  withdrawPrepared,
};

/** Of the context only these are the platform's word; the rest a browser can change (Forge docs: app-context-security). */
const trustedSchema = z.object({ accountId: z.string(), accountType: z.literal('licensed') });

/** The error boundary of every call: who asks, what they sent, and a sentence's code instead of an error's text. */
const answer = async <N extends CallName>(
  name: N,
  payload: unknown,
  context: unknown,
): Promise<Result<CallOutput<N>>> => {
  const trusted = z.safeParse(trustedSchema, context);
  if (!trusted.success) return refuse('not-for-you');
  const input = parseInput(calls[name].input, payload);
  if (!input.ok) return input;
  try {
    const caller = { accountId: trusted.data.accountId, now: Date.now() };
    return await operations[name](caller, input.value as CallInput<N>);
  } catch (error) {
    const refusal = refusalOf(error);
    console.error(`${name} failed`, error); // the cause is for the app's log, never for a screen
    await noteFailure(error, 'screen', Date.now());
    return refusal ?? refuse('unexpected');
  }
};

const resolver = new Resolver();
for (const name of Object.keys(operations) as CallName[])
  resolver.define(name, ({ payload, context }: { payload: unknown; context: unknown }) =>
    answer(name, payload, context),
  );

export const handler = resolver.getDefinitions();
