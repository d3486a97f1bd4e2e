import { mount } from '../components/page';
import { readContext } from '../forge/context';
import styles from './gate-rule.module.css';
import { QUESTIONS } from './questions';
import { storedRule } from './stored-rule';

void mount(readContext, (context) => {
  const rule = storedRule(context);
  return (
    <>
      <h1 className={styles.title}>CS handoff is ready</h1>
      <dl>
        {QUESTIONS.map(({ key, title, options }) => {
          const option = options.find(({ value }) => value === rule[key]);
          return (
            <div key={key}>
              <dt>{title}</dt>
              <dd>
                {option?.label}. {option?.consequence}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
});
