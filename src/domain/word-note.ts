import type { Bug } from './bug';
import { textDocument, type AdfDocument } from './bug-report';
import { hasReached, isOut } from './bug-fix';
import type { Escalation } from './escalation';
import type { Fact } from './word-back';

/** What a note about a bug may say beside the bug's own state. */
type NoteAbout = {
  readonly bug: Bug;
  readonly escalation: Escalation;
  /** The release that the fix is in by name; null: who reads the ticket may not know of it. */
  readonly releaseName: string | null;
  /** The ticket has other bugs: the hour tells them apart. */
  readonly isOneOfSeveral: boolean;
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** In UTC, since people of several places read it: `26 Nov 2026`, and with the hour `26 Nov 2026, 14:05 UTC`. */
const when = (moment: string, withHour: boolean): string => {
  const [year = '', month = '', day = ''] = moment.slice(0, 10).split('-');
  const date = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
  return withHour ? `${date}, ${moment.slice(11, 16)} UTC` : date;
};

/** A note never names the bug: the app writes it, and not all who read the ticket may see the bug. */
const which = ({ escalation, isOneOfSeveral }: NoteAbout): string => {
  const { joined, at } = escalation;
  const date = when(at, isOneOfSeveral);
  return joined
    ? `the L3 bug that this ticket was added to on ${date}`
    : `the L3 bug filed from this ticket on ${date}`;
};

const howFar = ({ bug: { fix }, escalation: { customer } }: NoteAbout): string => {
  if (fix?.percent == null) return '';
  const at = `at ${fix.percent} %`;
  if (hasReached(fix, customer)) return `, ${at}`;
  return customer === null
    ? `, ${at}; nobody said where this ticket's customer is in the rollout, so the fix counts as with them at 100 %`
    : `, ${at}; this ticket's customer is in ${customer.percent > fix.percent ? `${customer.percent} %` : 'a step that comes later'}`;
};

const sentence = ({ what, nth }: Fact, about: NoteAbout): string => {
  const { bug, releaseName } = about;
  const release = releaseName === null ? 'The release with the fix' : `${releaseName}, the release with the fix,`;
  switch (what) {
    case 'triaged':
      return 'Engineering has triaged it.';
    case 'moved':
      return 'It was moved to another project and goes on there.';
    case 're-opened':
      return 'It is open again: what was said of its end no longer holds.';
    case 'fixed':
      return `It is fixed${nth > 1 ? ' anew' : ''}${bug.fix !== null && isOut(bug.fix) ? '' : ', and not yet released'}.`;
    case 'released':
      return `${release} is out${howFar(about)}.`;
    case 'reached':
      return "The fix has reached this ticket's customer.";
    case 'duplicate':
      return 'It was closed as a duplicate of another bug. To hear of that one, add this ticket to it.';
    case 'closed':
      return bug.resolution === undefined || bug.resolution === ''
        ? 'It was closed without a fix.'
        : `It was closed without a fix: ${bug.resolution}.`;
    case 'gone':
      return bug.missing?.isDeleted === true
        ? 'It is not in Jira any more.'
        : 'It is not in Jira any more, or where CS Handoff may not see it.';
  }
};

/** One note for all that is new. */
export const wordNote = (facts: readonly Fact[], about: NoteAbout): AdfDocument =>
  textDocument(
    [
      `News of ${which(about)}:`,
      ...facts.map((fact) => sentence(fact, about)),
      'This note is internal. CS Handoff on this ticket shows how it stands.',
    ].join('\n'),
  );
