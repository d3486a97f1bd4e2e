import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import { ChosenPeople } from '../components/chosen-people';
import { PeoplePicker } from '../components/people-picker';
import styles from './settings.module.css';

/** People who are named in a setting; `most` = 1: a new one takes the place of the other. */
export const PeopleSetting = ({
  label,
  nobody,
  people,
  most,
  projectKey,
  nameOf,
  onChange,
  problem,
}: {
  label: string;
  /** What it means that nobody is named. */
  nobody: string;
  people: readonly string[];
  most: number;
  projectKey: string;
  nameOf: (accountId: string) => string | undefined;
  onChange: (people: string[]) => void;
  problem?: string | undefined;
}) => {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null); // takes the focus of a control that goes away with its press
  return (
    <div className={styles.people} role="group" aria-label={label}>
      <p className={styles.label}>{label}</p>
      {people.length === 0 && <p className={styles.lead}>{nobody}</p>}
      <ChosenPeople
        label={`${label}: named`}
        people={people}
        nameOf={nameOf}
        onChange={(left) => {
          onChange([...left]);
          opener.current?.focus();
        }}
      />
      <Button ref={opener} spacing="compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {most === 1 && people.length > 0 ? 'Name someone else' : 'Name someone'}
      </Button>
      {(isOpen || problem !== undefined) && (
        <PeoplePicker
          label={`Find: ${label}`}
          projectKey={projectKey}
          anyone
          taken={people}
          onPick={({ accountId }) => {
            onChange(most === 1 ? [accountId] : [...people, accountId]);
            if (most > 1) return;
            setOpen(false);
            opener.current?.focus();
          }}
          problem={problem}
        />
      )}
    </div>
  );
};
