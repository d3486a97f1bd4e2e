import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { QUESTIONS } from './questions';
import { storedRule } from './stored-rule';

void mount(readContext, (context) => {
  const rule = storedRule(context);
  return (
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
  );
});
