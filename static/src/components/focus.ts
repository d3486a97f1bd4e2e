/** How long, in ms, a place is waited for: a call may have to be answered first, and a part of the page loaded. */
const PATIENCE = 10_000;

let giveUp = (): void => undefined;

/**
 * Moves the keyboard to a place of the page: at once, or as soon as it is there. For when what was pressed goes away, which would leave
 * the keyboard nowhere. Who has gone elsewhere meanwhile stays there.
 * @param selector of an element that can hold the focus; a heading does with `tabIndex={-1}`
 * @param from where the keyboard was when it was pressed
 */
export const focusOn = (selector: string, from: Element | null = document.activeElement): void => {
  giveUp();
  const isDone = (): boolean => {
    const now = document.activeElement;
    if (now !== from && now !== document.body && now !== null) return true;
    const place = document.querySelector<HTMLElement>(selector);
    place?.focus();
    return place !== null;
  };
  if (isDone()) return;
  const watch = new MutationObserver(() => {
    if (isDone()) giveUp();
  });
  const timer = setTimeout(() => giveUp(), PATIENCE);
  giveUp = () => {
    watch.disconnect();
    clearTimeout(timer);
    giveUp = () => undefined;
  };
  watch.observe(document.body, { childList: true, subtree: true });
};
