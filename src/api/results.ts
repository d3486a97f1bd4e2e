import type * as z from 'zod/mini';
import type { fieldProblemSchema, refusalSchema } from './result-schema';

/**
 * The closed set of reasons for which a call is refused. Codes travel; the words (what happened, why, what to do) are one
 * table in the screens: static/src/components/refusal-copy.ts.
 */
export const REFUSALS = [
  'bad-input', // `fields` names what is wrong and where
  'too-large', // the document would not fit into one KVS value
  'not-found', // no such release, ticket or handoff, or not for this person
  'not-allowed', // `needs` names the permission and who can grant it
  'not-for-you', // customers and anonymous people get nothing
  'not-complete', // hand over or sign while sections are missing
  'not-handed-over',
  'wrote-a-part',
  'named-cannot-read', // who shall be PO or CS Lead may not see the handoff
  'outdated', // another revision came in between
  'under-way', // the walkthrough that was to be planned otherwise has begun
  'criteria-first', // a rollout step is entered only once its exit criteria are written
  'step-entered', // the plan of a step that was entered is on record as it stands
  'step-changed', // somebody else changed the rollout step meanwhile
  'look-up-first', // a ticket goes to Support L2 with what Support L1 looked up
  'entered-meanwhile', // somebody else entered other words on the ladder since the screen was read
  'handoff-closed', // its rollout rests
  'own-release', // the PO can't waive the gate of their own release
  'has-handoff', // a handoff can move only to a release that has none
  'label-frozen', // an L3 bug carries the chain label
  'filing-in-progress', // a claim stands on the ticket
  'filed-meanwhile', // another bug was filed from the ticket since the form was opened; `filed` tells of it
  'similar-meanwhile', // a bug for the same problem was filed, or is being filed, from another ticket; `similar` tells of it
  'bug-closed', // the bug that a ticket was to be added to is open no more
  'carrying', // attachments of the ticket are on their way to its bug
  'prepared-already', // another bug waits on the ticket to be filed
  'filer-cannot-see', // whoever is named to file prepared bugs may not see the ticket
  'prepared-gone', // it was taken back
  'another-bug', // what Jira's dialog created is not a bug of this escalation
  'triaged-meanwhile', // somebody else set the chain level since it was looked at
  'outcome-unknown', // a step's reply was lost and Jira's search can't tell yet
  'target-gone', // Jira has no such issue type in the project that L3 bugs go to
  'refused-to-app', // Jira said no to what the app sent for a person who may not see the project: its words stay
  'jira-refused', // Jira said no to what was sent; `detail` carries its own words per field
  'jira-unavailable',
  'rate-limited',
  'storage-unavailable',
  'busy', // too many people changed the same facts at once; nothing was written
  'unexpected',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
export type FieldProblem = z.infer<typeof fieldProblemSchema>;
export type Refusal = z.infer<typeof refusalSchema>;
export type Result<T> = { ok: true; value: T } | Refusal;

type More = Omit<Refusal, 'ok' | 'code'>;

/** Who may not do something is always told what it needs and who can grant it. */
export function refuse(code: 'not-allowed', more: More & { needs: string }): Refusal;
export function refuse(code: Exclude<RefusalCode, 'not-allowed'>, more?: More): Refusal;
export function refuse(code: RefusalCode, more: More = {}): Refusal {
  return { ok: false, code, ...more };
}
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
