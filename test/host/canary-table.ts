import { ACCOUNTS } from './canaries';

/** Who may see which canary, by Jira's rules and by the app's. */

export const EVERYBODY = [...ACCOUNTS, 'anonymous'];
/** Whom Jira shows EXAM, and whom SUP. */
const EXAM = ['po', 'rm', 'cslead', 'agent', 'admin'];
const SUP = ['cslead', 'agent', 'agent2', 'admin'];
/** SUP is mapped to EXAM: who reads it reads EXAM's live handoffs, and nothing of its issues. */
const HANDOFFS = [...EXAM, 'agent2'];
const LICENSED = ACCOUNTS.filter((who) => !who.startsWith('customer'));
const SHOP = ['outsider', 'admin'];

export const TABLE: readonly (readonly [canaries: RegExp, maySee: readonly string[]])[] = [
  [/^project$|^project-property$|^related-|^role$/, EXAM],
  [/^(field|choice-field|needed-field)$|^issue-type|^status-/, EXAM],
  [/^(option|component)-chosen$/, EXAM],
  [/^(option|component)-open$/, EXAM.filter((who) => who !== 'cslead')], // on the screen of who creates issues
  [/^transition$/, ['po', 'rm', 'admin']], // OpenAPI getTransitions: none without Transition issues
  [/^workflow$|^rule-note$/, ['admin']],
  [/^(story|bug)-|^(issue|comment)-property$/, EXAM],
  [/^secret-/, EXAM.filter((who) => who !== 'rm')], // issue security
  [/^mail-|^(merged|ended)-release-text$/, []], // left the site
  [/^label$|^live-chain-label$/, ACCOUNTS], // GET /label needs no permission (OpenAPI: getAllLabels); the bug carries the second
  [/^priority$|^link-/, LICENSED],
  [/^(other-project|shop-.*)$/, SHOP],

  [/^ticket-|^public-reply$/, [...SUP, 'customer']],
  [/^internal-note$|^file-of-ticket$/, SUP], // the portal's own way to attachments is not simulated
  [/^other-(title|text)$/, [...SUP, 'customer2']],
  [/^(prepared|ladder)-/, SUP], // for who sees its ticket
  [/^asked-on-ticket/, HANDOFFS], // where it was asked, and where it is answered

  [/^(live|refused)-(release-text|save-note|question-.*|gap|reason|waiver|step-.*)$/, EXAM], // they may name issues of EXAM
  [
    /^(live|refused)-(?!release-text|save-note|question-|gap|reason|waiver|step-|chain-label)|^refused-chain-label$/,
    HANDOFFS,
  ],
  [/^(draft|unwritten)-|^(merged|ended)-(?!release-text)/, EXAM],

  [/^name-of-(?!agent$|customer)/, LICENSED],
  [/^name-of-agent$/, [...LICENSED, 'customer']], // who got a reply
  [/^name-of-customer$/, [...LICENSED, 'customer']],
  [/^name-of-customer2$/, [...LICENSED, 'customer2']],
];
