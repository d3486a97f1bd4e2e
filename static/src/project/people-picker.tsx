import { useEffect, useState } from 'react';
import { TextField } from '../components/field';
import { searchPeople, type Person } from '../forge/people';
import styles from './project.module.css';

const PAUSE = 250; // ms without a key before Jira is asked

/** Finds people of a project by name; each result is a button with the name. Those in `taken` aren't offered. */
export const PeoplePicker = ({
  label,
  projectKey,
  taken,
  onPick,
  problem,
}: {
  label: string;
  projectKey: string;
  taken: readonly string[];
  onPick: (person: Person) => void;
  problem?: string | undefined;
}) => {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Person[] | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void searchPeople(projectKey, query.trim()).then((people) => {
        if (current) setFound(people);
      });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [projectKey, query]);
  const offered = found?.filter((person) => !taken.includes(person.accountId)).slice(0, 8);
  return (
    <div>
      <TextField
        label={label}
        type="search"
        value={query}
        onChange={setQuery}
        problem={problem}
        help="Type a part of the name."
      />
      <ul className={styles.chips} aria-label={`${label}: people found`}>
        {offered?.map((person) => (
          <li key={person.accountId}>
            <button
              type="button"
              className={styles.chip}
              onClick={() => {
                setQuery('');
                onPick(person);
              }}
            >
              <bdi>{person.displayName}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {offered?.length === 0 && query !== '' && <p role="status">Nobody found for this name.</p>}
    </div>
  );
};
