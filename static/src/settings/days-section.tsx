import { TextField } from '../components/field';
import { Section, type Page } from './section';

const DAYS = [
  ['dueDays', 90, 'Days before the release date by which a handoff is due', 'Later is shown as late.'],
  [
    'csDays',
    30,
    'Days that CS must have had it when the gate is asked',
    'Until then the gate stays closed: not on release day, not the night before.',
  ],
] as const;

const numberOf = (text: string): number => (text.trim() === '' ? NaN : Number(text));

/** When a handoff is due, and how long CS must have had it. */
export const DaysSection = ({ page }: { page: Page }) => (
  <Section page={page} title="Days" lead="Both count for every release of this project, at once.">
    {({ value, change, problem }) =>
      DAYS.map(([key, most, label, help]) => (
        <TextField
          key={key}
          type="number"
          label={label}
          help={help}
          value={Number.isNaN(value[key]) ? '' : String(value[key])}
          onChange={(text) => change({ [key]: numberOf(text) })}
          problem={problem(key) && `Write a whole number from 0 to ${most}.`}
        />
      ))
    }
  </Section>
);
