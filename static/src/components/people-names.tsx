import { PersonName } from './person-name';

/** Several people in a line of text. */
export const PeopleNames = ({
  people,
  nameOf,
}: {
  people: readonly string[];
  nameOf: (accountId: string) => string | undefined;
}) =>
  people.map((accountId, at) => (
    <span key={accountId}>
      {at > 0 && ', '}
      <PersonName accountId={accountId} nameOf={nameOf} />
    </span>
  ));
