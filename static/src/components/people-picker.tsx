import { useEffect, useState } from 'react';

import { searchEveryone, searchPeople, type Person } from '../forge/people';
import styles from './components.module.css';
import { TextField } from './field';

const PAUSE = 250; // ms without a key before Jira is asked

/**
 * Finds people by name, those of a project or, with `anyone`, all of the site; each result is a button with the name. Those in
 * `taken` aren't offered.
 */
export const PeoplePicker = ({
  label,
  projectKey,
  anyone = false,
  taken,
  onPick,
  problem,
}: {
  label: string;
  projectKey: string;
  anyone?: boolean;
  taken: readonly string[];
  onPick: (person: Person) => void;
  problem?: string | undefined;
}) => {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Person[] | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      const name = query.trim();
      void (anyone && name !== '' ? searchEveryone(name) : searchPeople(projectKey, name)).then((people) => {
        if (current) setFound(people);
      });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [projectKey, anyone, query]);
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
