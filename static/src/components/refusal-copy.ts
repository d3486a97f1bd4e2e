import type { FieldProblem, RefusalCode } from '../../../src/api/results';

type RefusalCopy = {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  readonly retry: boolean;
};

const copy = (title: string, cause: string, next: string, retry = false): RefusalCopy => ({
  title,
  cause,
  next,
  retry,
});

/** The one table from codes to words: what happened, why, what to do. `retry`: trying again, unchanged, can help. */
export const REFUSAL_COPY: Record<RefusalCode, RefusalCopy> = {
  'bad-input': copy(
    'This can’t be saved yet',
    'Some of it is missing or not valid.',
    'Mend the fields that are marked.',
  ),
  'too-large': copy(
    'The handoff is too large',
    'All six sections together must stay under 232 KiB.',
    'Shorten the longest texts, then save again.',
  ),
  'not-found': copy(
    'Not found',
    'It doesn’t exist any more, or you don’t have the permission “Browse projects” in its project.',
    'If you think that you should see it, ask an admin of the project, or a Jira admin: either can grant that permission.',
  ),
  'not-allowed': copy(
    'You may not do this',
    'It needs a permission that you don’t have.',
    'Ask an admin of the project.',
  ),
  'not-for-you': copy(
    'Handoffs are for the team',
    'They need a licence for Jira: customers, and people who aren’t logged in, can’t open them.',
    'Log in with your work account. If it has no licence, ask a Jira admin, who can give you access to Jira.',
  ),
  'not-complete': copy(
    'Sections are still missing',
    'All six sections must be filled first.',
    'Fill what is listed as missing.',
  ),
  'not-handed-over': copy(
    'Not handed over yet',
    'The PO has not given this handoff to CS.',
    'Ask the PO to hand it over.',
  ),
  'wrote-a-part': copy(
    'Someone else must sign',
    'You wrote a part of this handoff, and who signs must not have written it.',
    'Name another CS Lead, or let an admin allow it in the project’s settings.',
  ),
  'named-cannot-read': copy(
    'They couldn’t read this handoff',
    'A PO must be able to browse the project, a CS Lead at least a support project that reads its handoffs.',
    'Name somebody else, or ask a project admin to grant them the permission “Browse projects”.',
  ),
  outdated: copy(
    'There is a newer revision',
    'Someone saved the handoff meanwhile.',
    'Read the newest revision, then decide again.',
  ),
  'under-way': copy(
    'The walkthrough has begun',
    'Somebody started it meanwhile.',
    'Join it. Once it has ended, another one can be planned.',
  ),
  'criteria-first': copy(
    'Write its exit criteria first',
    'What has to hold before the rollout goes on is agreed before a step begins, not after.',
    'Change the step, write its exit criteria, then enter it.',
  ),
  'step-entered': copy(
    'This step was entered meanwhile',
    'What it was planned to be is on record now and stays as it stands.',
    'Plan another step for what you have in mind.',
  ),
  'step-changed': copy(
    'Somebody else changed this step meanwhile',
    'Nothing was overwritten; what you typed is still here, and what they wrote stands above it.',
    'Read theirs, take over what is right, then save again.',
  ),
  'look-up-first': copy(
    'Support L1 comes first',
    'A ticket goes to Support L2 with what Support L1 looked up, and is reproduced there.',
    'Enter what was looked up, and pass the ticket to Support L2.',
  ),
  'entered-meanwhile': copy(
    'Somebody else entered something here meanwhile',
    'Nothing was overwritten; what you typed is still here, and what they entered stands at its field.',
    'Read theirs, take over what is right, then save again.',
  ),
  'handoff-closed': copy(
    'The handoff is closed',
    'Its rollout is complete and rests as it is.',
    'Reload the page to see who closed it, and when.',
  ),
  'own-release': copy(
    'Someone else must waive it',
    'You are the PO of this release, and who owes the handoff can’t let it pass without it.',
    'Ask someone who holds the permission “Waive the CS handoff gate” in this project; a Jira admin grants it. Or let a project admin allow it to POs in the settings of CS Handoff.',
  ),
  'has-handoff': copy(
    'That release has a handoff already',
    'A release has one handoff, and nothing is overwritten.',
    'Choose a release without one.',
  ),
  'label-frozen': copy(
    'The chain label can’t change any more',
    'An L3 bug already carries it.',
    'Keep the label as it was; all else can be saved.',
  ),
  'filing-in-progress': copy(
    'A bug is being filed for this ticket',
    'Someone started a moment ago, and its outcome isn’t known yet.',
    'Wait a minute, then try again: there will be exactly one bug.',
    true,
  ),
  carrying: copy(
    'The attachments are on their way already',
    'You, or another window of yours, began a moment ago.',
    'Wait half a minute, then try again: none comes twice.',
    true,
  ),
  'filed-meanwhile': copy(
    'A bug was filed from this ticket meanwhile',
    'Somebody was faster, since you opened this form.',
    'Look at their bug first; file another one only for another problem.',
  ),
  'similar-meanwhile': copy(
    'Somebody has filed the same, it seems',
    'A bug from another ticket has almost the same summary.',
    'If it is the same problem, add your ticket to it: you are told when it is fixed, and engineering has one bug.',
  ),
  'bug-closed': copy(
    'This bug is open no more',
    'It was closed, or deleted, since you saw it.',
    'Open the form again to see which bugs are open, or file your own.',
  ),
  'prepared-already': copy(
    'Another bug waits on this ticket already',
    'One prepared bug at a time can wait to be filed.',
    'Ask who prepared it, or an admin of this project, to take it back, or wait until it is filed; copy your text meanwhile.',
  ),
  'filer-cannot-see': copy(
    'Nobody would find it here',
    'Whoever is named to file prepared bugs may not see this ticket.',
    'Ask an admin of this ticket’s project to grant them the permission “Browse projects”, or an admin of the product project to name somebody else in the settings of CS Handoff; copy your text meanwhile.',
  ),
  'prepared-gone': copy(
    'It was taken back',
    'Who prepared this bug, whom it was for, or an admin took it back; nothing was filed.',
    'Ask them, or file a bug of your own from this ticket.',
  ),
  'another-bug': copy(
    'This isn’t the bug that was asked for',
    'What you created is of another project or type, or belongs to another escalation.',
    'Link it to the ticket by hand, or create the bug again as it was filled in.',
  ),
  'triaged-meanwhile': copy(
    'Somebody else set the chain level meanwhile',
    'Nothing was overwritten: what they set is shown here now, and what you chose is still chosen.',
    'Read theirs. If yours is still right, set it again.',
  ),
  'outcome-unknown': copy(
    'It isn’t known yet whether this worked',
    'Jira’s answer got lost, and its search needs a moment to catch up.',
    'Wait a minute, then try again: nothing will be done twice.',
    true,
  ),
  'target-gone': copy(
    'The place for L3 bugs is gone',
    'The escalation path of the handoff names a project and an issue type that Jira doesn’t have any more.',
    'Ask the PO to choose another one in the escalation path; copy your text meanwhile.',
  ),
  'refused-to-app': copy(
    'Jira said no to the app',
    'The app can’t tell you why: Jira didn’t say, or you may not see the project that the bug goes to.',
    'Copy your text and give it to somebody of that project; an admin there can mend what keeps the app from filing.',
  ),
  'jira-refused': copy('Jira said no', 'It didn’t accept what was sent.', 'Mend what Jira says, then try again.', true),
  'jira-unavailable': copy(
    'Jira doesn’t answer',
    'Nothing was lost: what you typed is still here.',
    'Try again in a minute.',
    true,
  ),
  'rate-limited': copy(
    'Too many requests',
    'Jira asks everyone to slow down for a moment.',
    'Try again in a minute.',
    true,
  ),
  'storage-unavailable': copy(
    'The storage doesn’t answer',
    'Nothing was written; what you typed is still here.',
    'Try again in a minute.',
    true,
  ),
  busy: copy(
    'Several people were faster',
    'They changed the same facts at once; nothing was written.',
    'Try again.',
    true,
  ),
  unexpected: copy(
    'That didn’t work',
    'Something unexpected happened; what you typed is still here.',
    'Try again. If it happens again, tell your Jira admin.',
    true,
  ),
};

/** Sentence for one field. Empty in, empty out, so that a form can ask for any field. */
export const fieldProblemText = (problem: FieldProblem['problem'] | undefined): string | undefined => {
  switch (problem) {
    case undefined:
      return undefined;
    case 'missing':
      return 'This is missing. Fill it in.';
    case 'too-long':
      return 'This is too long. Shorten it.';
    case 'too-many':
      return 'There are too many. Remove some.';
    case 'not-valid':
      return 'This is not valid. Change it.';
  }
};

/** The problem of one field of the input, by its path. */
export const problemAt = (
  fields: readonly FieldProblem[] | undefined,
  path: readonly (string | number)[],
): FieldProblem['problem'] | undefined =>
  fields?.find((field) => field.path.length === path.length && field.path.every((part, at) => part === path[at]))
    ?.problem;
