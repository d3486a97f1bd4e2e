/** The label that every L3 bug starts with besides the chain label; triage, not CS, replaces it by a level. */
export const UNTRIAGED_LABEL = 'chain-level-untriaged';

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '') // the accents that NFKD splits off
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');

/** Proposed chain label `chain-<project key>-<slug>-<release id>`: ASCII, lower case; the id keeps it unique for names in any script. */
export const proposeChainLabel = (projectKey: string, releaseName: string, releaseId: string): string =>
  ['chain', slug(projectKey), slug(releaseName), releaseId].filter((part) => part !== '').join('-');
