import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LIMITS } from '../../../../src/domain/document';
import styles from '../project.module.css';

type Removed<T> = { readonly item: T; readonly at: number };

/**
 * A list of items to write: add, remove (with undo), move up and down. The keyboard's place follows what was done: to the new
 * item's first field, with the moved item, to Undo after a removal.
 * @param firstField id of the first control of an item
 */
export const ItemList = <T extends { readonly id: string }>({
  noun,
  items,
  onChange,
  make,
  firstField,
  children,
}: {
  noun: string;
  items: readonly T[];
  onChange: (items: T[]) => void;
  make: (id: string) => T;
  firstField: (id: string) => string;
  children: (item: T, at: number, change: (part: Partial<T>) => void) => ReactNode;
}) => {
  const [removed, setRemoved] = useState<Removed<T> | null>(null);
  const [said, setSaid] = useState('');
  const focusNext = useRef<readonly string[]>([]);
  useEffect(() => {
    for (const id of focusNext.current) {
      const element = document.getElementById(id);
      if (!(element instanceof HTMLElement) || (element instanceof HTMLButtonElement && element.disabled)) continue;
      element.focus();
      break;
    }
    focusNext.current = [];
  });
  const Noun = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  const undoId = `undo-${noun.replaceAll(' ', '-')}`;

  const move = (at: number, by: -1 | 1) => {
    const item = items[at];
    if (item === undefined) return;
    const rest = items.filter((each) => each.id !== item.id);
    const ends = by < 0 ? ['up', 'down'] : ['down', 'up'];
    focusNext.current = ends.map((end) => `${item.id}-${end}`);
    setSaid(`${Noun} ${at + 1} is now ${noun} ${at + by + 1} of ${items.length}.`);
    onChange([...rest.slice(0, at + by), item, ...rest.slice(at + by)]);
  };
  const remove = (at: number) => {
    const item = items[at];
    if (item === undefined) return;
    focusNext.current = [undoId];
    setRemoved({ item, at });
    setSaid('');
    onChange(items.filter((each) => each.id !== item.id));
  };
  const undo = ({ item, at }: Removed<T>) => {
    focusNext.current = [firstField(item.id)];
    setRemoved(null);
    onChange([...items.slice(0, at), item, ...items.slice(at)]);
  };
  const add = () => {
    const id = crypto.randomUUID();
    focusNext.current = [firstField(id)];
    setRemoved(null);
    onChange([...items, make(id)]);
  };

  return (
    <>
      <ol className={styles.plainList}>
        {items.map((item, at) => (
          <li key={item.id} className={styles.item}>
            {children(item, at, (part) => {
              onChange(items.map((each) => (each.id === item.id ? { ...each, ...part } : each)));
            })}
            <div className={styles.actions}>
              <Button
                id={`${item.id}-up`}
                spacing="compact"
                appearance="subtle"
                isDisabled={at === 0}
                onClick={() => move(at, -1)}
              >
                Move {noun} {at + 1} up
              </Button>
              <Button
                id={`${item.id}-down`}
                spacing="compact"
                appearance="subtle"
                isDisabled={at === items.length - 1}
                onClick={() => move(at, 1)}
              >
                Move {noun} {at + 1} down
              </Button>
              <Button spacing="compact" appearance="subtle" onClick={() => remove(at)}>
                Remove {noun} {at + 1}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <p role="status">{said}</p>
      {removed !== null && (
        <div className={styles.actions}>
          <span>
            {Noun} {removed.at + 1} was removed.
          </span>
          <Button id={undoId} spacing="compact" onClick={() => undo(removed)}>
            Undo removing {noun} {removed.at + 1}
          </Button>
        </div>
      )}
      <Button isDisabled={items.length >= LIMITS.itemsPerList} onClick={add}>
        Add a {noun}
      </Button>
      {items.length >= LIMITS.itemsPerList && <p>There can be at most {LIMITS.itemsPerList}.</p>}
    </>
  );
};
