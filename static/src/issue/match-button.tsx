import Button from '@atlaskit/button/new';
import type { SignalKind } from '../../../src/domain/signal';
import { plural } from '../../../src/domain/wording';
import { RefusalMessage } from '../components/refusal-message';
import styles from './issue.module.css';
import type { Item } from './items';
import { placeOf, useSaid, type SaidHere } from './saying';

const MATCHES = {
  answer: { kind: 'answer', label: 'This answered it' },
  limitation: { kind: 'limitation', label: 'It is this limitation' },
  step: { kind: 'happy-path', label: 'It is this step' },
} as const satisfies Record<Item['kind'], { kind: SignalKind; label: string }>;

const idOf = (item: Item): string => {
  switch (item.kind) {
    case 'answer':
      return item.answer.id;
    case 'limitation':
      return item.limitation.id;
    case 'step':
      return item.step.id;
  }
};

/** How many tickets were matched to it, this one among them, and how many of them while the rollout was where it is now. */
const hitsText = ({ handoff: { hits, percent } }: SaidHere, place: string, own: { percent: number | null } | null) => {
  const others = hits.find((one) => placeOf(one) === place) ?? { all: 0, now: 0 };
  const all = others.all + (own === null ? 0 : 1);
  const now = others.now + (own?.percent === percent ? 1 : 0);
  if (all === 0) return null;
  const tickets = plural(all, 'ticket', 'tickets');
  if (percent === null) return tickets;
  const part = now === all ? (all === 1 ? '' : 'all ') : now === 0 ? 'none ' : `${now} `;
  return `${tickets}, ${part}at ${percent} %`;
};

/** Says with one click that this item matches the ticket; pressed again, takes it back. Beside it the hits. */
export const MatchButton = ({ item, lead }: { item: Item; lead: string }) => {
  const said = useSaid();
  if (said === null) return null;
  const { kind, label } = MATCHES[item.kind];
  const word = { kind, itemId: idOf(item) };
  const place = placeOf(word);
  const { signal } = said;
  const isSaid = signal.said !== null && placeOf(signal.said) === place;
  const refused = said.refusedAt(place);
  const hits = hitsText(said, place, isSaid ? signal : null);
  return (
    <>
      <Button
        spacing="compact"
        isSelected={isSaid}
        aria-pressed={isSaid}
        aria-describedby={lead}
        onClick={() => void (isSaid ? said.takeBack(place) : said.say(word))}
      >
        {label}
      </Button>
      {hits !== null && <span className={styles.hits}>{hits}</span>}
      {refused !== null && <RefusalMessage refusal={refused.refusal} onRetry={refused.retry} />}
    </>
  );
};
