import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { missingForL3, type Ladder as State, type ToL3 } from '../../../src/domain/ladder';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { focusOn } from '../components/focus';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { WhoEscalates } from '../components/who-escalates';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { refreshView } from '../forge/router';
import { call } from './call';
import { FileBugButton } from './file-bug-button';
import styles from './issue.module.css';
import { isKeptHere } from './kept-here';
import { ladderDraft, type Tier } from './ladder-draft';
import { L3Target, Outcomes } from './outcomes';

// An agent reads first: what asks for words comes when it is asked for.
const load = () => import('./ladder-form');
const LadderForm = lazy(async () => ({ default: (await load()).LadderForm }));
const Reproduced = lazy(async () => ({ default: (await load()).Reproduced }));

const MISSING = {
  lookedUp: 'what Support L1 looked up',
  steps: 'steps',
  observed: 'observed',
  expected: 'expected',
  attempts: 'attempts',
  environment: 'environment',
} as const;

/** The way up of a ticket: each tier with what to do there, what was entered, and what comes next. */
export const Ladder = ({
  context,
  handoff: { head, document },
  ladder,
  toL3,
  reload,
}: {
  context: ScreenContext;
  handoff: TicketHandoff;
  ladder: State | null;
  toL3: ToL3;
  reload: () => Promise<void>;
}) => {
  const { escalation } = document;
  const { issue, project } = context.extension;
  const { releaseId } = head;
  const [opened, setOpened] = useState<Tier | null>(null);
  const lookedUp = ladder?.lookedUp ?? null;
  const toL2 = ladder?.toL2 ?? null;
  const reproduced = ladder?.reproduced ?? null;
  const missing = missingForL3(ladder);
  const nameOf = usePeople([lookedUp?.by, toL2?.by, reproduced?.by, ...toL3.people]);
  const pass = useAction(
    useCallback(
      () => call('passToL2', { issueId: issue?.id ?? '', projectId: project?.id ?? '', releaseId }),
      [issue, project, releaseId],
    ),
    reload,
    '#ladder-L2',
  );
  /** What was typed and not saved opens by itself. */
  const isOpen = (tier: Tier) => opened === tier || (opened === null && isKeptHere(ladderDraft(context, tier)));
  const open = (tier: Tier) => {
    setOpened(tier);
    focusOn('#ladder-form textarea');
  };
  const form = (tier: Tier) => (
    <Suspense fallback={<p role="status">Loading the form …</p>}>
      <LadderForm
        key={tier}
        {...{ context, tier, ladder, releaseId, reload, nameOf }}
        close={(next) => {
          setOpened(null);
          focusOn(next);
        }}
      />
    </Suspense>
  );
  const by = (what: string, { by: who, at }: { by: string; at: string }) => (
    <p className={styles.why}>
      {what} by <PersonName accountId={who} nameOf={nameOf} />, {momentText(at)}
    </p>
  );
  const now = missing.length === 0 ? 'L3' : toL2 === null ? 'L1' : 'L2';
  return (
    <section aria-labelledby="ladder">
      <h2 id="ladder">{SECTION_TITLES.escalation}</h2>
      <ol className={styles.ladder}>
        <Step tier="L1" isNow={now === 'L1'} title="look it up" text={escalation.lookUp}>
          {isOpen('L1') ? (
            form('L1')
          ) : (
            <>
              {lookedUp !== null && (
                <div className={styles.entered}>
                  <p dir="auto" className={styles.text}>
                    {lookedUp.text}
                  </p>
                  {by('Looked up', lookedUp)}
                </div>
              )}
              <p className={styles.tierActions}>
                {lookedUp !== null && toL2 === null && (
                  <Button
                    id="to-l2"
                    spacing="compact"
                    appearance="primary"
                    isLoading={pass.isRunning}
                    onClick={() => void pass.run()}
                  >
                    Pass to Support L2
                  </Button>
                )}
                <Button
                  spacing="compact"
                  appearance={lookedUp === null ? 'primary' : 'subtle'}
                  onClick={() => open('L1')}
                >
                  {lookedUp === null ? 'Enter what you looked up' : 'Change what was looked up'}
                </Button>
              </p>
            </>
          )}
          {pass.refusal !== null && <RefusalMessage refusal={pass.refusal} onRetry={() => void pass.run()} />}
        </Step>
        <Step tier="L2" isNow={now === 'L2'} title="reproduce it" text={escalation.reproduce}>
          {toL2 === null && <p className={styles.why}>Comes once Support L1 has passed the ticket on.</p>}
          {toL2 !== null && by('Passed on', toL2)}
          {toL2 !== null && isOpen('L2') && form('L2')}
          {toL2 !== null && !isOpen('L2') && (
            <>
              {reproduced !== null && (
                <div className={styles.entered}>
                  <Suspense fallback={null}>
                    <Reproduced reproduced={reproduced} />
                  </Suspense>
                  {by('Entered', reproduced)}
                </div>
              )}
              <p className={styles.tierActions}>
                <Button spacing="compact" appearance={now === 'L2' ? 'primary' : 'subtle'} onClick={() => open('L2')}>
                  {reproduced === null ? 'Enter what you reproduced' : 'Change what was reproduced'}
                </Button>
              </p>
            </>
          )}
        </Step>
        <Step tier="L3" isNow={now === 'L3'} title="file a bug">
          <L3Target escalation={escalation} />
          {toL3.may ? (
            <>
              <p className={styles.why}>
                {missing.length === 0
                  ? 'What Support L1 and L2 entered is filled in for you.'
                  : `Still asked for: ${missing.map((name) => MISSING[name]).join(', ')}. A P0 may go without, with a reason.`}
              </p>
              <p className={styles.tierActions}>
                <FileBugButton
                  context={context}
                  releaseId={releaseId}
                  isMain={now === 'L3'}
                  closed={() => void Promise.allSettled([reload(), refreshView()])}
                />
              </p>
            </>
          ) : (
            <WhoEscalates toL3={toL3} nameOf={nameOf} />
          )}
        </Step>
      </ol>
      <Outcomes escalation={escalation} />
    </section>
  );
};

const Step = ({
  tier,
  isNow,
  title,
  text,
  children,
}: {
  tier: string;
  isNow: boolean;
  title: string;
  /** What the handoff says to do there. */
  text?: string;
  children: ReactNode;
}) => (
  <li aria-current={isNow ? 'step' : undefined}>
    <h3 id={`ladder-${tier}`} tabIndex={-1}>
      Support {tier}: {title}
    </h3>
    {text !== undefined && (
      <p dir="auto" className={styles.text}>
        {text}
      </p>
    )}
    {children}
  </li>
);
