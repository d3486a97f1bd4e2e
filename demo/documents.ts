import type { HandoffDocument } from '../src/domain/document';

/** Where L3 bugs of the demo go. */
export type Target = {
  readonly project: { id: string; name: string };
  readonly issueType: { id: string; name: string };
};

const id = (): string => crypto.randomUUID();

/** The handoff of the method's own example: Gal grades exams with the new shortcut; not yet in Hebrew, not on tablets. */
export const gradingShortcut = (target: Target, chainLabel: string): HandoffDocument => ({
  schema: 1,
  whatsNew:
    'Teachers grade a pile of exams faster: after a click on Grade, a new shortcut goes straight to the next exam. Nobody has to go back to the list between two exams any more.',
  happyPath: [
    {
      id: id(),
      action: 'Gal opens an exam from the list',
      result: 'The exam opens with the button Grade at the top right',
    },
    { id: id(), action: 'Gal clicks Grade', result: 'The grade is kept and the hint "N: next exam" appears' },
    { id: id(), action: 'Gal presses N', result: 'The next exam that has no grade opens at its first question' },
    {
      id: id(),
      action: 'Gal grades the last exam and presses N',
      result: 'The message "All exams are graded" appears',
    },
  ],
  limitations: {
    items: [
      {
        id: id(),
        limit: 'Not yet available in Hebrew',
        whom: 'Teachers whose profile language is Hebrew',
        workaround: 'Grade as before: go back to the list and open the next exam.',
      },
      {
        id: id(),
        limit: 'Not yet supported on tablets',
        whom: 'Everyone who grades on a tablet',
        workaround: 'Use a computer, or the button Next at the foot of the page.',
      },
    ],
    noneBecause: '',
  },
  likelyQuestions: [
    {
      id: id(),
      question: 'How do I turn this off?',
      answer:
        "The shortcut is part of grading in this release and can't be turned off. Nothing happens unless you press N.",
      internalNote: 'Not optional this release: decided in the release brief, scope line 4.',
    },
    {
      id: id(),
      question: 'Will I get the old way back?',
      answer: 'The list is still there: click Exams at the top to choose an exam yourself.',
      internalNote: 'No, unless the signal reading shows that we should.',
    },
    {
      id: id(),
      question: 'Is my grade kept when I go to the next exam?',
      answer: 'Yes. The grade is kept as soon as you click Grade.',
      internalNote: 'If a customer says otherwise, take the exam id and go to Support L2 at once.',
    },
  ],
  escalation: {
    lookUp:
      'Open the exam in the admin view and look at Grading history: each grade has its time and the way it was given.',
    reproduce:
      'Use the course "Support sandbox", grade exam 1 in a private window, press N, and note browser and language.',
    targetProject: target.project,
    issueType: target.issueType,
    chainLabel,
    bug: { means: 'A grade is lost, or N opens a graded exam', tell: 'The team lead of Exam Grader, at once' },
    featureRequest: { means: 'Wishes for another key, or for a way to turn it off', tell: 'The PO, weekly' },
    workingAsIntended: { means: 'N does nothing while a text is being typed', tell: 'Nobody; answer the customer' },
  },
  dashboard: {
    url: 'https://dashboards.example.com/exam-grader/leading-signals?release=2.4',
    watch: 'Exams graded per hour, and how many teachers press N at least once a day.',
  },
});

/** Another release's handoff: complete, and short. */
export const shortHandoff = (about: string, target: Target, chainLabel: string): HandoffDocument => ({
  schema: 1,
  whatsNew: `${about} is here. Teachers find it in the menu of every course.`,
  happyPath: [{ id: id(), action: `Gal opens ${about}`, result: 'A page with the courses of this term appears' }],
  limitations: { items: [], noneBecause: 'Everything that was planned is in, for everybody.' },
  likelyQuestions: [
    { id: id(), question: `Where do I find ${about}?`, answer: 'In the menu of every course.', internalNote: '' },
    { id: id(), question: 'Does it cost extra?', answer: 'No, it is part of your plan.', internalNote: '' },
    { id: id(), question: 'Who can see it?', answer: 'Teachers of the course, and nobody else.', internalNote: '' },
  ],
  escalation: {
    lookUp: 'Look at the course in the admin view.',
    reproduce: 'Repeat the steps in the course "Support sandbox".',
    targetProject: target.project,
    issueType: target.issueType,
    chainLabel,
    bug: { means: 'Something is lost or wrong', tell: 'The team lead of Exam Grader' },
    featureRequest: { means: 'Wishes for more', tell: 'The PO' },
    workingAsIntended: { means: 'Students do not see it', tell: 'Nobody' },
  },
  dashboard: { url: 'https://dashboards.example.com/exam-grader/leading-signals', watch: 'Courses that use it.' },
});
