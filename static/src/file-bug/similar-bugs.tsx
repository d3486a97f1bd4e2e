import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { KnownBug } from '../../../src/api/duplicate-calls';
import { plural } from '../../../src/domain/wording';
import { Lozenge } from '../components/lozenge';
import { momentText } from '../components/moments';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import { summariesOf } from '../forge/summaries';
import { BugLink } from './bug-link';
import { call } from './call';
import { ComesAlong, NotAlong } from './comes-along';
import { findBugs, type FoundBug } from './find-bugs';
import styles from './file-bug.module.css';
import type { Chosen } from './plan';
import { rankBugs, type LikeBug } from './rank-bugs';
import type { Join } from './use-join';

/** In ms: who types on isn't searched for at every letter. */
const PAUSE = 400;

/** What stays the same for so long. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

const NOTHING: readonly KnownBug[] = [];

/**
 * Open bugs that may be what is about to be filed, while the summary is typed. What Jira shows the person it is asked as them, in the browser; of bugs
 * that they may not see, the app says that they are there.
 */
export const SimilarBugs = ({
  siteUrl,
  project,
  ticketId,
  chosen,
  summary,
  join,
  onKnown,
}: {
  siteUrl: string;
  /** The ticket's. */
  project: { readonly id: string };
  ticketId: string;
  chosen: Chosen;
  /** As it is typed. */
  summary: string;
  join: Join;
  /** Escalations that are known to who saw this list. */
  onKnown: (ids: readonly string[]) => void;
}) => {
  const { releaseId } = chosen;
  const typed = useSettled(summary);
  const [found, setFound] = useState<{ readonly bugs: readonly FoundBug[]; readonly isSure: boolean } | null>(null);
  const [looks, setLooks] = useState(0);
  const [about, setAbout] = useState<ReadonlyMap<string, string>>(new Map());
  const {
    value: listed,
    refusal,
    reload,
  } = useReading(
    useCallback(
      () => call('listBugs', { issueId: ticketId, projectId: project.id, releaseId }),
      [ticketId, project.id, releaseId],
    ),
  );
  const known = listed?.bugs ?? NOTHING;
  useEffect(() => {
    let isOver = false;
    void findBugs(chosen, typed).then((bugs) => {
      // Who may create bugs there sees them: no answer is no "none".
      if (!isOver) setFound({ bugs: bugs ?? [], isSure: bugs !== null || chosen.way.by !== 'self' });
    });
    return () => {
      isOver = true;
    };
  }, [chosen, typed, looks]);
  useEffect(() => {
    if (listed === null) return;
    onKnown(listed.known);
    const unseen = listed.bugs.flatMap(({ bugKey, from }) => (bugKey === null ? (from[0]?.id ?? []) : []));
    void summariesOf(unseen).then(setAbout);
  }, [listed, onKnown]);
  const { alike, others } = useMemo(
    () => rankBugs(typed, found?.bugs ?? [], known, about),
    [typed, found, known, about],
  );

  const all = alike.length + others.length;
  const isReady = found !== null && (listed !== null || refusal !== null);
  const isUnsure = isReady && (refusal !== null || !found.isSure);
  const list = (bugs: readonly LikeBug[]) => (
    <ul className={styles.bugs}>
      {bugs.map((bug) => (
        <Like key={bug.bugId} {...{ bug, siteUrl, join }} />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="similar-bugs" className={styles.similar}>
      <h2 id="similar-bugs">Is it one of these?</h2>
      {/* Said when it changes, and not at every letter. */}
      <p role="status">{isReady ? saidOf(alike.length, all, isUnsure, join) : 'Looking for open bugs …'}</p>
      {isUnsure && (
        <Button
          spacing="compact"
          onClick={() => {
            setLooks(looks + 1);
            void reload();
          }}
        >
          Look again
        </Button>
      )}
      {isReady &&
        all > 0 &&
        (join.hindrance === null ? <ComesAlong id={ALONG} join={join} /> : <p>{WHY[join.hindrance]}</p>)}
      {isReady && alike.length > 0 && list(alike)}
      {isReady && others.length > 0 && (
        <details>
          <summary>{plural(others.length, 'other open bug', 'other open bugs')} of this release or chain</summary>
          {list(others)}
        </details>
      )}
    </section>
  );
};

const ALONG = 'comes-along';

const WHY: Record<NonNullable<Join['hindrance']>, string> = {
  'not-to-l3':
    'To add a ticket to one of them is to go to Support L3, which you can’t from this project’s tickets. Tell somebody who can which bug it is.',
  'no-target':
    'No ticket can be added to them before the escalation path of the handoff names a project and an issue type. Ask its PO.',
};

const saidOf = (alike: number, all: number, isUnsure: boolean, { hindrance }: Join): string => {
  if (isUnsure)
    return `Which bugs are open can’t be read ${all === 0 ? '' : 'in full '}just now. Look again, or file yours: if somebody files the same meanwhile, you are told.`;
  if (all === 0) return 'No open bug is known for this release: yours would be the first.';
  if (alike === 0) return 'No open bug reads like your summary.';
  const reads = `${plural(alike, 'open bug reads', 'open bugs read')} like your summary.`;
  return hindrance === null ? `${reads} Adding your ticket tells you what becomes of it, as filing would.` : reads;
};

const Like = ({ bug, siteUrl, join }: { bug: LikeBug; siteUrl: string; join: Join }) => {
  const { bugId, bugKey, summary, about, status, stage, level, tickets, from, filedAt } = bug;
  const [first] = from;
  const named = bugKey ?? 'An L3 bug';
  const nameId = `like-${bugId}`;
  const isPressed = join.pressed === bugId;
  return (
    <li>
      <p id={nameId}>
        {bugKey === null ? named : <BugLink siteUrl={siteUrl} bugKey={bugKey} />}
        {bugKey === null && first !== undefined && (
          <>
            {' '}
            that was filed from <BugLink siteUrl={siteUrl} bugKey={first.key} />
          </>
        )}
        {summary !== '' && (
          <>
            {' '}
            <bdi>{summary}</bdi>
          </>
        )}
      </p>
      {about !== '' && (
        <p className={styles.about}>
          The ticket: <bdi>{about}</bdi>
        </p>
      )}
      <p className={styles.facts}>
        <Lozenge colour={stage === 'fixed' ? 'green' : 'blue'}>
          {status ?? (stage === 'fixed' ? 'Fixed, not with everybody yet' : 'Open')}
        </Lozenge>
        {level !== null && <span>{level === 'untriaged' ? 'not triaged yet' : `chain level ${level}`}</span>}
        <span>{tickets === 0 ? 'no ticket yet' : plural(tickets, 'ticket', 'tickets')}</span>
        <span>since {momentText(filedAt)}</span>
      </p>
      {join.hindrance === null && (
        <>
          {bugKey === null && <NotAlong id={`not-along-${bugId}`} />}
          <Button
            spacing="compact"
            isLoading={join.isRunning && isPressed}
            isDisabled={join.isRunning && !isPressed}
            aria-describedby={`${nameId} ${bugKey === null ? `not-along-${bugId}` : ALONG}`}
            onClick={() => void join.run(bugId)}
          >
            Add my ticket to this one
          </Button>
          {isPressed && join.refusal !== null && (
            <RefusalMessage refusal={join.refusal} onRetry={() => void join.run(bugId)} />
          )}
        </>
      )}
    </li>
  );
};
