import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import type { Carry } from '../../../src/domain/carried';
import type { Customer } from '../../../src/domain/customer';
import { useAction, type Action } from '../components/use-action';
import { panelUrl } from '../forge/router';
import { call } from './call';
import { DONE } from './joined';
import type { Chosen } from './plan';
import type { BugDraft } from './use-bug-draft';
import { useLeft } from './use-left';
import type { Outcome } from './use-submit';

export type Join = Action<[string]> & {
  /** Why nothing can be added from here; null: it can. */
  readonly hindrance: 'not-to-l3' | 'no-target' | null;
  /** Id of the bug that was pressed last: what becomes of it is said there. */
  readonly pressed: string | null;
  /** Comes along. */
  readonly customer: Customer | null;
  readonly carry: Carry;
};

/** Adds the ticket to a bug that is there, with what was chosen of it; `run` takes the bug's id. What is typed isn't sent and stays as a draft. */
export const useJoin = ({
  accountId,
  project,
  prepared: { ticket, toL3 },
  chosen,
  draft,
  done,
}: {
  accountId: string;
  /** The ticket's. */
  project: { readonly id: string; readonly key: string };
  prepared: CallOutput<'prepareEscalation'>;
  chosen: Chosen;
  draft: BugDraft;
  done: (outcome: Outcome) => void;
}): Join => {
  const { releaseId, handoffId, productId, target, issueType } = chosen;
  const { customer, carry, setCarry, typed, isTouched, isKept, discard } = draft;
  const { set: keepLeft } = useLeft(accountId, ticket.id);
  const [pressed, setPressed] = useState<string | null>(null);
  const action = useAction(
    useCallback(
      async (bugId: string) => {
        setPressed(bugId);
        return call('joinBug', {
          ...{ issueId: ticket.id, projectId: project.id, releaseId, handoffId, productId, bugId, customer },
          comments: [...carry.comments],
          ...(target === null ? {} : { targetId: target.id }),
          panelUrl: await panelUrl(project.key, releaseId),
        });
      },
      [ticket, project, releaseId, handoffId, productId, target, customer, carry],
    ),
    useCallback(
      (bug: CallOutput<'joinBug'>) => {
        const { escalationId, commentsFailed } = bug;
        const { attachments, comments } = carry;
        const left = escalationId !== null && attachments.length > 0 ? { escalationId, attachments } : null;
        if (left !== null) keepLeft(left);
        // What didn't come along stays chosen.
        const rest = { comments: commentsFailed ? comments : [], attachments: left === null ? attachments : [] };
        if (comments.length + attachments.length > 0) setCarry(rest);
        const told = comments.length - rest.comments.length;
        done({ kind: 'joined', bug, left, told, rest, words: isTouched ? { typed, isKept, discard } : null });
      },
      [carry, keepLeft, setCarry, done, typed, isTouched, isKept, discard],
    ),
    `#${DONE}`,
  );
  const isNamed = target !== null && issueType !== null;
  return { ...action, pressed, hindrance: !toL3.may ? 'not-to-l3' : isNamed ? null : 'no-target', customer, carry };
};
