import { useId } from 'react';
import styles from './bug.module.css';
import type { Words } from './words';

/** One of several, each with the line that says what it means. */
export const Choice = <T extends string>({
  id,
  legend,
  problem,
  words,
  options,
  value,
  onChange,
}: {
  id: string;
  legend: string;
  problem: string | undefined;
  words: Readonly<Record<T, Words>>;
  options: readonly T[];
  value: T | null;
  onChange: (value: T) => void;
}) => {
  const name = useId();
  return (
    <fieldset
      id={id}
      className={styles.choice}
      tabIndex={-1}
      aria-describedby={problem === undefined ? undefined : `${id}-problem`}
    >
      <legend>{legend}</legend>
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
      {options.map((option) => (
        <label key={option} className={styles.option}>
          <input
            type="radio"
            name={name}
            value={option}
            checked={value === option}
            onChange={() => onChange(option)}
            aria-describedby={`${name}-${option}`}
            aria-label={words[option].name}
          />
          <span>
            {words[option].name}
            <small id={`${name}-${option}`}>{words[option].means}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
};
