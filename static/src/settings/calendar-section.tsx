import { useState } from 'react';
import * as z from 'zod/mini';
import { sameContent } from '../../../src/domain/document';
import { daySchema } from '../../../src/domain/ids';
import { CheckField } from '../components/check-field';
import { SelectField, TextArea } from '../components/field';
import { Section, type Fields, type Page } from './section';
import styles from './settings.module.css';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The browser's own zone first; one that this browser doesn't list stays as it was chosen. */
const zonesFor = (chosen: string): { value: string; label: string }[] => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const others = [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])].filter((zone) => zone !== own);
  return [
    { value: own, label: `${own} (where you are)` },
    ...others.sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  ];
};

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
const isDay = (line: string): boolean => z.safeParse(daySchema, line).success;

const problemOf = (lines: readonly string[]): string => {
  const [first] = lines.filter((line) => !isDay(line));
  return first === undefined
    ? 'At most 100 days fit in. Take out those that are past.'
    : `“${first}” is not a day. Write year, month and day like 2026-12-25, one day to a line.`;
};

const Holidays = ({ value, change, problem }: Fields) => {
  /** As it was typed: a line that is half written is no day yet. */
  const [text, setText] = useState('');
  const shown = sameContent(linesOf(text), value.holidays) ? text : value.holidays.join('\n');
  return (
    <TextArea
      label="Holidays, one day to a line"
      help="Like 2026-12-25. What would come on one of them comes on the last working day before it; what looks back on something, on the next one."
      rows={4}
      value={shown}
      onChange={(typed) => {
        setText(typed);
        change({ holidays: linesOf(typed) });
      }}
      problem={problem('holidays') && problemOf(value.holidays)}
    />
  );
};

/** When people of the project work: reminders come on the mornings of those days. */
export const CalendarSection = ({ page }: { page: Page }) => (
  <Section
    page={page}
    title="Working days and reminders"
    lead="Reminders of a release come at 8:00 on a working day, in the project’s time zone, and never on a day nobody works. Everybody finds theirs under Inbox on the project page."
  >
    {(fields) => {
      const { value, change, problem } = fields;
      return (
        <>
          <SelectField
            label="Time zone"
            options={zonesFor(value.timeZone)}
            value={value.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            problem={problem('timeZone') && 'Atlassian’s servers don’t know this time zone. Choose another one.'}
          />
          <fieldset className={styles.weekdays}>
            <legend className={styles.label}>Working days</legend>
            {WEEKDAYS.map((name, nth) => (
              <CheckField
                key={name}
                label={name}
                isChecked={value.workdays.includes(nth + 1)}
                onChange={(isChecked) => {
                  const others = value.workdays.filter((weekday) => weekday !== nth + 1);
                  change({ workdays: (isChecked ? [...others, nth + 1] : others).sort() });
                }}
              />
            ))}
            {problem('workdays') !== undefined && <p role="alert">Choose at least one day on which people work.</p>}
          </fieldset>
          <Holidays {...fields} />
          <CheckField
            label="Also tell people by Jira’s own notification"
            help="Once a day at most, on an issue of the release that the person may see. Without it, reminders are in the inbox only."
            isChecked={value.notify}
            onChange={(notify) => change({ notify })}
          />
        </>
      );
    }}
  </Section>
);
