import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { InboxRow } from '../../../../src/api/inbox-calls';
import type { ReminderId } from '../../../../src/domain/reminder';
import { reminderText } from '../../../../src/domain/reminder-words';
import { ok } from '../../../../src/api/results';
import { EmptyState } from '../../components/empty-state';
import { momentText } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { useReading } from '../../components/use-reading';
import { setWindowTitle } from '../../forge/router';
import { call } from '../call';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import { placePath, PLACES, type Screen } from '../screen';

/** Where the thing is done in the panel. */
const PLACE: Record<ReminderId['what'], string> = {
  draft: PLACES.missing,
  due: PLACES.missing,
  walkthrough: PLACES.walkthrough,
  session: PLACES.walkthrough,
  'last-day': PLACES.missing,
  step: PLACES.rollout,
  verify: PLACES.rollout,
  'first-wave': PLACES.top,
  questions: PLACES.questions,
};

const idOf = ({ releaseId, what, occurrence }: InboxRow): ReminderId => ({ releaseId, what, occurrence });
const keyOf = (row: InboxRow): string => Object.values(idOf(row)).join(' ');

/** Notes some as seen, as many as a call takes at once. */
const AT_ONCE = 25;
const noteSeen = async (rows: readonly InboxRow[]) => {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const result = await call('readReminders', { reminders: rows.slice(from, from + AT_ONCE).map(idOf) });
    if (!result.ok) return result;
  }
  return ok(null);
};

const Row = ({ row, screen }: { row: InboxRow; screen: Screen }) => {
  const isNew = !row.seen && !row.isDone;
  const path = placePath(row.releaseId, PLACE[row.what]);
  return (
    <li>
      <div className={styles.inboxHead}>
        <a
          href={path}
          onClick={(event) => {
            event.preventDefault();
            if (!row.seen) void noteSeen([row]); // a refusal leaves it new, and nobody waits for that
            screen.router.go(path);
          }}
        >
          <bdi>{row.releaseName}</bdi>
        </a>
        {row.projectKey !== '' && row.projectKey !== screen.project.key && <small>{row.projectKey}</small>}
        {isNew && <span className={styles.badge}>New</span>}
      </div>
      <p>{reminderText(row)}</p>
      <small className={styles.quiet}>{momentText(row.at)}</small>
    </li>
  );
};

/** What a person is reminded of, over all projects, with what of it is done. */
export const InboxPage = ({ screen }: { screen: Screen }) => {
  const { value, refusal, reload } = useReading(useCallback(() => call('openInbox', {}), []));
  /** Noted since it was read: the list may be a moment behind. */
  const [seen, setSeen] = useState<readonly string[]>([]);
  useEffect(() => void setWindowTitle('Inbox – CS Handoff'), []);
  const rows = (value?.rows ?? []).map((row) => (seen.includes(keyOf(row)) ? { ...row, seen: true } : row));
  const [open, done] = [rows.filter(({ isDone }) => !isDone), rows.filter(({ isDone }) => isDone)];
  const unseen = open.filter((row) => !row.seen);
  const note = useAction(
    noteSeen,
    useCallback(() => setSeen((value?.rows ?? []).map(keyOf)), [value]),
    'h1',
  );
  return (
    <>
      <nav aria-label="Handoffs">
        <PageLink router={screen.router} to="/">
          All releases
        </PageLink>
      </nav>
      <h1 tabIndex={-1}>Inbox</h1>
      <p className={styles.lead}>What waits for you in the handoffs of all projects that you may read.</p>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      {value === null && refusal === null && <p role="status">Loading your inbox …</p>}
      {value !== null && open.length === 0 && (
        <EmptyState title="Nothing waits for you">
          You are reminded here at 8:00 of a working day: as PO, before your release of writing its handoff and handing
          it over, of the walkthrough, of what blocks the gate on the last day, and of each rollout step; as CS Lead, of
          the walkthrough and the last day; after 72 hours both of what customers say; and whoever owes an answer, of
          questions that wait for more than two working days.
        </EmptyState>
      )}
      {open.length > 0 && (
        <ul className={styles.inbox} aria-label="What waits for you">
          {open.map((row) => (
            <Row key={keyOf(row)} row={row} screen={screen} />
          ))}
        </ul>
      )}
      {unseen.length > 0 && (
        <Button isLoading={note.isRunning} onClick={() => void note.run(unseen)}>
          Mark all as read
        </Button>
      )}
      {note.refusal !== null && <RefusalMessage refusal={note.refusal} onRetry={() => void note.run(unseen)} />}
      {done.length > 0 && (
        <section aria-labelledby="inbox-done">
          <h2 id="inbox-done">Done or over</h2>
          <ul className={styles.inbox} aria-labelledby="inbox-done">
            {done.map((row) => (
              <Row key={keyOf(row)} row={row} screen={screen} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
