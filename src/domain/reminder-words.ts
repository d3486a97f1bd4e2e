import type { Reminder } from './reminder';
import { oneLine, plural } from './wording';

/** What is to be done, without the release's name: on the inbox's line, and in Jira's notification. */
export const reminderText = ({ what, day, count }: Pick<Reminder, 'what' | 'day' | 'count'>): string => {
  const release = day === null ? 'the release' : `the release on ${day}`;
  switch (what) {
    case 'draft':
      return `Nothing is written yet for ${release}. Begin the handoff.`;
    case 'due':
      return `The handoff for ${release} is due and not handed over. Fill what is missing, then hand it over.`;
    case 'walkthrough':
      return `No walkthrough is held yet before ${release}. Agree on 30 minutes and read the handoff together.`;
    case 'session':
      return `The walkthrough is planned for ${day ?? 'now'}. Open the panel when it begins.`;
    case 'last-day':
      return `The gate of ${release} is closed by ${plural(count, 'blocker', 'blockers')}. See what is missing, and who owes it.`;
    case 'step':
      return `A rollout step is planned for ${day ?? 'now'} and not entered. Enter it, or plan it anew.`;
    case 'verify':
      return 'The rollout has moved, and nobody has looked at the handoff since. Read it: still right, or to be edited?';
    case 'first-wave':
      return `Customers have had it since ${day ?? 'the release'}. Read what their tickets say, and update the handoff.`;
    case 'questions':
      return `${plural(count, 'question has', 'questions have')} waited for an answer for more than two working days.`;
  }
};

/** Marks that would turn the words around a name. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

/** A name in a plain text: by itself (Unicode's "first strong isolate"), so that one that is written from right to left leaves the sentence as it is. */
const apart = (name: string, max: number): string => `\u2068${oneLine(name.replace(TURNING, ''), max)}\u2069`;

const MOST_LINES = 20;

/** One notification of all that one person is reminded of. */
export const digestText = (reminders: readonly Reminder[]): { readonly subject: string; readonly text: string } => {
  const [first] = reminders;
  const name = apart(first?.releaseName ?? '', 120);
  const more = reminders.length - 1;
  const place = ({ projectKey }: Reminder): string => (projectKey === '' ? '' : ` (${projectKey})`);
  return {
    subject: more > 0 ? `CS handoffs: ${name} and ${more} more` : `CS handoff of ${name}`,
    text: [
      'What you owe, or what waits for you:',
      ...reminders
        .slice(0, MOST_LINES)
        .map((reminder) => `• ${apart(reminder.releaseName, 80)}${place(reminder)}: ${reminderText(reminder)}`),
      ...(reminders.length > MOST_LINES ? [`... and ${reminders.length - MOST_LINES} more.`] : []),
      'All of them, with what is done already: CS Handoff in the project, under Inbox.',
    ].join('\n'),
  };
};
