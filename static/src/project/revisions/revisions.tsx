import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../../src/api/calls';
import type { Head } from '../../../../src/domain/head';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { CompareRevisions } from './compare-revisions';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import { revisionsOf, type RevisionLine } from './revision-lines';
import { PLACES, type PanelPart } from '../screen';

/** More than these are shown on demand. */
const NEWEST = 10;

const ASKED = 'restore-asked';
const buttonOf = (revision: number): string => `restore-${revision}`;

/** Every text that the handoff had: any two compared, and one brought back. */
export const Revisions = (part: PanelPart & { head: Head; isWriting: boolean }) => {
  const { view, head } = part;
  const lines = revisionsOf(head, view.history);
  const [isAll, setAll] = useState(false);
  /** Who saved what and when stays with the product project; the texts can be compared all the same. */
  const isTold = lines.some(({ entry }) => entry !== undefined);
  const mayRestore = view.rights.write && head.ended === null;
  return (
    <ProcessSection id={PLACES.revisions} title="Revisions">
      <CompareRevisions {...part} lines={lines} />
      {mayRestore && part.isWriting && <p>Press “Back to reading” to restore one.</p>}
      {mayRestore && !part.isWriting ? (
        <Restorable {...part} lines={isAll ? lines : lines.slice(0, NEWEST)} />
      ) : (
        isTold && <Lines {...part} lines={isAll ? lines : lines.slice(0, NEWEST)} />
      )}
      {!isAll && isTold && lines.length > NEWEST && (
        <Button spacing="compact" onClick={() => setAll(true)}>
          Show all {lines.length} revisions
        </Button>
      )}
    </ProcessSection>
  );
};

const Lines = ({
  lines,
  nameOf,
  head,
  ask,
}: Pick<PanelPart, 'nameOf'> & { lines: readonly RevisionLine[]; head: Head; ask?: (revision: number) => void }) => (
  <ol className={styles.plainList}>
    {lines.map(({ revision, entry }) => (
      <li key={revision} className={styles.record}>
        <p>
          Revision {revision}
          {revision === head.revision && ', the current one'}
          {entry?.what === 'saved-minor' && ', a minor edit'}
          {entry !== undefined && (
            <>
              , <PersonName accountId={entry.by} nameOf={nameOf} nobody="seen in Jira" />,{' '}
              <time dateTime={entry.at}>{momentText(entry.at)}</time>
            </>
          )}
        </p>
        {entry !== undefined && entry.detail !== '' && <p dir="auto">{entry.detail}</p>}
        {ask !== undefined && revision !== head.revision && (
          <Button id={buttonOf(revision)} spacing="compact" onClick={() => ask(revision)}>
            Restore revision {revision}
          </Button>
        )}
      </li>
    ))}
  </ol>
);

type Restored = CallOutput<'restoreRevision'> & { readonly from: number };

const Restorable = (part: PanelPart & { head: Head; lines: readonly RevisionLine[] }) => {
  const { view, head, nameOf, reload } = part;
  const releaseId = view.release.id;
  const [asked, setAsked] = useState<number | null>(null);
  const [conflict, setConflict] = useState<{ by: string; revision: number } | null>(null);
  const expectedRevision = head.revision;
  const restore = useAction(
    useCallback(
      async (revision: number) => {
        const result = await call('restoreRevision', { releaseId, revision, expectedRevision });
        return result.ok ? { ok: true as const, value: { ...result.value, from: revision } } : result;
      },
      [releaseId, expectedRevision],
    ),
    useCallback(
      async (done: Restored) => {
        const { revision } = done.head;
        if (done.outcome === 'saved') flag(`Revision ${done.from} restored as revision ${revision}`);
        setConflict(done.outcome === 'conflict' ? { by: done.by, revision } : null);
        setAsked(null);
        await reload();
      },
      [reload],
    ),
    `#${PLACES.revisions}`,
  );
  return (
    <>
      {conflict !== null && (
        <Message kind="warning" title="Nothing was restored">
          <p>
            <PersonName accountId={conflict.by} nameOf={nameOf} /> saved revision {conflict.revision} meanwhile. Look at
            what changed, then restore again if you still want to.
          </p>
        </Message>
      )}
      {asked !== null && (
        <section id={ASKED} tabIndex={-1} aria-label={`Restore revision ${asked}`}>
          <Message
            kind="information"
            title={`Restore revision ${asked}?`}
            actions={
              <>
                <Button appearance="primary" isLoading={restore.isRunning} onClick={() => void restore.run(asked)}>
                  Yes, restore it
                </Button>
                <Button
                  onClick={() => {
                    setAsked(null);
                    focusOn(`#${buttonOf(asked)}`);
                  }}
                >
                  No
                </Button>
              </>
            }
          >
            <p>
              What it said becomes revision {head.revision + 1}; all that came in between stays on record.
              {head.signOff?.kind === 'signed' && ' CS Lead has to sign again then.'}
              {head.labelFrozen && ' The chain label stays: bugs carry it.'}
            </p>
          </Message>
        </section>
      )}
      {restore.refusal !== null && <RefusalMessage refusal={restore.refusal} onRetry={() => void reload()} />}
      <Lines
        {...part}
        ask={(revision) => {
          setAsked(revision);
          focusOn(`#${ASKED}`);
        }}
      />
    </>
  );
};
