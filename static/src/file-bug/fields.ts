import type { EscalationForm } from '../../../src/domain/escalation';
import type { Option } from '../components/option';

export type ChoiceField = 'severity' | 'impact' | 'reach';
export type TextName = Exclude<keyof EscalationForm, ChoiceField>;

/** Labels of what is typed, in order. */
export const TEXTS: Record<TextName, string> = {
  summary: 'Summary',
  userSees: 'What the user sees',
  bypass: 'Why Support L1 and L2 are skipped',
  steps: 'Steps',
  environment: 'Environment',
  observed: 'Observed',
  expected: 'Expected',
  lookedUp: 'What Support L1 looked up',
  reproduced: 'What Support L2 reproduced',
};

/** A text that nobody touched is missing, not wrong. */
export const UNTYPED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(TEXTS).map((name) => [name, '']),
);

const option = (value: string, label: string): Option => ({ value, label });

export const CHOICES: Record<ChoiceField, { readonly label: string; readonly options: readonly Option[] }> = {
  severity: {
    label: 'Severity',
    options: [
      option('P0', 'P0 – nobody can work'),
      option('P1', 'P1 – a main path is broken'),
      option('P2', 'P2 – broken, with a way around'),
      option('P3', 'P3 – a blemish'),
    ],
  },
  impact: {
    label: 'Impact',
    options: [option('blocker', 'Blocker'), option('high', 'High'), option('medium', 'Medium'), option('low', 'Low')],
  },
  reach: {
    label: 'Reach',
    options: [
      option('one', 'One customer'),
      option('segment', 'A segment of customers'),
      option('everyone', 'Everyone'),
    ],
  },
};
