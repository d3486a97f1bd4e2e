import type { HandoffView } from '../../../../src/api/panel-calls';

/** So many questions of CS show that it was understood: guidance, never a blocker. */
const SHARP = 3;

/** The end of the day on which Jira has it released, where the app wasn't told of the moment. */
const releasedAt = ({ release, head }: HandoffView): string | null => {
  if (!release.released) return null;
  return head?.releaseTold?.at ?? (release.releaseDate === null ? null : `${release.releaseDate}T23:59:59.999Z`);
};

export const sharpQuestionsText = (view: HandoffView, questions: HandoffView['questions']): string => {
  const end = releasedAt(view);
  const before = questions.filter(({ askedAt }) => end === null || askedAt <= end).length;
  return before < SHARP
    ? `${before} of ${SHARP} questions asked before release`
    : `${before} questions asked before release`;
};
