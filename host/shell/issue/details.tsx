import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import { editIssue, type Issue, type Named, type Version } from '../site/jira';
import { Problem } from '../site/messages';
import styles from '../site/site.module.css';
import { ChoiceField } from './choice-field';

interface DetailsProps {
  readonly issue: Issue;
  readonly versions: readonly Version[];
  readonly mayEdit: boolean;
  readonly onChanged: () => void;
}

export function Details({ issue, versions, mayEdit, onChanged }: DetailsProps) {
  const { fields, key } = issue;
  const [error, setError] = useState<unknown>();
  const choose = (field: 'versions' | 'fixVersions') => (chosen: readonly Named[]) => {
    setError(undefined);
    editIssue(key, { [field]: chosen.map(({ id }) => ({ id })) }).then(onChanged, setError);
  };
  const versionField = (field: 'versions' | 'fixVersions', label: string) => {
    const value = fields[field] ?? [];
    if (mayEdit) {
      return <ChoiceField label={label} options={versions} value={value} isMulti onChange={choose(field)} />;
    }
    return (
      <dl className={styles.facts}>
        <dt>{label}</dt>
        <dd dir="auto">{value.map(({ name }) => name).join(', ') || 'None'}</dd>
      </dl>
    );
  };
  return (
    <section className={styles.box} aria-label="Details">
      <h2 className={styles.boxTitle}>Details</h2>
      <div className={styles.boxBody}>
        {error !== undefined && <Problem error={error} />}
        <dl className={styles.facts}>
          <dt>Type</dt>
          <dd>{fields.issuetype.name}</dd>
          <dt>Priority</dt>
          <dd>{fields.priority?.name ?? 'None'}</dd>
          <dt>Reporter</dt>
          <dd dir="auto">{fields.reporter?.displayName ?? 'None'}</dd>
          <dt>Labels</dt>
          <dd className={styles.labels}>
            {fields.labels?.length
              ? fields.labels.map((label) => (
                  <Lozenge key={label} maxWidth="100%">
                    {label}
                  </Lozenge>
                ))
              : 'None'}
          </dd>
        </dl>
        {versionField('versions', 'Affects versions')}
        {versionField('fixVersions', 'Fix versions')}
      </div>
    </section>
  );
}
