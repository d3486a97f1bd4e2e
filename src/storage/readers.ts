import * as z from 'zod/mini';
import { agendaSchema } from '../domain/agenda';
import { bugSchema, fixSchema } from '../domain/bug';
import { documentSchema } from '../domain/document';
import { claimSchema, escalationSchema } from '../domain/escalation';
import { filingsSchema } from '../domain/filings';
import { headSchema } from '../domain/head';
import { historyEntrySchema } from '../domain/history';
import { preparedSchema } from '../domain/prepared';
import { readingSchema } from '../domain/reading';
import { reminderSchema } from '../domain/reminder';
import { rolloutSchema } from '../domain/rollout';
import { questionSchema } from '../domain/question';
import { knownTicketSchema } from '../domain/known-ticket';
import { defaultSettings, settingsSchema } from '../domain/settings';
import { signalSchema } from '../domain/signal';
import { tallySchema } from '../domain/tally';
import { templateSchema } from '../domain/starting';
import { digestSchema, storedRevisionSchema } from './stored';

type Body = z.core.$ZodType;
const wrapped = <T extends Body>(body: T) => z.object({ body });
/** `counter`: counts writes; 1 in records of before it was kept. */
const counted = <T extends Body>(body: T) => z.object({ counter: z._default(z.int(), 1), body });
const stamped = <T extends Body>(body: T) => z.object({ stamp: z.int(), body });
const timed = <T extends Body>(body: T) => z.object({ at: z.number(), stamp: z.int(), body });
/** A record of before there were these settings: the defaults stand in, so that it is upgraded as it is read. */
const upgradedSettings = () =>
  z.pipe(
    z.transform((stored: unknown) => (typeof stored === 'object' ? { ...defaultSettings, ...stored } : stored)),
    settingsSchema,
  );
const ofSettings = () => z.object({ revision: z.int(), body: upgradedSettings() });

/*
 * How each kind of record is read back: what storage answers is unknown until its schema says otherwise. Imported as a namespace, and each marked
 * as pure, so that a function carries only the kinds that it reads.
 */
export const handoff = /* @__PURE__ */ wrapped(headSchema);
export const document = /* @__PURE__ */ wrapped(documentSchema);
export const revision = /* @__PURE__ */ wrapped(storedRevisionSchema);
export const question = /* @__PURE__ */ wrapped(questionSchema);
export const rollout = /* @__PURE__ */ wrapped(rolloutSchema);
export const reading = /* @__PURE__ */ wrapped(readingSchema);
export const history = /* @__PURE__ */ wrapped(historyEntrySchema);
export const escalation = /* @__PURE__ */ counted(escalationSchema);
export const bug = /* @__PURE__ */ counted(bugSchema);
export const fix = /* @__PURE__ */ wrapped(fixSchema);
export const signal = /* @__PURE__ */ counted(signalSchema);
export const tally = /* @__PURE__ */ counted(tallySchema);
export const claim = /* @__PURE__ */ wrapped(claimSchema);
export const filings = /* @__PURE__ */ counted(filingsSchema);
export const prepared = /* @__PURE__ */ wrapped(preparedSchema);
export const template = /* @__PURE__ */ wrapped(templateSchema);
export const ticket = /* @__PURE__ */ counted(knownTicketSchema);
export const settings = /* @__PURE__ */ ofSettings();
export const agenda = /* @__PURE__ */ timed(agendaSchema);
export const reminder = /* @__PURE__ */ wrapped(reminderSchema);
export const digest = /* @__PURE__ */ stamped(digestSchema);
