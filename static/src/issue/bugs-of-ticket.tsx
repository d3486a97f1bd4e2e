import type { BugState, TicketBug } from '../../../src/domain/bug-state';
import { Lozenge } from '../components/lozenge';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { BugLink } from '../file-bug/bug-link';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import styles from './issue.module.css';

const COLOURS: Readonly<Record<BugState, 'grey' | 'blue' | 'yellow' | 'red' | 'green'>> = {
  ...{ open: 'grey', 're-opened': 'red', fixed: 'blue', released: 'yellow', reached: 'green' },
  ...{ duplicate: 'grey', closed: 'grey', gone: 'grey' },
};

const stateText = ({ state, percent }: TicketBug): string => {
  switch (state) {
    case 'open':
      return 'Open';
    case 're-opened':
      return 'Open again';
    case 'fixed':
      return 'Fixed, not yet released';
    case 'released':
      return percent === null ? 'Released' : `Released, at ${percent} %`;
    case 'reached':
      return 'Reached your customer';
    case 'duplicate':
      return 'Closed as duplicate';
    case 'closed':
      return 'Closed without a fix';
    case 'gone':
      return 'Not in Jira any more';
  }
};

const triageText = ({ level }: TicketBug): string =>
  level === null
    ? 'Engineering has not triaged it yet.'
    : `Triaged: the cause lies in ${level}. Engineering has not fixed it yet.`;

/** The customer's place in the rollout, which decides when the fix is theirs. */
const customerText = ({ customer }: TicketBug): string => {
  if (customer === null)
    return 'Nobody said where your customer is in the rollout, so the fix counts as theirs at 100 %.';
  const { percent, name } = customer;
  const isNamed = name !== '' && name !== `${percent} %`;
  return `Your customer is in ${percent} %${isNamed ? ` (${name})` : ''}.`;
};

/** What it means, and what comes next. */
const detailText = (bug: TicketBug): string => {
  const { state, release, duplicateOf, resolution } = bug;
  switch (state) {
    case 'open':
      return triageText(bug);
    case 're-opened':
      return `It was closed and is open again. ${triageText(bug)}`;
    case 'fixed':
      return `${release === null ? 'No release with the fix is out yet' : `The fix comes with ${release}`}. ${customerText(bug)}`;
    case 'released':
      return `${customerText(bug)}${release === null ? '' : ` The fix is in ${release}.`}`;
    case 'reached':
      return release === null ? 'Your customer has the fix.' : `The fix is in ${release}, which your customer has.`;
    case 'duplicate':
      return `${duplicateOf === null ? 'It goes on in another bug.' : `It goes on in ${duplicateOf}.`} To hear of that one, add this ticket to it.`;
    case 'closed':
      return resolution === '' ? 'Engineering will not fix it.' : `Engineering closed it as "${resolution}".`;
    case 'gone':
      return 'It was deleted, or moved to where CS Handoff may not see it. If the problem is still there and engineering knows nothing of it, file a new bug.';
  }
};

/** What has become of this ticket's L3 bugs: fixed, released and reached are three different things. */
export const BugsOfTicket = ({ context, bugs }: { context: ScreenContext; bugs: readonly TicketBug[] }) => {
  const nameOf = usePeople(bugs.map(({ by }) => by));
  return (
    <section aria-labelledby="bugs-here" className={styles.card}>
      <h2 id="bugs-here">L3 bugs of this ticket</h2>
      <ul className={styles.bugs}>
        {bugs.map((bug) => (
          <li key={bug.id} className={styles.item}>
            <Lozenge colour={COLOURS[bug.state]}>{stateText(bug)}</Lozenge>
            <p dir="auto" className={styles.text}>
              {detailText(bug)}
            </p>
            <p className={styles.why}>
              {bug.bugKey === null ? (
                'In a project that you may not see'
              ) : (
                <BugLink siteUrl={context.siteUrl} bugKey={bug.bugKey} />
              )}
              , {bug.joined ? 'ticket added' : 'filed'} {momentText(bug.at)} by{' '}
              <PersonName accountId={bug.by} nameOf={nameOf} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};
