/** The words that hold a handoff's parts together in Markdown; what is written with them is read by them. */
export const LABELS = {
  result: 'They see',
  whom: 'Touches',
  workaround: 'Workaround',
  carriedFrom: 'Carried over from',
  noneBecause: 'None, because',
  internalNote: 'Internal note',
  tell: 'Told',
  address: 'Address',
  watch: 'Watch',
} as const;
export type Label = keyof typeof LABELS;

export const ESCALATION_HEADINGS = {
  lookUp: 'Support L1: how to look it up',
  reproduce: 'Support L2: how to reproduce',
  target: 'Support L3: where the bug is filed',
  chainLabel: 'Chain label',
  bug: 'Counts as a bug',
  featureRequest: 'Counts as a feature request',
  workingAsIntended: 'Working as intended',
} as const;
