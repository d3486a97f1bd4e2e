import Button from '@atlaskit/button/new';
import type { BugView } from '../../../src/api/bug-calls';
import type { ChainLevel } from '../../../src/domain/bug';
import { LEVEL_TITLES } from '../components/level-titles';
import { Message } from '../components/message';

/** Said where the labels in Jira say something else than what is on record: somebody changed them by hand, and a person decides. */
export const HandLabel = ({
  bug: { labels, triage, needs },
  takeOver,
}: {
  bug: BugView;
  takeOver: (level: ChainLevel) => void;
}) => {
  const onRecord = triage?.level ?? 'untriaged';
  const [first, ...others] = labels;
  if (first === onRecord && others.length === 0) return null;
  const single = others.length === 0 && first !== undefined && first !== 'untriaged' ? first : null;
  return (
    <Message
      kind="warning"
      title="Its labels in Jira say something else"
      actions={
        needs === null && single !== null ? (
          <Button spacing="compact" onClick={() => takeOver(single)}>
            Take over {LEVEL_TITLES[single]}
          </Button>
        ) : undefined
      }
    >
      <p>
        {labels.length === 0
          ? 'None of them names a chain level'
          : `There: ${labels.map((level) => LEVEL_TITLES[level]).join(', ')}`}
        ; here: {LEVEL_TITLES[onRecord]}. Somebody changed them by hand, and reports count what is set here.
        {needs === null &&
          (triage === null
            ? ' Set the level, and the labels follow.'
            : ' To put the labels right, set the level here again.')}
      </p>
    </Message>
  );
};
