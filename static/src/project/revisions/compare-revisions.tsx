import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Head } from '../../../../src/domain/head';
import { SelectField } from '../../components/field';
import { focusOn } from '../../components/focus';
import { momentText } from '../../components/moments';
import { ChangedBetween } from './changed-between';
import styles from '../project.module.css';
import type { RevisionLine } from './revision-lines';
import type { PanelPart } from '../screen';

const RESULT = 'compared';

/** Two revisions side by side in time: which, and what differs. Begins with the last two. */
export const CompareRevisions = ({
  screen,
  view,
  nameOf,
  head,
  lines,
}: PanelPart & { head: Head; lines: readonly RevisionLine[] }) => {
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const [compared, setCompared] = useState<{ from: number; to: number } | null>(null);
  const from = chosen.from ?? head.revision - 1;
  const to = chosen.to ?? head.revision;
  const labelOf = ({ revision, entry }: RevisionLine): string =>
    [
      `Revision ${revision}`,
      ...(entry === undefined ? [] : [momentText(entry.at)]),
      ...(entry?.by == null ? [] : [nameOf(entry.by) ?? 'Someone']),
      ...(entry?.what === 'saved-minor' ? ['minor'] : []),
    ].join(', ');
  const options = [
    ...lines.map((line) => ({ value: String(line.revision), label: labelOf(line) })),
    { value: '0', label: 'Nothing: before the first revision' },
  ];
  return (
    <>
      <form
        className={styles.form}
        aria-label="Compare revisions"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setCompared({ from, to });
          focusOn(`#${RESULT}`);
        }}
      >
        <SelectField
          label="From"
          value={String(from)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, from: Number(value) })}
        />
        <SelectField
          label="To"
          value={String(to)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, to: Number(value) })}
        />
        <div className={styles.actions}>
          <Button type="submit">Compare</Button>
        </div>
      </form>
      {compared !== null && (
        <section aria-labelledby={RESULT} className={styles.changes}>
          <h3 id={RESULT} tabIndex={-1}>
            From revision {compared.from} to revision {compared.to}
          </h3>
          <ChangedBetween releaseId={view.release.id} throughProjectId={screen.project.id} {...compared} />
        </section>
      )}
    </>
  );
};
