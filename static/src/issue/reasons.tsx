import { Fragment, type ReactNode } from 'react';
import type { Reason } from '../../../src/domain/right-handoff';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';

const named = (before: string, name: string): ReactNode => (
  <>
    {before} <bdi>{name}</bdi>
  </>
);

const Because = ({ reason }: { reason: Reason }): ReactNode => {
  const nameOf = usePeople([reason.code === 'chosen' ? reason.by : null]);
  switch (reason.code) {
    case 'chosen':
      return (
        <>
          chosen for this ticket by <PersonName accountId={reason.by} nameOf={nameOf} />
        </>
      );
    case 'fix-version':
      return 'fix version of this ticket';
    case 'affects-version':
      return 'affects version of this ticket';
    case 'bug':
      return 'an L3 bug of it is linked to this ticket';
    case 'asked':
      return 'asked about from this ticket';
    case 'linked':
      return 'version of an issue that is linked to this ticket';
    case 'released':
      return 'released';
    case 'rolled-back':
      return 'rolled back';
    case 'rolling-out':
      return `rolling out at ${reason.percent} %`;
    case 'planned':
      return reason.day === null ? 'planned, without a date' : `planned for ${reason.day}`;
    case 'label':
      return named('label', reason.name);
    case 'named':
      return 'a version of this ticket has its name';
    case 'component':
      return named('component', reason.name);
    case 'mentions':
      return named('it speaks of the component', reason.name);
    case 'mapped-project':
      return named('mapped project', reason.name);
  }
};

/** Why a handoff is shown on this ticket, in one line. */
export const Reasons = ({ reasons }: { reasons: readonly Reason[] }) =>
  reasons.map((reason, nth) => (
    <Fragment key={JSON.stringify(reason)}>
      {nth > 0 && ', '}
      <Because reason={reason} />
    </Fragment>
  ));
