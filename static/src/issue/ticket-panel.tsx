import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { OtherHandoff, TicketHandoff } from '../../../src/api/ticket-calls';
import { refuse } from '../../../src/api/results';
import { plural } from '../../../src/domain/wording';
import { EmptyState } from '../components/empty-state';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import type { ScreenContext } from '../forge/context';
import { call } from './call';
import { useFilingChanged } from '../forge/own-events';
import { refreshView } from '../forge/router';
import { AskPo } from './ask-po';
import { HandoffCard } from './handoff-card';
import { HANDOFF, HandoffChoice } from './handoff-choice';
import { HandoffSearch } from './handoff-search';
import { SayingOnTicket } from './saying';
import { WaitingBug } from './waiting-bug';

// Most tickets have none.
const BugsOfTicket = lazy(async () => ({ default: (await import('./bugs-of-ticket')).BugsOfTicket }));

/** Beside a ticket: the right handoff, opened at once. */
export const TicketPanel = ({ context }: { context: ScreenContext }) => {
  const { issue, project } = context.extension;
  /** Another handoff than the right one, opened from what was found. */
  const [opened, setOpened] = useState<TicketHandoff | null>(null);
  const [query, setQuery] = useState('');
  const {
    value: found,
    refusal,
    reload: load,
  } = useReading(
    useCallback(
      async () =>
        issue === undefined || project === undefined
          ? refuse('not-found')
          : call('findHandoffs', { issueId: issue.id, projectId: project.id }),
      [issue, project],
    ),
  );

  useFilingChanged(useCallback(() => void load(), [load]));

  if (refusal !== null && found === null) return <RefusalMessage refusal={refusal} onRetry={() => void load()} />;
  if (found === null || issue === undefined || project === undefined)
    return <p role="status">Looking for the handoff …</p>;
  const changed = () => void Promise.allSettled([load(), refreshView()]);
  const atTop = (
    <>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void load()} />}
      {found.prepared !== null && (
        <WaitingBug context={context} issueId={issue.id} waiting={found.prepared} changed={changed} />
      )}
    </>
  );
  const bugs = found.bugs.length > 0 && (
    <Suspense fallback={<p role="status">Loading its L3 bugs …</p>}>
      <BugsOfTicket context={context} bugs={found.bugs} />
    </Suspense>
  );
  const asking = { context, questions: found.questions, handoffs: found.handoffs, reload: load };
  const ticket = { issueId: issue.id, projectId: project.id };
  const choosing = { ticket, found, close: () => setOpened(null), reload: load };
  const [first] = found.handoffs;
  if (first === undefined)
    return (
      <>
        {atTop}
        {bugs}
        <HandoffChoice {...choosing} shown={null} />
        <NothingLive isMapped={found.mapped} />
        <AskPo {...asking} shown={null} />
      </>
    );
  const isOpened = ({ head }: Pick<OtherHandoff, 'head'>) => head.handoffId === opened?.head.handoffId;
  const isOther = found.others.some(isOpened);
  const shown = found.handoffs.find(isOpened) ?? (isOther ? opened : null) ?? first;
  const reload = async () => {
    const [read] = await Promise.all([
      opened !== null && isOther ? call('readHandoffs', { ...ticket, handoffIds: [opened.head.handoffId] }) : null,
      load(),
    ]);
    if (read?.ok === true) setOpened(read.value.handoffs[0] ?? null);
  };
  const { length: all } = found.questions;
  const answered = found.questions.filter(({ ended }) => ended !== null).length;
  return (
    <SayingOnTicket context={context} handoffs={found.handoffs}>
      {atTop}
      {bugs}
      {all > 0 && (
        <Button spacing="compact" appearance="subtle" onClick={() => focusOn('#asked-here')}>
          {plural(all, 'question', 'questions')} from this ticket, {answered} answered
        </Button>
      )}
      <HandoffChoice {...choosing} shown={shown} />
      <HandoffSearch
        {...{ ticket, found, shown, query }}
        onQuery={setQuery}
        open={(handoff) => {
          setOpened(handoff);
          setQuery('');
          focusOn(`#${HANDOFF}`);
        }}
      />
      <HandoffCard
        context={context}
        handoff={shown}
        projectKey={project.key}
        isSearching={query.trim() !== ''}
        questions={found.questions}
        ladder={found.ladder}
        toL3={found.toL3}
        reload={reload}
      />
      <AskPo {...asking} shown={shown} />
    </SayingOnTicket>
  );
};

const NothingLive = ({ isMapped }: { isMapped: boolean }) => (
  <EmptyState title="No handoff for this ticket">
    {isMapped
      ? 'None of the products that your team answers for has a live handoff now. One appears here when its PO hands it over.'
      : 'This ticket has no fix or affects version with a live handoff, and no product project is mapped to this project. An admin of the product project can map it.'}
  </EmptyState>
);
