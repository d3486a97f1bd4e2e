import type { Asked } from '../jira/jira-error';

/* What is said to who may not: what it needs, and who can grant it. Imported as a namespace, so that a function carries only what it can say. */

export const jira = ({ as, permission }: Asked): string =>
  as === 'user'
    ? `Jira itself said no: it asks for the permission "${permission}" here, which you seem to lack. A Jira admin can grant it.`
    : `Jira said no to the app, which works on your behalf here: it asks for the permission "${permission}". A Jira admin can grant it to the app CS Handoff.`;

export const write =
  'To write a handoff you need the permission "Write CS handoffs" in its project, or be its PO; where its settings let them, whoever may edit issues there writes too. A Jira admin can grant both, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const record =
  'To record a walkthrough you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be the PO or CS Lead of the handoff. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const ask =
  'To ask in the panel, or to say who answers, you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be the PO or CS Lead of the handoff; on a ticket every agent asks. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const readings =
  'To see who has read a handoff you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be its PO or CS Lead. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const sign =
  'To sign you need to be the CS Lead of the handoff or hold the permission "Sign off CS handoffs" in its project. Its PO can name you as CS Lead, a Jira admin can grant the permission, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const waive =
  'To waive the gate you need the permission "Waive the CS handoff gate" in its project, and not to be its PO. A Jira admin can grant it, and a project admin can name you, or a role that you have, in the settings of CS Handoff.';

export const administer =
  'This needs the permission "Administer projects" in the product project. A Jira admin can grant it.';

export const withdraw = (preparedBy: string, waitsFor: string): string =>
  `Only ${preparedBy}, who prepared it, ${waitsFor}, whom it waits for, and who holds the permission "Administer projects" in the project of the ticket or of the handoff can take it back: ask one of them. A Jira admin can grant the permission.`;

export const jiraAdmin = 'This needs the global permission "Administer Jira". Another Jira admin can grant it.';

export const file =
  'To file an L3 bug you need the permission "Create issues" in the project it goes to. A project admin can grant it.';

export const filer =
  'Nobody is named to file prepared bugs, and to file one yourself you need the permission "Create issues" in the project it goes to. A project admin can name a filer in the settings of CS Handoff, and an admin of the other project can grant the permission.';

export const escalate =
  'To go to Support L3 from this ticket you need to be named, yourself or by a role that you have, in the settings of CS Handoff of its project: ask somebody who is to go on. Whoever holds the permission "Administer projects" there sets it: an admin can name you.';

export const triage = (named: readonly string[]): string =>
  `To set the chain level you need to be named as who triages, or have a role that is, in the settings of CS Handoff in the project of the bug's release${named.length === 0 ? '' : ` (now named: ${named.join(', ')})`}; or hold the permission "Administer projects" there or in the bug's own project. A project admin can name you, and a Jira admin can grant the permission.`;
