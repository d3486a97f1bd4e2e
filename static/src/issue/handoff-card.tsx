import Button from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import type { TicketHandoff } from '../../../src/api/calls';
import { SECTION_TITLES, stateText } from '../../../src/domain/wording';
import { TextField } from '../components/field';
import { StateLozenge } from '../components/state-lozenge';
import { openFileBug } from '../forge/modal';
import { openPanel, openWebAddress, refreshView } from '../forge/router';
import styles from './issue.module.css';
import { ItemCard } from './item-card';
import { itemsOf, searchIn, type Item } from './search';

const WHY: Record<TicketHandoff['why'], (handoff: TicketHandoff) => string> = {
  'fix-version': () => 'Fix version of this ticket',
  'affects-version': () => 'Affects version of this ticket',
  'mapped-project': ({ head }) => `Live in ${head.projectKey}, which your team answers for`,
};

const TITLES: Record<Item['kind'], string> = {
  answer: SECTION_TITLES.likelyQuestions,
  limitation: SECTION_TITLES.limitations,
  step: SECTION_TITLES.happyPath,
};
const KINDS = ['answer', 'limitation', 'step'] as const;

/** One handoff as an agent with a customer waiting reads it. */
export const HandoffCard = ({
  handoff,
  projectKey,
  reload,
}: {
  handoff: TicketHandoff;
  projectKey: string;
  reload: () => Promise<void>;
}) => {
  const { head, document, state } = handoff;
  const [query, setQuery] = useState('');
  const search = useMemo(() => searchIn(document), [document]);
  const all = useMemo(() => itemsOf(document), [document]);
  const isSearching = query.trim() !== '';
  const items = isSearching ? search(query) : all;
  const { escalation, dashboard, limitations } = document;
  return (
    <article aria-label={`Handoff of ${head.releaseName}`} className={styles.card}>
      <h2 dir="auto">{head.releaseName}</h2>
      <p className={styles.why}>
        <StateLozenge state={state} /> {WHY[handoff.why](handoff)}
        {state.percent !== null && `. ${stateText(state)}: not every customer has it yet`}
      </p>
      <TextField label="Search this handoff" type="search" value={query} onChange={setQuery} />
      {isSearching ? (
        <section aria-label="Found">
          <p role="status">{items.length === 0 ? 'Nothing found. Try other words, or read it below.' : null}</p>
          {items.map((item) => (
            <ItemCard key={item.id} item={item} />
          ))}
        </section>
      ) : (
        <>
          <Part title={SECTION_TITLES.whatsNew} text={document.whatsNew} />
          {KINDS.map((kind) => (
            <section key={kind}>
              <h3>{TITLES[kind]}</h3>
              {kind === 'limitation' && limitations.items.length === 0 && (
                <p dir="auto">None: {limitations.noneBecause}</p>
              )}
              {items
                .filter((item) => item.kind === kind)
                .map((item) => (
                  <ItemCard key={item.id} item={item} />
                ))}
            </section>
          ))}
        </>
      )}
      <h3>{SECTION_TITLES.escalation}</h3>
      <Part title="Support L1: how to look it up" text={escalation.lookUp} level={4} />
      <Part title="Support L2: how to reproduce" text={escalation.reproduce} level={4} />
      <p className={styles.actions}>
        <Button
          appearance="primary"
          onClick={() => void openFileBug(head.releaseId, () => void Promise.all([reload(), refreshView()]))}
        >
          File L3 bug
        </Button>
        <Button appearance="subtle" onClick={() => void openPanel(projectKey, head.releaseId)}>
          Open the handoff
        </Button>
        {dashboard.url !== '' && (
          <Button appearance="subtle" onClick={() => void openWebAddress(dashboard.url)}>
            Open the dashboard
          </Button>
        )}
      </p>
    </article>
  );
};

const Part = ({ title, text, level = 3 }: { title: string; text: string; level?: 3 | 4 }) => {
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <section>
      <Heading>{title}</Heading>
      <p dir="auto" className={styles.text}>
        {text}
      </p>
    </section>
  );
};
