import { useId, type ReactNode } from 'react';
import styles from './components.module.css';

/** A native checkbox with its label, and below it what follows from it. */
export const CheckField = ({
  label,
  help,
  isChecked,
  onChange,
}: {
  label: ReactNode;
  help?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}) => {
  const id = useId();
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        aria-describedby={help === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {help !== undefined && (
          <p id={`${id}-note`} className={styles.help}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
};
