/** A person's name as Jira knows it; until then, or when Jira doesn't tell, a neutral word instead of a bare id. */
export const PersonName = ({
  accountId,
  nameOf,
  nobody = 'Nobody named',
}: {
  accountId: string | null;
  nameOf: (accountId: string) => string | undefined;
  nobody?: string;
}) => (accountId === null ? <>{nobody}</> : <bdi>{nameOf(accountId) ?? 'Someone'}</bdi>);
