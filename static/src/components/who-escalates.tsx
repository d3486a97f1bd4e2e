import type { ToL3 } from '../../../src/domain/ladder';
import { PeopleNames } from './people-names';

/** For who may not go to Support L3: who may, and who can change that. */
export const WhoEscalates = ({
  toL3: { people, byRole },
  nameOf,
}: {
  toL3: ToL3;
  nameOf: (accountId: string) => string | undefined;
}) => (
  <p>
    You can’t go to Support L3 from this project’s tickets. Ask{' '}
    {people.length > 0 && <PeopleNames people={people} nameOf={nameOf} />}
    {people.length > 0 && byRole && ', or '}
    {byRole && 'somebody with a role that the settings of this project name'} to go on from this ticket; what is entered
    here is there for them. An admin of this project can name you in the settings of CS Handoff.
  </p>
);
