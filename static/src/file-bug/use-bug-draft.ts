import { useState } from 'react';
import * as z from 'zod/mini';
import type { CallOutput } from '../../../src/api/calls';
import { carrySchema, NOTHING_CARRIED } from '../../../src/domain/carried';
import { fieldValuesSchema, type FieldValues } from '../../../src/domain/needed-fields';
import { customerSchema, type Customer } from '../../../src/domain/customer';
import { formTexts, type Ladder } from '../../../src/domain/ladder';
import type { Prepared } from '../../../src/domain/prepared';
import { draftKey, useDraft } from '../components/use-draft';

const typedSchema = z.record(z.string(), z.string());
type Typed = z.infer<typeof typedSchema>;
type Ticket = CallOutput<'prepareEscalation'>['ticket'];

const chosenCustomerSchema = z.nullable(customerSchema);

const NO_VALUES: FieldValues = {};

/**
 * What is typed belongs to the ticket, so that choosing another handoff keeps it. The escalation's id belongs to the ticket and the
 * handoff: a retry after a reload files the same bug, and a bug for another handoff is another bug.
 * @param ladder what was entered on the ticket's way up: it stands where nothing else was typed
 * @param from a bug that somebody prepared: a draft of its own, begun with their words, under its own id
 */
export const useBugDraft = (
  accountId: string,
  ticket: Ticket,
  releaseId: string,
  ladder: Ladder | null,
  from: Prepared | null,
) => {
  const [newId] = useState(() => from?.id ?? crypto.randomUUID());
  const [untouched] = useState<Typed>(() =>
    from === null ? { summary: ticket.summary.replace(/\s+/g, ' ').slice(0, 255) } : { ...from.form },
  );
  // Words that were changed since are other words.
  const own = from === null ? '' : `:${from.id}:${from.at}`;
  const typed = useDraft(draftKey(accountId, 'file-bug', `${ticket.id}${own}`), typedSchema, untouched);
  const id = useDraft(draftKey(accountId, 'file-bug-id', `${ticket.id}:${releaseId}${own}`), z.string(), newId);
  const values = useDraft(
    draftKey(accountId, 'file-bug-values', `${ticket.id}:${releaseId}${own}`),
    fieldValuesSchema,
    NO_VALUES,
  );
  const carry = useDraft(
    draftKey(accountId, 'file-bug-carry', `${ticket.id}${own}`),
    carrySchema,
    from?.carry ?? NOTHING_CARRIED,
  );
  const customer = useDraft<typeof chosenCustomerSchema>(
    draftKey(accountId, 'file-bug-customer', `${ticket.id}:${releaseId}${own}`),
    chosenCustomerSchema,
    from?.customer ?? null,
  );
  // Made in Jira's dialog, and not on record yet; empty: none.
  const made = useDraft(draftKey(accountId, 'file-bug-made', `${ticket.id}:${releaseId}${own}`), z.string(), '');
  const discard = () => {
    typed.clear();
    values.clear();
    carry.clear();
    customer.clear();
  };
  const shown = from === null ? { ...formTexts(ladder), ...typed.value } : typed.value;
  return {
    escalationId: id.value,
    typed: shown,
    customer: customer.value,
    setCustomer: (chosen: Customer | null) => customer.set(chosen),
    type: (name: string, text: string) => typed.set({ ...typed.value, [name]: text }),
    values: values.value,
    setValues: values.set,
    carry: carry.value,
    setCarry: carry.set,
    made,
    /** Something was typed that is on no record. */
    isTouched: typed.value !== untouched || values.value !== NO_VALUES,
    /** ISO moment, when what was typed came back from an earlier visit. */
    restoredAt: typed.restoredAt ?? values.restoredAt,
    isKept: typed.isKept && id.isKept,
    /** Before anything is sent: from now on a retry, after a reload too, is of the same bug. */
    keepId: id.set,
    /** What was typed and chosen; which bug it would be, and one that Jira's dialog made, stay. */
    discard,
    clear: () => {
      discard();
      made.clear();
      id.clear();
    },
    startAnother: () => {
      discard();
      made.clear();
      id.clear(crypto.randomUUID());
    },
  };
};

export type BugDraft = ReturnType<typeof useBugDraft>;
