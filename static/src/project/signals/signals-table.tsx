import { placeOn, type CountedKind, type Series } from '../../../../src/domain/report';
import styles from '../project.module.css';
import type { Mark } from './signal-marks';
import { dayTextOn, KIND_TITLES } from './signal-words';
import own from './signals.module.css';

const HEADS: Record<Series['size'], string> = { 1: 'Day', 7: 'Week', 28: 'Four weeks' };

/** The figures of the chart, with all that happened meanwhile. */
export const SignalsTable = ({
  series,
  kinds,
  marks,
}: {
  series: Series;
  kinds: readonly CountedKind[];
  marks: readonly Mark[];
}) => {
  const { size, buckets } = series;
  const dayText = dayTextOn(series);
  const within = (nth: number) => marks.filter(({ day }) => Math.floor(placeOn(series, day)) === nth);
  const sumOf = (count: (bucket: (typeof buckets)[number]) => number) =>
    buckets.reduce((sum, bucket) => sum + count(bucket), 0);
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${own.figures}`} aria-label="Tickets over time">
        <thead>
          <tr>
            <th scope="col">{HEADS[size]}</th>
            <th scope="col" className={own.number}>
              Tickets
            </th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className={own.number}>
                {KIND_TITLES[kind]}
              </th>
            ))}
            <th scope="col">What happened</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket, nth) => (
            <tr key={bucket.from}>
              <th scope="row">
                <time dateTime={bucket.from}>{dayText(bucket.from)}</time>
                {size > 1 && ` to ${dayText(bucket.to)}`}
              </th>
              <td className={own.number}>{bucket.tickets}</td>
              {kinds.map((kind) => (
                <td key={kind} className={own.number}>
                  {bucket.kinds[kind]}
                </td>
              ))}
              <td>
                {within(nth).map(({ text }, at) => (
                  <span key={`${text}-${at}`}>
                    {at > 0 && '; '}
                    <bdi>{text}</bdi>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td className={own.number}>{sumOf(({ tickets }) => tickets)}</td>
            {kinds.map((kind) => (
              <td key={kind} className={own.number}>
                {sumOf((bucket) => bucket.kinds[kind])}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
};
