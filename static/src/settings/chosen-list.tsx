import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { SelectField } from '../components/field';
import type { Target } from '../forge/targets';
import styles from './settings.module.css';

/** Things chosen by name from a list of Jira's, each with a button that takes it out again. */
export const ChosenList = ({
  label,
  choose,
  add,
  choices,
  chosen,
  unknown,
  onChange,
  problem,
}: {
  /** What the chosen ones are, for who doesn't see them stand together. */
  label: string;
  choose: string;
  /** On the button that adds the choice. */
  add: string;
  /** Null: not known yet; undefined: Jira doesn't answer. */
  choices: readonly Target[] | null | undefined;
  chosen: readonly { readonly id: string; readonly name: string | undefined }[];
  /** What stands for one whose name isn't known. */
  unknown: string;
  onChange: (ids: string[]) => void;
  problem?: string | undefined;
}) => {
  const [choice, setChoice] = useState('');
  const choiceId = useId();
  const ids = chosen.map(({ id }) => id);
  const offered = (choices ?? []).filter(({ id }) => !ids.includes(id));
  const change = (next: string[]): void => {
    onChange(next);
    document.getElementById(choiceId)?.focus(); // the button that had the focus is gone, or can't be pressed any more
  };
  const empty = choices === undefined ? 'Jira doesn’t answer' : 'Choose one';
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles.chips} aria-label={label}>
          {chosen.map(({ id, name = unknown }) => (
            <li key={id}>
              <bdi>{name}</bdi>{' '}
              <Button spacing="compact" appearance="subtle" onClick={() => change(ids.filter((each) => each !== id))}>
                Remove {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.add}>
        <SelectField
          id={choiceId}
          label={choose}
          empty={choices === null ? 'Loading …' : empty}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={choice}
          onChange={setChoice}
          problem={problem}
        />
        <Button
          isDisabled={choice === ''}
          onClick={() => {
            change([...ids, choice]);
            setChoice('');
          }}
        >
          {add}
        </Button>
      </div>
    </>
  );
};
