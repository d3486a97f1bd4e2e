import type { CountedKind } from '../../../../src/domain/report';

/** Atlaskit's tokens for charts, each with what stands in for it where a theme hasn't loaded. */
const COLOURS: Record<CountedKind, string> = {
  answer: 'var(--ds-chart-categorical-1, #357de8)',
  limitation: 'var(--ds-chart-categorical-2, #82b536)',
  'happy-path': 'var(--ds-chart-categorical-7, #42b2d7)',
  'working-as-intended': 'var(--ds-chart-categorical-3, #bf63f3)',
  'feature-request': 'var(--ds-chart-categorical-6, #964ac0)',
  'not-in-handoff': 'var(--ds-chart-categorical-8, #bd5b00)',
  escalated: 'var(--ds-chart-neutral, #8c8f97)',
};

/** What the handoff didn't say is striped too: it is what one looks for, and a colour alone doesn't tell it to everybody. */
export const isStriped = (kind: CountedKind): boolean => kind === 'not-in-handoff';

const SURFACE = 'var(--ds-surface, #fff)';

/** Of the square beside a kind's name. */
export const swatchOf = (kind: CountedKind): { background: string } => ({
  background: isStriped(kind)
    ? `repeating-linear-gradient(45deg, ${COLOURS[kind]} 0 3px, ${SURFACE} 3px 5px)`
    : COLOURS[kind],
});

const resolve = (place: HTMLElement, colour: string): string => {
  const probe = document.createElement('span');
  probe.style.color = colour;
  place.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
};

export type Colours = {
  readonly kinds: Readonly<Record<CountedKind, string>>;
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
};

/** As they are at a place of the page now: a canvas knows no tokens. */
export const coloursAt = (place: HTMLElement): Colours => ({
  kinds: Object.fromEntries(
    Object.entries(COLOURS).map(([kind, colour]) => [kind, resolve(place, colour)]),
  ) as Colours['kinds'],
  text: resolve(place, 'var(--ds-text-subtle, #505258)'),
  grid: resolve(place, 'var(--ds-border, #0b120e24)'),
  surface: resolve(place, SURFACE),
});
