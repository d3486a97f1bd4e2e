import type { GateRule } from '../../../src/domain/gate';

type Question = {
  readonly [K in keyof GateRule]: {
    readonly key: K;
    readonly title: string;
    readonly options: readonly { readonly value: GateRule[K]; readonly label: string; readonly consequence: string }[];
  };
}[keyof GateRule];

/** What the rule lets an admin choose, each choice with its consequence. */
export const QUESTIONS: readonly Question[] = [
  {
    key: 'releases',
    title: 'An issue with several fix versions passes when',
    options: [
      { value: 'all', label: 'all of its releases are ready', consequence: 'One handoff that is not ready stops it.' },
      {
        value: 'any',
        label: 'any one of its releases is ready',
        consequence: 'The others may still miss their handoff.',
      },
    ],
  },
  {
    key: 'withoutRelease',
    title: 'An issue without a fix version',
    options: [
      { value: 'block', label: 'is stopped', consequence: 'The message asks for a fix version.' },
      { value: 'pass', label: 'passes', consequence: 'Nothing is checked for it.' },
    ],
  },
  {
    key: 'onFailure',
    title: 'When Jira or the storage does not answer, the issue',
    options: [
      {
        value: 'closed',
        label: 'is stopped',
        consequence: 'Safe: nothing goes out unchecked; people try again in a minute.',
      },
      { value: 'open', label: 'passes', consequence: 'Work never waits; a release may go out unchecked.' },
    ],
  },
];
