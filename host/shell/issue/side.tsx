import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import styles from './side.module.css';

/** Widths of Jira's details beside an issue, in px. */
const [NARROWEST, USUAL, WIDEST] = [320, 400, 640];
const STEP = 40;
const STORED = 'host.side.width';

const within = (width: number) => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

/** The details beside an issue, as wide as the person left them: by dragging the line at their left, or by its arrow keys. */
export function Side({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [width, setWidth] = useState(() => within(Number(localStorage.getItem(STORED)) || USUAL));
  const change = (wanted: number) => {
    localStorage.setItem(STORED, String(within(wanted)));
    setWidth(within(wanted));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    change(width + by);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const { currentTarget: line, clientX: from, pointerId } = event;
    line.setPointerCapture(pointerId); // else the app's frame would swallow the moves
    const move = ({ clientX }: globalThis.PointerEvent) => change(width + from - clientX);
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
  };
  return (
    <aside className={styles.side} aria-label={label} style={{ flexBasis: width }}>
      <div
        role="separator"
        aria-label="Width of the details"
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        className={styles.line}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
      />
      {children}
    </aside>
  );
}
