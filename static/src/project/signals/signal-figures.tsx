import type { Signals } from '../../../../src/api/report-calls';
import { questionFigures, type Beside } from '../../../../src/domain/first-wave';
import { leadOf } from '../../../../src/domain/item-lead';
import { ENOUGH, levelsOf, type Figures } from '../../../../src/domain/report';
import { plural } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { LEVEL_TITLES } from '../../components/level-titles';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';
import {
  COMPARED_TEXTS,
  GONE_ITEM,
  hitsText,
  isRolledOut,
  KIND_TITLES,
  percentText,
  ratioText,
  ticketsText,
} from './signal-words';
import own from './signals.module.css';

/** Seen at a glance beside the others; the figure stands in words. */
const Bar = ({ count, most }: { count: number; most: number }) => (
  <span className={own.bar} style={{ inlineSize: `${(count / Math.max(most, 1)) * 100}%` }} />
);

const mostOf = (counted: readonly { readonly count: number }[]): number =>
  Math.max(...counted.map(({ count }) => count));

/** Each item that a ticket named, most hits first. */
export const Hits = ({ view, figures }: Pick<PanelPart, 'view'> & { figures: Figures }) => (
  <>
    <h3 id="signals-items">Hits per item</h3>
    {figures.items.length === 0 ? (
      <p>No ticket named an item of the handoff.</p>
    ) : (
      <ol className={own.items} aria-labelledby="signals-items">
        {figures.items.map((item) => {
          const text = leadOf(view.document, item);
          return (
            <li key={`${item.kind}-${item.itemId}`}>
              {text === null ? (
                <p className={styles.quiet}>{GONE_ITEM[item.kind]}</p>
              ) : (
                <p className={styles.written} dir="auto">
                  {text}
                </p>
              )}
              <p>
                {text !== null && `${KIND_TITLES[item.kind]}: `}
                <strong>{hitsText(item.count, item.at, isRolledOut(view))}</strong>
              </p>
              <Bar count={item.count} most={mostOf(figures.items)} />
            </li>
          );
        })}
      </ol>
    )}
  </>
);

const TIERS = ['l2', 'l3'] as const;
const TIER_TITLES = { l2: 'Support L2 or beyond', l3: 'Support L3' };

/** How many tickets went up, beside what is usual in the project, and by how far the rollout had got. */
export const Escalations = ({
  ratios,
  reach,
}: {
  ratios: Record<(typeof TIERS)[number], Beside>;
  reach: Figures['reach'];
}) => (
  <>
    <h3 id="signals-tiers">How many went up</h3>
    <div className={styles.scroll}>
      <table className={styles.table} aria-labelledby="signals-tiers">
        <thead>
          <tr>
            <th scope="col">Tickets at</th>
            <th scope="col">This release</th>
            <th scope="col">The project’s other releases</th>
            <th scope="col">Compared</th>
          </tr>
        </thead>
        <tbody>
          {TIERS.map((tier) => (
            <tr key={tier}>
              <th scope="row">{TIER_TITLES[tier]}</th>
              <td>{ratioText(ratios[tier].own)}</td>
              <td>{ratioText(ratios[tier].others)}</td>
              <td>{COMPARED_TEXTS[ratios[tier].compared]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {TIERS.some((tier) => ratios[tier].compared === 'too-few') && (
      <p className={styles.quiet}>It takes {ENOUGH} tickets on either side to compare.</p>
    )}
    {reach.length > 1 && (
      <div className={styles.scroll}>
        <h4 id="signals-reach" className={own.reach}>
          By how far the rollout had got
        </h4>
        <table className={styles.table} aria-labelledby="signals-reach">
          <thead>
            <tr>
              <th scope="col">The ticket came</th>
              <th scope="col">Tickets</th>
              {TIERS.map((tier) => (
                <th key={tier} scope="col">
                  {TIER_TITLES[tier]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reach.map((row) => (
              <tr key={row.percent}>
                <th scope="row">{percentText(row.percent)}</th>
                <td>{row.count}</td>
                {TIERS.map((tier) => (
                  <td key={tier}>{ratioText(row[tier])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </>
);

export const BugsByLevel = ({ some, more }: Signals['bugs']) => {
  const { levels, bugs, open, leftOut } = levelsOf(some);
  return (
    <>
      <h3 id="signals-bugs">L3 bugs by chain level</h3>
      {bugs === 0 ? (
        <p>
          {leftOut === 0
            ? 'No L3 bug was filed under this handoff.'
            : `No L3 bug is left: ${leftOut} closed as duplicate or deleted.`}
        </p>
      ) : (
        <>
          <ul className={own.levels} aria-labelledby="signals-bugs">
            {levels.map(({ level, count }) => (
              <li key={level}>
                {LEVEL_TITLES[level]}: <strong>{count}</strong>
                <Bar count={count} most={mostOf(levels)} />
              </li>
            ))}
          </ul>
          <p>
            {plural(bugs, 'bug', 'bugs')}, {open} of them open.
          </p>
        </>
      )}
      {bugs > 0 && leftOut > 0 && (
        <p className={styles.quiet}>Not among them: {leftOut} closed as duplicate or deleted.</p>
      )}
      {more && <p className={styles.quiet}>The newest 500 are counted.</p>}
    </>
  );
};

/** What the handoff didn't say, and what became of that. */
export const Unsaid = ({ signals, figures }: { signals: Signals; figures: Figures }) => {
  const { asked, open, answered, gaps } = questionFigures(signals.questions.some);
  const missing = figures.kinds.find(({ kind }) => kind === 'not-in-handoff')?.count ?? 0;
  return (
    <>
      <h3>Not in the handoff</h3>
      <p>
        {ticketsText(missing)}. {plural(asked, 'question was', 'questions were')} asked from tickets: {open.length}{' '}
        open, {answered} answered in the handoff, {plural(gaps, 'gap', 'gaps')} in the release brief.
      </p>
      {signals.questions.more && <p className={styles.quiet}>The newest 500 are counted.</p>}
      {open.length > 0 && (
        <p>
          <a
            href={`#${PLACES.questions}`}
            onClick={(event) => {
              event.preventDefault();
              focusOn(`#${PLACES.questions}`);
            }}
          >
            To the questions
          </a>
        </p>
      )}
    </>
  );
};
