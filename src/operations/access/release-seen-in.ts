import type { Head, Release } from '../../domain/head';

/** The release as a head last saw it: for readers of a mapped support project, who may not ask Jira for it. */
export const releaseSeenIn = (head: Head): Release => ({
  id: head.releaseId,
  projectId: head.projectId,
  name: head.releaseName,
  description: '',
  releaseDate: head.releaseDate,
  released: head.released,
  archived: head.archived,
  driver: null,
  issues: null,
});
