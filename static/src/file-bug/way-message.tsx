import { Message } from '../components/message';
import type { ToL3 } from '../../../src/domain/ladder';
import { PersonName } from '../components/person-name';
import { WhoEscalates } from '../components/who-escalates';
import { usePeople } from '../forge/people';
import { planOf, whyNobody, type Chosen } from './plan';

/** Said before anything is typed: what this person may not do, and how the bug gets filed all the same. */
export const WayMessage = ({ chosen, toL3 }: { chosen: Chosen; toL3: ToL3 }) => {
  const { way, target, issueType, needed } = chosen;
  const nameOf = usePeople([way.by === 'filer' ? way.accountId : null, ...toL3.people]);
  const mayNot = (
    <>
      You may not create <bdi>{issueType?.name}</bdi> in <bdi>{target?.name}</bdi>.
    </>
  );
  if (planOf(chosen) === 'dialog')
    return (
      <Message kind="information" title="Jira asks for more">
        <p>
          <bdi>{target?.name}</bdi> requires{' '}
          <bdi>
            {needed
              .filter(({ kind }) => kind === 'dialog')
              .map(({ name }) => name)
              .join(', ')}
          </bdi>
          , which only Jira’s own dialog can ask for. Fill in this form; the dialog opens with it filled in.
        </p>
      </Message>
    );
  switch (way.by) {
    case 'self':
      return null;
    case 'app':
      return (
        <Message kind="information" title="The app files this bug for you">
          <p>
            {mayNot} An admin there lets the app file it. The bug names you as who asks for it; you are told its key if
            you may see that project.
          </p>
        </Message>
      );
    case 'filer':
      return (
        <Message kind="information" title="Somebody else files this bug for you">
          <p>
            {mayNot} Write it here: it is kept for <PersonName accountId={way.accountId} nameOf={nameOf} />, who is told
            on this ticket and files it. To file bugs yourself, ask an admin of <bdi>{target?.name}</bdi> for the
            permission “Create issues”.
          </p>
        </Message>
      );
    case 'nobody':
      return (
        <Message kind="warning" title="You can’t file this bug">
          {way.why === 'not-to-l3' ? <WhoEscalates toL3={toL3} nameOf={nameOf} /> : <p>{whyNobody(chosen, way.why)}</p>}
          <p>You can still write it here, and copy the text for somebody who can.</p>
        </Message>
      );
  }
};
