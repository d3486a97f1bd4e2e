import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useState } from 'react';
import { plural } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { momentText } from '../../components/moments';
import { PeopleNames } from '../../components/people-names';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { hasDraft, draftKey } from '../../components/use-draft';
import { call } from '../call';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import { PLACES, seesQuestions, walkthroughPath, type PanelPart } from '../screen';
import { sharpQuestionsText } from './sharp-questions';

// Only who plans or records one loads the forms.
const PlanWalkthrough = lazy(async () => ({ default: (await import('./plan-walkthrough')).PlanWalkthrough }));
const WalkthroughForm = lazy(async () => ({ default: (await import('./walkthrough-form')).WalkthroughForm }));

type Form = 'plan' | 'record';

/** The session in which PO and CS Lead read the handoff together: planned, under way, held. */
export const Walkthrough = ({ isWriting, ...part }: PanelPart & { isWriting: boolean }) => {
  const { view, nameOf } = part;
  const { head, rights } = view;
  const held = head?.walkthrough ?? null;
  const session = head?.session ?? null;
  return (
    <ProcessSection id={PLACES.walkthrough} title="Walkthrough">
      {held === null ? (
        <p>PO and CS Lead read the handoff together, 30 minutes. What CS asks there is recorded here. Not held yet.</p>
      ) : (
        <p>
          Held {momentText(held.at)}, on revision {held.revision}
          {held.minutes !== null && `, ${plural(held.minutes, 'minute', 'minutes')}`}, with{' '}
          <PeopleNames people={held.people} nameOf={nameOf} />.
        </p>
      )}
      {session !== null && (
        <p>
          {session.started === null
            ? `Planned for ${momentText(session.at)}, with `
            : `Under way since ${momentText(session.started.at)}, with `}
          <PeopleNames people={session.people} nameOf={nameOf} />.
        </p>
      )}
      {head !== null && seesQuestions(part) && (
        <p className={styles.quiet}>{sharpQuestionsText(view, view.questions)}</p>
      )}
      {head !== null && (rights.write || rights.sign) && (
        <>
          {isWriting ? (
            <p>Press “Back to reading” to hold or record one: it is held on a saved revision.</p>
          ) : (
            <Steps {...part} revision={head.revision} />
          )}
        </>
      )}
    </ProcessSection>
  );
};

/** What can be done next, and one form at a time. */
const Steps = ({ revision, ...part }: PanelPart & { revision: number }) => {
  const { screen, view, reload } = part;
  const { router } = screen;
  const releaseId = view.release.id;
  const session = view.head?.session ?? null;
  const [fresh] = useState(() => crypto.randomUUID());
  const [form, setForm] = useState<Form | null>(() => {
    const kept = (name: string) => hasDraft(draftKey(screen.accountId, name, releaseId));
    if (kept('plan')) return 'plan';
    return kept('walkthrough') ? 'record' : null;
  });
  const sessionId = session?.id ?? fresh;
  const join = useCallback(() => router.go(walkthroughPath(releaseId)), [router, releaseId]);
  const start = useAction(
    useCallback(() => call('startWalkthrough', { releaseId, sessionId }), [releaseId, sessionId]),
    useCallback(async () => {
      await reload();
      join();
    }, [reload, join]),
  );
  const callOff = useAction(
    useCallback(() => call('callOffWalkthrough', { releaseId, sessionId }), [releaseId, sessionId]),
    reload,
    `#${PLACES.walkthrough}`,
  );
  const open = (name: Form, place: string) => {
    setForm(name);
    focusOn(place);
  };
  const close = useCallback(() => {
    setForm(null);
    focusOn(`#${PLACES.walkthrough}`);
  }, []);
  const failed = [start, callOff].find(({ refusal }) => refusal !== null);
  if (session !== null && session.started !== null) return null; // one joins it at the top of the panel
  return (
    <>
      <div className={styles.actions}>
        <Button isLoading={start.isRunning} onClick={() => void start.run()}>
          Start the walkthrough
        </Button>
        <Button onClick={() => open('plan', '#plan-when')}>
          {session === null ? 'Plan a walkthrough' : 'Plan it anew'}
        </Button>
        {session !== null && (
          <Button isLoading={callOff.isRunning} onClick={() => void callOff.run()}>
            Call it off
          </Button>
        )}
        <Button appearance="subtle" onClick={() => open('record', '#walkthrough-when')}>
          Record one held elsewhere
        </Button>
      </div>
      {failed?.refusal && <RefusalMessage refusal={failed.refusal} onRetry={() => void failed.run()} />}
      {form !== null && (
        <Suspense fallback={<p role="status">Loading the form …</p>}>
          {form === 'plan' ? (
            <PlanWalkthrough {...part} close={close} />
          ) : (
            <WalkthroughForm {...part} revision={revision} close={close} />
          )}
        </Suspense>
      )}
    </>
  );
};
