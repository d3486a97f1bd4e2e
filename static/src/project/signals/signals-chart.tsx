import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import { useEffect, useRef, useState } from 'react';
import { placeOn, type CountedKind, type Series } from '../../../../src/domain/report';
import { coloursAt, isStriped, type Colours } from './signal-colours';
import type { Mark } from './signal-marks';
import { dayTextOn, KIND_TITLES } from './signal-words';
import styles from './signals.module.css';

// Only what is drawn: the rest of the library stays out of the page.
Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Height of a line of labels above the bars, in px: one for rollout steps, one for revisions. */
const LABELS = 18;

type Labelled = { readonly kind: Mark['kind']; readonly day: string; readonly label: string };

/** Those with a label, of one day and kind together. */
const labelled = (marks: readonly Mark[]): Labelled[] => {
  const together: Labelled[] = [];
  for (const { kind, day, label } of marks) {
    if (label === null) continue;
    const same = together.findIndex((one) => one.kind === kind && one.day === day);
    const before = together[same];
    if (before === undefined) together.push({ kind, day, label });
    else together[same] = { ...before, label: `${before.label}, ${label}` };
  }
  return together;
};

/** Vertical lines where steps were entered and revisions saved. Where labels would lie upon each other, the table has them all. */
const lines = (series: Series, marks: readonly Mark[], { text }: Colours, font: string): Plugin<'bar'> => ({
  id: 'marks',
  afterDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom, width } }) => {
    const taken: Record<Mark['kind'], number> = { step: -Infinity, revision: -Infinity };
    ctx.save();
    Object.assign(ctx, { font, strokeStyle: text, fillStyle: text, lineWidth: 1.5, textBaseline: 'top' });
    for (const { kind, day, label } of labelled(marks)) {
      const x = left + (placeOn(series, day) * width) / series.buckets.length;
      const from = top - (kind === 'step' ? 2 : 1) * LABELS;
      ctx.setLineDash(kind === 'step' ? [] : [3, 3]);
      ctx.beginPath();
      ctx.moveTo(x, from);
      ctx.lineTo(x, bottom);
      ctx.stroke();
      const space = ctx.measureText(label).width;
      const at = Math.min(x + 4, right - space);
      if (at < taken[kind] + 6) continue;
      ctx.fillText(label, at, from + 2);
      taken[kind] = at + space;
    }
    ctx.restore();
  },
});

/** Stripes of a colour on the surface. */
const stripes = (colour: string, surface: string): CanvasPattern | string => {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const ctx = tile.getContext('2d');
  if (ctx === null) return colour;
  Object.assign(ctx, { fillStyle: colour, strokeStyle: surface, lineWidth: 2 });
  ctx.fillRect(0, 0, 8, 8);
  ctx.beginPath();
  for (const from of [-8, 0, 8]) {
    ctx.moveTo(from, 8);
    ctx.lineTo(from + 8, 0);
  }
  ctx.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
};

const configOf = (
  series: Series,
  kinds: readonly CountedKind[],
  marks: readonly Mark[],
  colours: Colours,
  family: string,
): ChartConfiguration<'bar'> => {
  const { text: color, grid, surface } = colours;
  const font = { family, size: 12 };
  const dayText = dayTextOn(series);
  return {
    type: 'bar',
    data: {
      labels: series.buckets.map(({ from }) => dayText(from)),
      datasets: kinds.map((kind) => ({
        label: KIND_TITLES[kind],
        data: series.buckets.map((bucket) => bucket.kinds[kind]),
        backgroundColor: isStriped(kind) ? stripes(colours.kinds[kind], surface) : colours.kinds[kind],
        // A line of the surface between the kinds: where one ends doesn't hang on telling the colours apart.
        ...{ borderColor: surface, borderWidth: { top: 1 }, maxBarThickness: 48 },
      })),
    },
    options: {
      animation: false, // nothing moves, whether or not the person asked for that
      maintainAspectRatio: false,
      layout: { padding: { top: 2 * LABELS + 4 } },
      interaction: { mode: 'index', intersect: false },
      plugins: { tooltip: { titleFont: font, bodyFont: font } },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { color, font, maxRotation: 0 }, border: { color: grid } },
        y: { stacked: true, grid: { color: grid }, ticks: { color, font, precision: 0 }, suggestedMax: 4 },
      },
    },
    plugins: [lines(series, marks, colours, `12px ${family}`)],
  };
};

/** Counts how often the theme has changed since. */
const useTheme = (): number => {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const watch = new MutationObserver(() => setChanges((before) => before + 1));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-color-mode', 'data-theme'] });
    return () => watch.disconnect();
  }, []);
  return changes;
};

/** Tickets over time as stacked bars. All that it shows is in the table beneath it. */
export const SignalsChart = ({
  series,
  kinds,
  marks,
  summary,
}: {
  series: Series;
  kinds: readonly CountedKind[];
  marks: readonly Mark[];
  /** What one sees at a glance, in a sentence. */
  summary: string;
}) => {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    if (place.current === null || canvas.current === null) return undefined;
    const family = getComputedStyle(place.current).fontFamily;
    const config = configOf(series, kinds, marks, coloursAt(place.current), family);
    const chart = new Chart(canvas.current, config);
    return () => chart.destroy();
  }, [series, kinds, marks, theme]);
  return (
    <div ref={place} className={styles.chart}>
      <canvas ref={canvas} role="img" aria-label={summary} />
    </div>
  );
};
