import Select from '@atlaskit/select';
import { useId } from 'react';
import type { Named } from '../site/jira';
import styles from '../site/site.module.css';

interface ChoiceFieldProps {
  readonly label: string;
  readonly options: readonly Named[];
  readonly value: readonly Named[];
  readonly isMulti: boolean;
  readonly isRequired?: boolean;
  readonly onChange: (chosen: readonly Named[]) => void;
}

/** A labelled choice of named things of Jira: versions, a resolution, a priority. */
export function ChoiceField({ label, options, value, isMulti, isRequired = false, onChange }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {isRequired && <span aria-hidden> *</span>}
      </label>
      <Select<Named, boolean>
        inputId={id}
        isMulti={isMulti}
        options={[...options]}
        value={[...value]}
        isRequired={isRequired}
        isClearable
        spacing="compact"
        placeholder="None"
        menuPosition="fixed"
        getOptionValue={(option) => option.id}
        getOptionLabel={(option) => option.name}
        onChange={(chosen) => onChange([chosen ?? []].flat())}
      />
    </div>
  );
}
