import { useCallback } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import type { Customer } from '../../../src/domain/escalation';
import { useAction, type Action } from '../components/use-action';
import { panelUrl } from '../forge/router';
import { call } from './call';
import { DONE } from './done';
import type { Chosen } from './plan';
import type { Outcome } from './use-submit';

/** Adds the ticket to a bug that is there; `run` takes the bug's id. What is typed stays as a draft: it wasn't sent. */
export const useJoin = ({
  project,
  ticket,
  chosen,
  customer,
  comments,
  done,
}: {
  /** The ticket's. */
  project: { readonly id: string; readonly key: string };
  ticket: CallOutput<'prepareEscalation'>['ticket'];
  chosen: Chosen;
  customer: Customer | null;
  /** Of the ticket, chosen to be told on the bug. */
  comments: readonly string[];
  done: (outcome: Outcome) => void;
}): Action<[string]> => {
  const { releaseId, handoffId, productId, target } = chosen;
  return useAction(
    useCallback(
      async (bugId: string) =>
        call('joinBug', {
          ...{ issueId: ticket.id, projectId: project.id, releaseId, handoffId, productId, bugId, customer },
          comments: [...comments],
          ...(target === null ? {} : { targetId: target.id }),
          panelUrl: await panelUrl(project.key, releaseId),
        }),
      [ticket, project, releaseId, handoffId, productId, target, customer, comments],
    ),
    useCallback((bug: CallOutput<'joinBug'>) => done({ kind: 'joined', bug }), [done]),
    `#${DONE}`,
  );
};
