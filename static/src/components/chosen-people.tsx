import styles from './components.module.css';
import { PersonName } from './person-name';

/** People who were chosen, each with a button that takes the name out again. */
export const ChosenPeople = ({
  label,
  people,
  nameOf,
  onChange,
}: {
  label: string;
  people: readonly string[];
  nameOf: (accountId: string) => string | undefined;
  onChange: (people: readonly string[]) => void;
}) =>
  people.length === 0 ? null : (
    <ul className={styles.chips} aria-label={label}>
      {people.map((accountId) => (
        <li key={accountId}>
          <PersonName accountId={accountId} nameOf={nameOf} />{' '}
          <button
            type="button"
            className={styles.chip}
            aria-label={`Remove ${nameOf(accountId) ?? 'this person'}`}
            onClick={() => onChange(people.filter((id) => id !== accountId))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
