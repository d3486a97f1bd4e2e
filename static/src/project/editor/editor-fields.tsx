import { ErrorMessage, Field, HelperMessage, MessageWrapper } from '@atlaskit/form';
import Textarea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { createContext, useContext } from 'react';
import type { FieldProblem } from '../../../../src/api/results';
import { fieldProblemText, problemAt } from '../../components/refusal-copy';
import styles from '../../components/components.module.css';

/** What the last save was refused for, by path into the document. */
export const FieldProblems = createContext<readonly FieldProblem[]>([]);

type Path = readonly (string | number)[];

/** The sentence that belongs to a field of the document. */
const useProblem = (path: Path): string | undefined =>
  fieldProblemText(problemAt(useContext(FieldProblems), ['document', ...path]));

type Props = {
  /** Also the control's id, so that focus can be sent there. */
  id: string;
  label: string;
  path: Path;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  isDisabled?: boolean;
};

const describedBy = (id: string) => `${id}-error ${id}-helper`;

const Messages = ({ problem, help }: { problem: string | undefined; help: string | undefined }) => (
  <MessageWrapper>
    {help !== undefined && <HelperMessage>{help}</HelperMessage>}
    {problem !== undefined && <ErrorMessage>{problem}</ErrorMessage>}
  </MessageWrapper>
);

/**
 * Fields of @atlaskit/form give label, ids and messages; the value lives in the draft, so that it survives a reload and can be
 * replaced by a merge.
 */
export const EditorArea = ({ id, label, path, value, onChange, help, isDisabled = false }: Props) => {
  const problem = useProblem(path);
  return (
    <Field id={id} name={id} label={label} isDisabled={isDisabled}>
      {({ fieldProps }) => (
        <>
          <Textarea
            id={id}
            name={id}
            aria-labelledby={fieldProps['aria-labelledby']}
            aria-describedby={describedBy(id)}
            dir="auto"
            resize="vertical"
            minimumRows={2}
            isDisabled={isDisabled}
            isInvalid={problem !== undefined}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Messages problem={problem} help={help} />
        </>
      )}
    </Field>
  );
};

export const EditorLine = ({ id, label, path, value, onChange, help, isDisabled = false }: Props) => {
  const problem = useProblem(path);
  return (
    <Field id={id} name={id} label={label} isDisabled={isDisabled}>
      {({ fieldProps }) => (
        <>
          <Textfield
            id={id}
            name={id}
            aria-labelledby={fieldProps['aria-labelledby']}
            aria-describedby={describedBy(id)}
            dir="auto"
            isDisabled={isDisabled}
            isInvalid={problem !== undefined}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Messages problem={problem} help={help} />
        </>
      )}
    </Field>
  );
};

/** A native select: the choices of a site fit, and it needs no 60 kB. */
export const EditorSelect = ({
  id,
  label,
  path,
  value,
  onChange,
  help,
  isDisabled = false,
  empty,
  options,
}: Props & { empty: string; options: readonly { id: string; name: string }[] }) => {
  const problem = useProblem(path);
  return (
    <Field id={id} name={id} label={label} isDisabled={isDisabled}>
      {({ fieldProps }) => (
        <>
          <select
            id={id}
            className={styles.control}
            aria-labelledby={fieldProps['aria-labelledby']}
            aria-describedby={describedBy(id)}
            aria-invalid={problem !== undefined}
            disabled={isDisabled}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">{empty}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
          <Messages problem={problem} help={help} />
        </>
      )}
    </Field>
  );
};
