import { useId, type ReactNode } from 'react';
import styles from './components.module.css';
import type { Option } from './option';

type FieldProps = {
  label: ReactNode;
  /** The sentence of what is wrong here, if anything. */
  problem?: string | undefined;
  help?: ReactNode;
  /** An id of its own, where something else points at the control. */
  id?: string;
};
type ControlProps = {
  id: string;
  className: string | undefined;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
};

/** A label, its control, and what is to be said of it; native controls in the house style. */
export const LabelledField = ({
  label,
  problem,
  help,
  id,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) => {
  const own = useId();
  const controlId = id ?? own;
  const noteId = `${controlId}-note`;
  const note = problem !== undefined || help !== undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={controlId}>{label}</label>
      {children({
        id: controlId,
        className: styles.control,
        'aria-invalid': problem !== undefined,
        'aria-describedby': note ? noteId : undefined,
      })}
      {note && (
        <div id={noteId}>
          {problem !== undefined && <p className={styles.problem}>{problem}</p>}
          {help !== undefined && <p className={styles.help}>{help}</p>}
        </div>
      )}
    </div>
  );
};

type TextProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  isDisabled?: boolean;
  maxLength?: number;
};

export const TextField = ({
  value,
  onChange,
  isDisabled = false,
  type = 'text',
  ...field
}: TextProps & { type?: 'text' | 'url' | 'number' | 'date' | 'datetime-local' | 'search' }) => (
  <LabelledField {...field}>
    {(control) => (
      <input
        {...control}
        type={type}
        dir="auto"
        disabled={isDisabled}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </LabelledField>
);

export const TextArea = ({
  value,
  onChange,
  isDisabled = false,
  rows = 3,
  ...field
}: TextProps & { rows?: number }) => (
  <LabelledField {...field}>
    {(control) => (
      <textarea
        {...control}
        dir="auto"
        rows={rows}
        disabled={isDisabled}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </LabelledField>
);

/** A native select; the first option is the empty choice, if `empty` names one. */
export const SelectField = ({
  value,
  onChange,
  options,
  empty,
  isDisabled = false,
  ...field
}: FieldProps & {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  empty?: string;
  isDisabled?: boolean;
}) => (
  <LabelledField {...field}>
    {(control) => (
      <select {...control} disabled={isDisabled} value={value} onChange={(event) => onChange(event.target.value)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} dir="auto">
            {option.label}
          </option>
        ))}
      </select>
    )}
  </LabelledField>
);
