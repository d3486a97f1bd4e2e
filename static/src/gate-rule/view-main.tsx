import '../components/in-dialog.css';
import { mount } from '../components/page';
import { SpokenTitle } from '../components/spoken-title';
import { readContext } from '../forge/context';
import styles from './gate-rule.module.css';
import { QUESTIONS } from './questions';
import { storedRule } from './stored-rule';

void mount(readContext, (context) => {
  const rule = storedRule(context);
  return (
    <>
      <SpokenTitle>CS handoff is ready</SpokenTitle>
      <dl className={styles.rule}>
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
