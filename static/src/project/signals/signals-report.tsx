import { lazy, Suspense, useMemo } from 'react';
import type { Signals } from '../../../../src/api/report-calls';
import { besideOthers, firstWaveOf } from '../../../../src/domain/first-wave';
import { figuresOf, othersOf, seriesOf, type Figures } from '../../../../src/domain/report';
import { reachedSince } from '../../../../src/domain/reached-since';
import { EmptyState } from '../../components/empty-state';
import { FirstWaveReport } from './first-wave-report';
import { uncountedText } from './first-wave-text';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';
import { swatchOf } from './signal-colours';
import { BugsByLevel, Escalations, Hits, Unsaid } from './signal-figures';
import { marksOf } from './signal-marks';
import { KIND_TITLES, ticketsText } from './signal-words';
import { SignalsTable } from './signals-table';
import own from './signals.module.css';

// The library behind it is as heavy as all the rest of the report.
const SignalsChart = lazy(async () => ({ default: (await import('./signals-chart')).SignalsChart }));

/** What tickets say of a release: at a glance, then figure by figure, then in words to take along. */
export const SignalsReport = (part: PanelPart & { signals: Signals }) => {
  const { view, signals } = part;
  const figures = useMemo(() => figuresOf(signals.tally.all), [signals]);
  const reached = view.head === null ? null : reachedSince(view.head);
  const wave = firstWaveOf(reached, signals);
  return (
    <>
      {signals.uncounted.count > 0 && <p role="status">{uncountedText(signals.uncounted)}</p>}
      {figures.tickets === 0 ? (
        <EmptyState title="No ticket has been matched yet">
          When an agent says on a ticket which item answered it, or that the handoff says nothing about it, the ticket
          counts here: then you see which items are hit, what is missing, and how much goes up to Support L2 and L3.
        </EmptyState>
      ) : (
        <>
          <OverTime {...part} figures={figures} />
          <Hits {...part} figures={figures} />
          <Escalations
            ratios={besideOthers(figures, othersOf(signals.project, signals.tally.all))}
            reach={figures.reach}
          />
        </>
      )}
      {(figures.tickets > 0 || signals.bugs.some.length > 0) && <BugsByLevel {...signals.bugs} />}
      {(figures.tickets > 0 || signals.questions.some.length > 0) && <Unsaid signals={signals} figures={figures} />}
      <FirstWaveReport {...part} wave={wave} />
    </>
  );
};

const OverTime = ({ view, signals, figures }: PanelPart & { signals: Signals; figures: Figures }) => {
  const { tally, timeZone, now } = signals;
  const { series, marks, kinds } = useMemo(() => {
    const { marks: all, days } = marksOf(view, timeZone, Object.keys(tally.days).toSorted()[0], now);
    return { marks: all, series: seriesOf(tally.days, days), kinds: figures.kinds.map(({ kind }) => kind) };
  }, [view, tally, timeZone, now, figures]);
  const missing = figures.kinds.find(({ kind }) => kind === 'not-in-handoff')?.count ?? 0;
  const [l2, l3] = [figures.l2.part, figures.l3.part];
  const summary = `${ticketsText(figures.tickets)}: ${missing} not in the handoff; ${l2} went up to Support L2 or beyond, ${l3} of them to Support L3.`;
  const byKind = figures.kinds.map(({ kind, count }) => `${KIND_TITLES[kind]}: ${count}`).join(', ');
  return (
    <figure className={own.figure}>
      <figcaption>
        <h3 id="signals-over-time">Tickets over time</h3>
        <p>{summary}</p>
      </figcaption>
      <ul className={own.legend} aria-label="Legend">
        {figures.kinds.map(({ kind, count }) => (
          <li key={kind}>
            <span className={own.swatch} style={swatchOf(kind)} /> {KIND_TITLES[kind]}: {count}
          </li>
        ))}
        {marks.some(({ kind }) => kind === 'step') && (
          <li>
            <span className={own.line} data-kind="step" /> Rollout step
          </li>
        )}
        {marks.some(({ kind }) => kind === 'revision') && (
          <li>
            <span className={own.line} data-kind="revision" /> Revision of the handoff (r)
          </li>
        )}
      </ul>
      <Suspense fallback={<div className={own.chart} role="status" aria-label="Drawing the chart" />}>
        <SignalsChart
          series={series}
          kinds={kinds}
          marks={marks}
          summary={`Chart of tickets over time. ${summary} ${byKind}.`}
        />
      </Suspense>
      <details className={styles.details}>
        <summary>The same as a table</summary>
        <SignalsTable series={series} kinds={kinds} marks={marks} />
      </details>
      <p className={styles.quiet}>
        A ticket counts on the day on which something was first said of it, with the last thing that was said. Days are
        those of the project ({timeZone}).
      </p>
    </figure>
  );
};
