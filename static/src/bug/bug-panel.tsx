import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { BugView } from '../../../src/api/bug-calls';
import { refuse } from '../../../src/api/results';
import { plural } from '../../../src/domain/wording';
import { EmptyState } from '../components/empty-state';
import { focusOn } from '../components/focus';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { RefusalMessage } from '../components/refusal-message';
import { draftKey, useDraft } from '../components/use-draft';
import { useReading } from '../components/use-reading';
import { BugLink } from '../file-bug/bug-link';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { openPanel } from '../forge/router';
import styles from './bug.module.css';
import { call } from './call';
import { Earlier } from './earlier';
import { HandLabel } from './hand-label';
import { chosenSchema, LEVELS, SET, TriageForm, type Chosen } from './triage-form';
import { CAUSE_WORDS, LEVEL_WORDS } from './words';

/** On an L3 bug: what it comes from, where in the chain its cause lies, and for who triages, the way to say so. */
export const BugPanel = ({ context }: { context: ScreenContext }) => {
  const issueId = context.extension.issue?.id;
  const {
    value: found,
    refusal,
    reload,
  } = useReading(
    useCallback(async () => (issueId === undefined ? refuse('not-found') : call('openBug', { issueId })), [issueId]),
  );
  if (refusal !== null && found === null) return <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  if (found === null || issueId === undefined) return <p role="status">Reading what is known of this bug …</p>;
  if (found.bug === null)
    return (
      <EmptyState title="Nothing is on record of this bug">
        It carries the mark of an L3 bug, but none was filed as this issue: it may be a copy of one, or come from an
        earlier installation of CS Handoff. File L3 bugs from a ticket; they are triaged here.
      </EmptyState>
    );
  return (
    <>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      <Known context={context} issueId={issueId} bug={found.bug} reload={reload} />
    </>
  );
};

type Part = { context: ScreenContext; issueId: string; bug: BugView; reload: () => Promise<void> };

const Known = ({ context, issueId, bug, reload }: Part) => {
  const { triage, earlier, filedBy } = bug;
  const [label, setLabel] = useState<'shown' | 'later' | 'refused'>('shown');
  const nameOf = usePeople([filedBy, triage?.by, ...earlier.map(({ by }) => by)]);
  const initial: Chosen = { level: triage?.level ?? null, cause: triage?.cause ?? null };
  const draft = useDraft(draftKey(context.accountId ?? '', 'triage', issueId), chosenSchema, initial);
  return (
    <>
      <div id={SET} tabIndex={-1} className={styles.set}>
        {triage === null ? (
          <p>
            <strong>Untriaged.</strong> Nobody has said yet where in the chain its cause lies.
          </p>
        ) : (
          <>
            <p>
              <strong>{LEVEL_WORDS[triage.level].name}</strong> – {LEVEL_WORDS[triage.level].means}
            </p>
            <p>
              {CAUSE_WORDS[triage.cause].name} – {CAUSE_WORDS[triage.cause].means}
            </p>
            <p className={styles.quiet}>
              Set by <PersonName accountId={triage.by} nameOf={nameOf} />, {momentText(triage.at)}
            </p>
          </>
        )}
      </div>
      {label === 'refused' && (
        <Message kind="warning" title="The label of the bug could not be changed">
          <p>
            What you set is on record here, and reports count it. Jira didn’t let the app change the label: Labels must
            be on the edit screen of this issue type, and the app CS Handoff needs the permission “Edit issues” in this
            project. An admin of the project can mend both; then set it again.
          </p>
        </Message>
      )}
      {label === 'shown' && (
        <HandLabel
          bug={bug}
          takeOver={(level) => {
            draft.set({ ...draft.value, level });
            focusOn(`#${LEVELS} input[value="${level}"]`);
          }}
        />
      )}
      {bug.needs === null ? (
        <TriageForm issueId={issueId} bug={bug} draft={draft} reload={reload} told={setLabel} />
      ) : (
        <p className={styles.quiet}>{bug.needs}</p>
      )}
      <Origin siteUrl={context.siteUrl} bug={bug} nameOf={nameOf} />
      <Earlier earlier={earlier} nameOf={nameOf} />
    </>
  );
};

const unseenText = ({ count, seen }: BugView['tickets']): string => {
  if (seen.length > 0) return 'those that you may see, the newest first';
  return count === 1 ? 'which you may not see' : 'none of which you may see';
};

/** What the bug comes from. */
const Origin = ({
  siteUrl,
  bug: { release, filedAt, filedBy, tickets },
  nameOf,
}: {
  siteUrl: string;
  bug: BugView;
  nameOf: (accountId: string) => string | undefined;
}) => (
  <section aria-label="Where it comes from" className={styles.origin}>
    <p>
      Filed by <PersonName accountId={filedBy} nameOf={nameOf} />, {momentText(filedAt)}
      {release !== null && (
        <>
          , by the handoff of <bdi>{release.name}</bdi>
        </>
      )}
    </p>
    <p>
      {plural(tickets.count, 'ticket hangs on it', 'tickets hang on it')}
      {tickets.seen.length > 0 && ': '}
      {tickets.seen.map((key, nth) => (
        <span key={key}>
          {nth > 0 && ', '}
          <BugLink siteUrl={siteUrl} bugKey={key} />
        </span>
      ))}
      {tickets.count > tickets.seen.length && <span className={styles.quiet}> ({unseenText(tickets)})</span>}
    </p>
    {release !== null && (
      <Button spacing="compact" onClick={() => void openPanel(release.projectKey, release.id)}>
        Open the handoff
      </Button>
    )}
  </section>
);
