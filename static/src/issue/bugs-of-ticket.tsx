import { useEffect, useState } from 'react';
import type { BugState, TicketBug } from '../../../src/domain/bug-state';
import { plural } from '../../../src/domain/wording';
import { Lozenge } from '../components/lozenge';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { BugLink } from '../file-bug/bug-link';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { summariesOf } from '../forge/summaries';
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

/** A name within a sentence: its direction changes nothing around it (Unicode: FSI ... PDI). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** The customer's place in the rollout, which decides when the fix is theirs. */
const customerText = ({ customer }: TicketBug): string => {
  if (customer === null)
    return 'Nobody said where your customer is in the rollout, so the fix counts as theirs at 100 %.';
  const { percent, name } = customer;
  const isNamed = name !== '' && name !== `${percent} %`;
  return `Your customer is in ${percent} %${isNamed ? ` (${isolated(name)})` : ''}.`;
};

/** What it means, and what comes next. */
const detailText = (bug: TicketBug, all: readonly TicketBug[]): string => {
  const { state, release, duplicateOf, resolution } = bug;
  switch (state) {
    case 'open':
      return triageText(bug);
    case 're-opened':
      return `It was closed and is open again. ${triageText(bug)}`;
    case 'fixed':
      return `${release === null ? 'No release with the fix is out yet' : `The fix comes with ${isolated(release)}`}. ${customerText(bug)}`;
    case 'released':
      return `${customerText(bug)}${release === null ? '' : ` The fix is in ${isolated(release)}.`}`;
    case 'reached':
      return `${release === null ? 'Your customer has the fix' : `The fix is in ${isolated(release)}, which your customer has`}: you can tell them.`;
    case 'duplicate':
      if (duplicateOf !== null && all.some(({ bugKey }) => bugKey === duplicateOf))
        return `It goes on in ${duplicateOf}, which this ticket hangs on too.`;
      return `It goes on in ${duplicateOf ?? 'another bug'}. To hear of that one, press File L3 bug and add this ticket to it.`;
    case 'closed':
      return resolution === '' ? 'Engineering will not fix it.' : `Engineering closed it as “${isolated(resolution)}”.`;
    case 'gone':
      return 'It was deleted, or moved to where CS Handoff may not see it. If the problem is still there and engineering knows nothing of it, file a new bug.';
  }
};

/** Nothing more will come of these. */
const SETTLED: readonly BugState[] = ['duplicate', 'closed', 'gone'];
/** So many stand above the handoff, which is what an agent came for. */
const MOST_SHOWN = 3;

/** What each bug is about, as Jira tells the person; costs no invocation. */
const useSummaries = (bugs: readonly TicketBug[]): ReadonlyMap<string, string> => {
  const [summaries, setSummaries] = useState<ReadonlyMap<string, string>>(new Map());
  const keys = bugs.flatMap(({ bugKey, state }) => (bugKey === null || state === 'gone' ? [] : [bugKey])).join(' ');
  useEffect(() => {
    let isOver = false;
    void summariesOf(keys.split(' ').filter((key) => key !== '')).then((read) => {
      if (!isOver) setSummaries(read);
    });
    return () => {
      isOver = true;
    };
  }, [keys]);
  return summaries;
};

/** What has become of this ticket's L3 bugs: fixed, released and reached are three different things. */
export const BugsOfTicket = ({ context, bugs }: { context: ScreenContext; bugs: readonly TicketBug[] }) => {
  const nameOf = usePeople(bugs.map(({ by }) => by));
  const summaries = useSummaries(bugs);
  const isSettled = ({ state }: TicketBug) => SETTLED.includes(state);
  const ordered = [...bugs.filter((bug) => !isSettled(bug)), ...bugs.filter(isSettled)];
  const list = (some: readonly TicketBug[]) => (
    <ul className={styles.bugs}>
      {some.map((bug) => (
        <li key={bug.id} className={styles.item}>
          <Lozenge colour={COLOURS[bug.state]}>{stateText(bug)}</Lozenge>
          {summaries.has(bug.bugKey ?? '') && (
            <p dir="auto" className={styles.lead}>
              {summaries.get(bug.bugKey ?? '')}
            </p>
          )}
          <p dir="auto" className={styles.text}>
            {detailText(bug, bugs)}
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
  );
  return (
    <section aria-labelledby="bugs-here" className={styles.card}>
      <h2 id="bugs-here">L3 bugs of this ticket</h2>
      {list(ordered.slice(0, MOST_SHOWN))}
      {ordered.length > MOST_SHOWN && (
        <details className={styles.more}>
          <summary>{plural(ordered.length - MOST_SHOWN, 'more L3 bug', 'more L3 bugs')}</summary>
          {list(ordered.slice(MOST_SHOWN))}
        </details>
      )}
    </section>
  );
};
