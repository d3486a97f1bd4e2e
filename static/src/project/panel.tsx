import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import type { HandoffView } from '../../../src/api/panel-calls';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import { usePeople } from '../forge/people';
import { releasePath, setWindowTitle } from '../forge/router';
import { MissingBox } from './sign-off/missing-box';
import { isChangedSinceRead, MyReading } from './reading/my-reading';
import { OnRecord } from './on-record';
import { PageLink } from './page-link';
import { PanelHeader } from './panel-header';
import styles from './project.module.css';
import { Questions } from './walkthrough/questions';
import { Reader } from './reading/reader';
import { ReleasedAnyway } from './sign-off/released-anyway';
import { Rollout } from './rollout/rollout';
import { isSeenFromOutside, placeInForm, sectionPlace, type PanelPart, type Screen } from './screen';
import { SignOff } from './sign-off/sign-off';
import { TakeAlong } from './take-along';
import { StillRight } from './rollout/still-right';
import { useHandoff } from './use-handoff';
import { useRelatedWork } from './use-related-work';
import { useSession } from './walkthrough/use-session';
import { Walkthrough } from './walkthrough/walkthrough';
import { WalkthroughNow } from './walkthrough/walkthrough-now';

const LiveWalkthrough = lazy(async () => ({
  default: (await import('./walkthrough/live-walkthrough')).LiveWalkthrough,
}));

// Only who writes loads the form.
const Editor = lazy(async () => ({ default: (await import('./editor/editor')).Editor }));

// Below what is read first.
const Revisions = lazy(async () => ({ default: (await import('./revisions/revisions')).Revisions }));
const Signals = lazy(async () => ({ default: (await import('./signals/signals')).Signals }));
const Readings = lazy(async () => ({ default: (await import('./reading/readings')).Readings }));

// Rare: after a merge, and after a deletion.
const MergedTexts = lazy(async () => ({ default: (await import('./editor/merged-texts')).MergedTexts }));
const Ended = lazy(async () => ({ default: (await import('./releases/ended')).Ended }));

const peopleOf = ({
  head,
  waiver,
  releasedAnyway,
  steps,
  questions,
  history,
}: HandoffView): (string | null | undefined)[] => [
  head?.po,
  head?.csLead,
  head?.signOff?.by,
  waiver?.by,
  releasedAnyway?.by,
  ...(head?.walkthrough?.people ?? []),
  ...steps.flatMap((step) => [step.entered?.by, step.ended?.by]),
  ...(head?.session?.people ?? []),
  ...questions.flatMap((question) => [question.askedBy, question.owner, question.ended?.by]),
  ...history.flatMap(({ by, named, held }) => [by, named?.po, named?.csLead, ...(held?.people ?? [])]),
];

const EDIT = 'edit-handoff';

/** A release's panel: where its handoff is written and read. */
export const Panel = ({
  screen,
  releaseId,
  editing,
  walking,
}: {
  screen: Screen;
  releaseId: string;
  editing: boolean;
  /** The section that is read in the walkthrough; null: it is not taken part in. */
  walking: string | null;
}) => {
  const { value: view, refusal, reload } = useHandoff(releaseId, screen.project.id);
  useRelatedWork(view);
  const mayWalk = view !== null && (view.rights.write || view.rights.sign);
  useSession(mayWalk && walking === null ? view : null, screen.project.id, reload);
  const nameOf = usePeople(view === null ? [] : peopleOf(view));
  const title = view?.release.name;
  useEffect(() => {
    if (title !== undefined) void setWindowTitle(`${title} – CS Handoff`);
  }, [title]);
  const { router } = screen;
  const edit = useCallback(
    (place: string) => {
      router.go(`${releasePath(releaseId)}?edit`);
      focusOn(placeInForm(place));
    },
    [router, releaseId],
  );
  const read = useCallback(() => {
    router.go(releasePath(releaseId));
    focusOn(`#${EDIT}`);
  }, [router, releaseId]);

  const back = (
    <nav aria-label="Handoffs" className={styles.noPrint}>
      <PageLink router={router} to="/">
        All releases
      </PageLink>
    </nav>
  );
  const refused = refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  if (view === null)
    return (
      <>
        {back}
        {refused !== false ? refused : <p role="status">Loading the handoff …</p>}
      </>
    );

  const part: PanelPart = { screen, view, nameOf, reload };
  const { head } = view;
  const session = head?.session ?? null;
  if (walking !== null && mayWalk && head !== null && session?.started)
    return (
      <Suspense fallback={<p role="status">Loading the walkthrough …</p>}>
        <LiveWalkthrough {...part} head={head} session={session} at={walking} />
      </Suspense>
    );
  const writes = view.rights.write && editing;
  const ended = view.head?.ended ?? null;
  const mend = (place: string, inEditor: boolean) => {
    if (inEditor && view.rights.write) edit(place);
    else focusOn(`#${place}`);
  };
  return (
    <>
      {back}
      {refused}
      <PanelHeader {...part} />
      <WalkthroughNow {...part} />
      {view.releasedAnyway !== null && <ReleasedAnyway {...part} went={view.releasedAnyway} />}
      <Suspense fallback={<p role="status">Loading what happened to the release …</p>}>
        {view.mergedTexts.length > 0 && <MergedTexts {...part} />}
        {ended !== null && <Ended {...part} ended={ended} />}
      </Suspense>
      {view.state.name !== 'done' && ended === null && <MissingBox {...part} mend={mend} />}
      {view.rights.write && !writes && (
        <div className={styles.actions}>
          <Button
            id={EDIT}
            appearance={view.head === null ? 'primary' : 'default'}
            onClick={() => edit(sectionPlace('whatsNew'))}
          >
            {view.head === null ? 'Write the handoff' : 'Edit'}
          </Button>
          <StillRight {...part} />
        </div>
      )}
      {writes ? (
        <Suspense fallback={<p role="status">Loading the form …</p>}>
          <Editor {...part} close={read} />
        </Suspense>
      ) : (
        <>
          {isChangedSinceRead(view) && <MyReading {...part} />}
          <Reader view={view} />
          <Suspense fallback={null}>{head?.handedOver != null && <Signals {...part} />}</Suspense>
          {!isChangedSinceRead(view) && <MyReading {...part} />}
        </>
      )}
      <Walkthrough {...part} isWriting={writes} />
      <Questions {...part} />
      <SignOff {...part} />
      <Rollout {...part} />
      <Suspense fallback={null}>
        {view.head?.handedOver != null && (view.rights.write || view.rights.sign) && <Readings {...part} />}
        {view.head !== null && <Revisions {...part} head={view.head} isWriting={writes} />}
      </Suspense>
      {view.head !== null && !writes && <TakeAlong {...part} head={view.head} />}
      {!isSeenFromOutside(part) && <OnRecord {...part} />}
    </>
  );
};
