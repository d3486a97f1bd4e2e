const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in bytes in the reader's own language, in steps of 1,024 as Jira shows it. */
export const sizeText = (bytes: number): string => {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1_024)));
  const options = {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    // In English the short name of bytes has no plural.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(undefined, options).format(bytes / 1_024 ** step);
};
