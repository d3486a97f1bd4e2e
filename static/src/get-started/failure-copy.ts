import type { Failure } from '../../../src/domain/failure';

const WHERE: Record<Failure['where'], string> = {
  gate: 'The gate on a transition',
  events: 'Following a release’s changes in Jira',
  reminders: 'Reminding people of what they owe',
  loop: 'Counting signals and telling tickets what became of their bugs',
  screen: 'A screen of the app',
};

const WHAT: Record<Failure['code'], string> = {
  'jira-unavailable': 'Jira didn’t answer. It was tried again, or the person was asked to.',
  'storage-unavailable': 'Atlassian’s storage didn’t answer. Nothing was written halfway.',
  'rate-limited': 'Jira asked the app to slow down. It passes by itself.',
  'app-sees-not':
    'The app may not see an issue or release, or may not comment on a ticket. Check issue security and the permission scheme: apps need Browse projects and Add comments, by the role atlassian-addons-project-access.',
  unexpected: 'Something nobody foresaw. The app’s log has the cause; tell its makers when it happens again.',
};

/** The last failures in words, without the words of anybody. */
export const failureText = ({ where, code }: Failure): string => `${WHERE[where]}: ${WHAT[code]}`;
