import { useEffect, useRef, useState } from 'react';
import type { GateRule } from '../../../src/domain/gate';
import { SpokenTitle } from '../components/spoken-title';
import { onConfigure } from '../forge/workflow-rule';
import { QUESTIONS } from './questions';
import styles from './gate-rule.module.css';

/** The rule's screen inside Jira's own dialog: Jira's button saves, so there is none here. */
export const GateRuleForm = ({ initial }: { initial: GateRule }) => {
  const [rule, setRule] = useState(initial);
  const newest = useRef(rule);
  useEffect(() => {
    newest.current = rule;
  }, [rule]);
  useEffect(() => void onConfigure(() => JSON.stringify(newest.current)), []);
  return (
    <form aria-label="CS handoff is ready" onSubmit={(event) => event.preventDefault()}>
      <SpokenTitle>CS handoff is ready</SpokenTitle>
      {QUESTIONS.map(({ key, title, options }) => (
        <fieldset key={key} className={styles.question}>
          <legend>{title}</legend>
          {options.map(({ value, label, consequence }) => (
            <label key={value} className={styles.option}>
              <input
                type="radio"
                name={key}
                checked={rule[key] === value}
                onChange={() => setRule({ ...rule, [key]: value })}
              />
              <span>
                {label}
                <small>{consequence}</small>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </form>
  );
};
