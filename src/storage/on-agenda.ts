import type { Head } from '../domain/head';
import * as records from './records';
import type { StoredRecord } from './stored';

/**
 * Of a release, as its head is written: with each write there may be something to remind of; and where its release or its rollout got further, fixes
 * may have reached customers.
 */
export const onAgenda = (before: Head | undefined, next: Head): StoredRecord[] => {
  const { releaseId, projectId, updatedAt, facts, rollout, released, ended } = next;
  const at = Date.parse(updatedAt);
  const isSame = before?.rollout === rollout && before.released === released && before.ended === ended;
  return [
    records.agenda({ kind: 'release', releaseId, projectId }, at, facts),
    ...(isSame ? [] : [records.agenda({ kind: 'fix', releaseId, again: false }, at, facts)]),
  ];
};
