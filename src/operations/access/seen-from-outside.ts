import type { Head, Waiver } from '../../domain/head';
import type { Question } from '../../domain/question';
import type { RolloutStep } from '../../domain/rollout';
import type { Caller } from '../caller';

/**
 * What is left of a handoff's process for who reads it through a support project. Its states stay; the texts that people of the product
 * project wrote about it go, since they may name issues that the reader may not see. One's own reason one knows.
 */
export const headFromOutside = (head: Head, { accountId }: Caller): Head => {
  const { signOff, verified } = head;
  const isKept = signOff?.kind === 'refused' && signOff.by !== accountId;
  return {
    ...head,
    signOff: isKept ? { ...signOff, reason: '' } : signOff,
    verified: verified && { ...verified, issues: null },
    ...{ waiver: null, releasedAnyway: null, relatedWork: null, mergedIn: [], formerPos: [], earlierRecords: [] },
  };
};

/** Whom a step reaches, when, and how it stands; not what it waits for and what came of it. */
export const stepFromOutside = (step: RolloutStep): RolloutStep => ({
  ...step,
  ...{ exitCriteria: '', flag: { key: '', url: '' } },
  ended: step.ended && { ...step.ended, reason: '', result: '', learned: '' },
});

export const waiverFromOutside = (waiver: Waiver): Waiver => ({ ...waiver, reason: '' });

export const questionFromOutside = (question: Question): Question => {
  const { ended } = question;
  if (ended?.answer.kind !== 'gap') return question;
  return { ...question, ended: { ...ended, answer: { kind: 'gap', reference: '' } } };
};
