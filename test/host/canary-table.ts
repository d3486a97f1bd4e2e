import { ACCOUNTS } from './canary-site';

/** Who may see which canary, by Jira's rules and by the app's. */

export const EVERYBODY = [...ACCOUNTS, 'anonymous'];
/** Whom Jira shows EXAM, and whom SUP. */
const EXAM = ['po', 'rm', 'cslead', 'agent', 'admin'];
const SUP = ['cslead', 'agent', 'agent2', 'admin'];
/** SUP is mapped to EXAM: who reads it reads EXAM's live handoffs, and nothing of its issues. */
const HANDOFFS = [...EXAM, 'agent2'];
const LICENSED = ACCOUNTS.filter((who) => !who.startsWith('customer'));

export const TABLE: readonly (readonly [canaries: RegExp, maySee: readonly string[]])[] = [
  [/^project$|^project-property$|^related-|-release-text$/, EXAM],
  [/^(draft|unwritten)-release$/, EXAM],
  [/^(live|refused)-release$/, HANDOFFS],
  [/^(story|bug)-|^issue-property$/, EXAM],
  [/^secret-/, EXAM.filter((who) => who !== 'rm')], // issue security
  [/^label$/, ACCOUNTS], // GET /label needs no permission (OpenAPI: getAllLabels)
  [/^(other-project|shop-.*)$/, ['outsider', 'admin']],

  [/^ticket-|^public-reply$/, [...SUP, 'customer']],
  [/^internal-note$/, SUP],
  [/^other-(title|text)$/, [...SUP, 'customer2']],

  [/^(live|refused)-(?!release|save-note)/, HANDOFFS],
  [/^draft-(?!release)/, EXAM],
  [/^(live|refused)-save-note$|-question$|^gap$/, EXAM], // they may name issues of EXAM
  [/^refusal-reason$/, HANDOFFS], // one of the blockers that every reader is told

  [/^name-of-(?!agent$|customer)/, LICENSED],
  [/^name-of-agent$/, [...LICENSED, 'customer']], // who got a reply
  [/^name-of-customer$/, [...LICENSED, 'customer']],
  [/^name-of-customer2$/, [...LICENSED, 'customer2']],
];
