import { useState } from 'react';
import * as z from 'zod/mini';
import type { CallOutput } from '../../../src/api/calls';
import { draftKey, useDraft } from '../components/use-draft';

const typedSchema = z.record(z.string(), z.string());
type Typed = z.infer<typeof typedSchema>;
type Ticket = CallOutput<'prepareEscalation'>['ticket'];

/**
 * What is typed belongs to the ticket, so that choosing another handoff keeps it. The escalation's id belongs to the ticket and the
 * handoff: a retry after a reload files the same bug, and a bug for another handoff is another bug.
 */
export const useBugDraft = (accountId: string, ticket: Ticket, releaseId: string) => {
  const [newId] = useState(() => crypto.randomUUID());
  const [untouched] = useState<Typed>(() => ({ summary: ticket.summary.replace(/\s+/g, ' ').slice(0, 255) }));
  const typed = useDraft(draftKey(accountId, 'file-bug', ticket.id), typedSchema, untouched);
  const id = useDraft(draftKey(accountId, 'file-bug-id', `${ticket.id}:${releaseId}`), z.string(), newId);
  return {
    escalationId: id.value,
    typed: typed.value,
    type: (name: string, text: string) => typed.set({ ...typed.value, [name]: text }),
    isRestored: typed.restoredAt !== null,
    isKept: typed.isKept && id.isKept,
    /** Before anything is sent: from now on a retry, after a reload too, is of the same bug. */
    keepId: id.set,
    clearTyped: typed.clear,
    clearId: id.clear,
    startAnother: () => {
      typed.clear();
      id.clear(crypto.randomUUID());
    },
  };
};
