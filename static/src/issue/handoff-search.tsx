import { lazy, Suspense, useEffect, useState } from 'react';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { TextField } from '../components/field';
import type { FoundHandoffs, OnTicket } from './handoff-choice';

// Brings the library that searches: an agent reads first.
const loadFound = () => import('./found');
const Found = lazy(async () => ({ default: (await loadFound()).Found }));

export type SearchProps = {
  readonly ticket: OnTicket;
  readonly found: FoundHandoffs;
  /** The one that is read: of matches that are as good, its own come first. */
  readonly shown: TicketHandoff;
  readonly query: string;
  readonly open: (handoff: TicketHandoff) => void;
};

/** Searches all live handoffs of the ticket. Those that didn't come with the panel are read once somebody is about to type. */
export const HandoffSearch = ({ onQuery, ...search }: SearchProps & { onQuery: (query: string) => void }) => {
  const { found, query } = search;
  const [isWanted, setWanted] = useState(false);
  useEffect(() => void loadFound().catch(() => undefined), []); // before anybody types
  const all = found.handoffs.length + found.others.length;
  return (
    <div onFocus={() => setWanted(true)}>
      <TextField
        label={all === 1 ? 'Search this handoff' : `Search all ${all} live handoffs`}
        type="search"
        value={query}
        onChange={onQuery}
      />
      {isWanted && (
        <Suspense fallback={query.trim() !== '' && <p role="status">Searching …</p>}>
          <Found {...search} />
        </Suspense>
      )}
    </div>
  );
};
