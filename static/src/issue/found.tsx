import Button from '@atlaskit/button/new';
import { useCallback, useDeferredValue, useState } from 'react';
import { ok } from '../../../src/api/results';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { MOST_READ } from '../../../src/domain/right-handoff';
import { plural } from '../../../src/domain/wording';
import { RefusalMessage } from '../components/refusal-message';
import { StateLozenge } from '../components/state-lozenge';
import { useReading, type Reading } from '../components/use-reading';
import { call } from './call';
import type { SearchProps } from './handoff-search';
import styles from './issue.module.css';
import type { Item } from './items';
import { OfHandoff } from './saying';
import { searchOver, type Hit } from './search';
import { Items } from './section-body';

/** So many items are shown; more than these nobody reads beside a ticket. */
const MOST_SHOWN = 20;

/** The handoffs that didn't come with the panel, in parts that an answer can carry, side by side. */
const useOthers = ({ ticket: { issueId, projectId }, found: { others } }: SearchProps): Reading<TicketHandoff[]> => {
  const ids = others.map(({ head }) => head.handoffId).join(' ');
  return useReading(
    useCallback(async () => {
      const wanted = ids.split(' ').filter((id) => id !== '');
      const parts = Array.from({ length: Math.ceil(wanted.length / MOST_READ) }, (_, nth) =>
        call('readHandoffs', {
          ...{ issueId, projectId },
          handoffIds: wanted.slice(nth * MOST_READ, (nth + 1) * MOST_READ),
        }),
      );
      const all: TicketHandoff[] = [];
      for (const part of await Promise.all(parts)) {
        if (!part.ok) return part;
        all.push(...part.value.handoffs);
      }
      return ok(all);
    }, [ids, issueId, projectId]),
  );
};

/** The index stays as long as the texts do: other things of a handoff change more often. */
const useSearch = (handoffs: readonly TicketHandoff[]): ((query: string) => readonly Hit[]) => {
  const key = handoffs.map(({ head }) => `${head.handoffId}:${head.revision}`).join(' ');
  const [index, setIndex] = useState<{ key: string; search: (query: string) => readonly Hit[] } | null>(null);
  if (index?.key === key) return index.search;
  const search = searchOver(handoffs);
  setIndex({ key, search });
  return search;
};

/** What was found by its handoff; the one with the best item first. */
const grouped = (hits: readonly Hit[], handoffs: readonly TicketHandoff[]) => {
  const groups = new Map<string, (Item | null)[]>();
  for (const { handoffId, item } of hits) groups.set(handoffId, [...(groups.get(handoffId) ?? []), item]);
  return [...groups].flatMap(([handoffId, found]) => {
    const handoff = handoffs.find(({ head }) => head.handoffId === handoffId);
    if (handoff === undefined) return [];
    return [{ handoff, items: found.filter((item) => item !== null), isWhole: found.includes(null) }];
  });
};

/** What of all live handoffs is found by these words. Reads them before any are typed. */
export const Found = (props: SearchProps) => {
  const { found, shown, open } = props;
  const others = useOthers(props);
  const newest = new Map([...found.handoffs, ...(others.value ?? [])].map((one) => [one.head.handoffId, one]));
  const handoffs = [shown, ...[...newest.values()].filter(({ head }) => head.handoffId !== shown.head.handoffId)];
  const search = useSearch(handoffs);
  const query = useDeferredValue(props.query);
  if (query.trim() === '') return null;
  const hits = search(query);
  const isReading = others.value === null && others.refusal === null;
  const where = handoffs.length === 1 ? 'this handoff' : `any of the ${handoffs.length} live handoffs`;
  const said =
    hits.length === 0
      ? `Nothing found in ${where}. Try other words, or clear the search to read the handoff.`
      : `${plural(hits.length, 'entry', 'entries')} found, the best first${hits.length > MOST_SHOWN ? `: these are the first ${MOST_SHOWN}` : ''}`;
  return (
    <section aria-label="Found" className={styles.card}>
      <p role="status" className={styles.why}>
        {isReading ? 'Reading the other handoffs …' : said}
      </p>
      {others.refusal !== null && <RefusalMessage refusal={others.refusal} onRetry={() => void others.reload()} />}
      {grouped(hits.slice(0, MOST_SHOWN), handoffs).map(({ handoff, items, isWhole }) => (
        <section key={handoff.head.handoffId} aria-label={`Found in ${handoff.head.releaseName}`}>
          {handoffs.length > 1 && (
            <>
              <h2 dir="auto">{handoff.head.releaseName}</h2>
              <p className={styles.why}>
                <StateLozenge state={handoff.state} /> {handoff.head.projectKey}
              </p>
            </>
          )}
          <OfHandoff value={handoff}>
            <Items items={items} />
          </OfHandoff>
          {isWhole && (
            <p dir="auto" className={styles.text}>
              {handoff.document.whatsNew}
            </p>
          )}
          {handoff !== shown && (
            <Button
              spacing="compact"
              aria-label={`Open the handoff of ${handoff.head.releaseName}`}
              onClick={() => open(handoff)}
            >
              Open this handoff
            </Button>
          )}
        </section>
      ))}
    </section>
  );
};
