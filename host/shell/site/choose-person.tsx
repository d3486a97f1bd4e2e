import Avatar from '@atlaskit/avatar';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import type { Person } from '../../contracts';
import { Problem } from './messages';
import { roleOf } from './people';
import { actAs } from './session';
import styles from './site.module.css';
import personStyles from './person.module.css';

/** Stands where Jira asks to log in: the demo's people need no password. */
export function ChoosePerson({ people }: { readonly people: readonly Person[] }) {
  const [error, setError] = useState<unknown>();
  return (
    <main className={personStyles.choose}>
      <Heading size="large" as="h1">
        Who are you?
      </Heading>
      <p>Choose a person to look at the site as. You can switch at the top right at any time.</p>
      {error !== undefined && <Problem error={error} />}
      <ul className={personStyles.people}>
        {people.map((person) => (
          <li key={person.accountId}>
            <button type="button" className={personStyles.person} onClick={() => void actAs(person).catch(setError)}>
              <Avatar size="medium" name={person.displayName} />
              <span className={personStyles.personText}>
                <span dir="auto">{person.displayName}</span>
                <span className={styles.role}>{roleOf(person)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
