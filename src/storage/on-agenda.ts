import type { Head } from '../domain/head';
import * as records from './records';
import type { StoredRecord } from './stored';

/** Of a release, as its head is written: with each write there may be something to remind of. */
export const onAgenda = ({ releaseId, projectId, updatedAt, facts }: Head): StoredRecord =>
  records.agenda({ kind: 'release', releaseId, projectId }, Date.parse(updatedAt), facts);
