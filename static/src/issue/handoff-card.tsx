import Button from '@atlaskit/button/new';
import { Fragment, lazy, memo, Suspense } from 'react';
import type { TicketHandoff, TicketQuestion } from '../../../src/api/ticket-calls';
import type { HandoffDocument } from '../../../src/domain/document';
import type { Ladder as LadderState, ToL3 } from '../../../src/domain/ladder';
import { isWebAddress } from '../../../src/domain/readiness';
import type { HandoffState } from '../../../src/domain/state';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { Stale } from '../components/stale';
import { StateLozenge } from '../components/state-lozenge';
import type { ScreenContext } from '../forge/context';
import { openPanel, openWebAddress } from '../forge/router';
import { HANDOFF } from './handoff-choice';
import styles from './issue.module.css';
import { Ladder } from './ladder';
import { Reasons } from './reasons';
import { OfHandoff } from './saying';
import { ANSWERING, SectionBody } from './section-body';
import { TicketReading } from './ticket-reading';

// Stands below all that is read first.
const WordBar = lazy(async () => ({ default: (await import('./word-bar')).WordBar }));

/** Beside the percent: may the ticket’s customer have it? Null where all have it, or nobody expects to. */
const reachOf = ({ name, percent }: HandoffState): string | null => {
  if (name === 'rolled-back') return 'No customer has it now';
  if (percent === null || percent === 100) return null;
  return percent === 0 ? 'Hardly any customer has it yet' : 'Not every customer has it yet';
};

/** One handoff as an agent with a customer waiting reads it. */
export const HandoffCard = ({
  context,
  handoff,
  projectKey,
  isSearching,
  questions,
  ladder,
  toL3,
  reload,
}: {
  context: ScreenContext;
  handoff: TicketHandoff;
  /** The ticket's own project: through its page a mapped handoff is read. */
  projectKey: string;
  /** What is found stands in the place of what is read. */
  isSearching: boolean;
  /** What was asked from this ticket. */
  questions: readonly TicketQuestion[];
  /** How far the ticket has come up the tiers, and whether this person may go to Support L3. */
  ladder: LadderState | null;
  toL3: ToL3;
  reload: () => Promise<void>;
}) => {
  const { head, document, state } = handoff;
  const { dashboard } = document;
  const reach = reachOf(state);
  return (
    <article aria-label={`Handoff of ${head.releaseName}`} className={styles.card}>
      <h1 id={HANDOFF} tabIndex={-1} dir="auto">
        {head.releaseName}
      </h1>
      <p className={styles.why}>
        <StateLozenge state={state} /> {reach}
      </p>
      <p className={styles.reasons}>
        <Reasons reasons={handoff.reasons} />
      </p>
      {/* The heading stays, and with it the keyboard, when another handoff takes the place of this one. */}
      <Fragment key={head.handoffId}>
        <Stale reasons={handoff.staleness} />
        <TicketReading context={context} handoff={handoff} projectKey={projectKey} reload={reload} />
        <OfHandoff value={handoff}>
          {!isSearching && <Sections document={document} />}
          <Suspense fallback={null}>
            <WordBar context={context} questions={questions} reload={reload} />
          </Suspense>
        </OfHandoff>
        <Ladder {...{ context, handoff, ladder, toL3, reload }} />
        {isWebAddress(dashboard.url) && (
          <section>
            <h2>{SECTION_TITLES.dashboard}</h2>
            <p dir="auto" className={styles.text}>
              {dashboard.watch}
            </p>
            <Button spacing="compact" onClick={() => void openWebAddress(dashboard.url)}>
              Open the dashboard
            </Button>
          </section>
        )}
        <div className={styles.actions}>
          <Button appearance="subtle" onClick={() => void openPanel(projectKey, head.releaseId)}>
            Open the handoff
          </Button>
        </div>
      </Fragment>
    </article>
  );
};

const Sections = memo(({ document }: { document: HandoffDocument }) =>
  ANSWERING.map((section) => (
    <section key={section}>
      <h2>{SECTION_TITLES[section]}</h2>
      <SectionBody document={document} section={section} />
    </section>
  )),
);
Sections.displayName = 'Sections';
