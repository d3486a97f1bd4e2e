import type { HandoffView } from '../../../src/api/panel-calls';
import { releasePath, type Router } from '../forge/router';

/** Who looks, from which project's page, and how to move on. */
export type Screen = {
  readonly accountId: string;
  readonly project: { readonly id: string; readonly key: string };
  readonly router: Router;
};

/** What every part of the panel is given. `reload` reads the handoff anew, after an action. */
export type PanelPart = {
  readonly screen: Screen;
  readonly view: HandoffView;
  readonly nameOf: (accountId: string) => string | undefined;
  readonly reload: () => Promise<void>;
};

/** The person reads through a support project: questions (unless they sign) and history stay with the product project. */
export const isSeenFromOutside = ({ screen, view }: Pick<PanelPart, 'screen' | 'view'>): boolean =>
  screen.project.id !== view.release.projectId && view.head !== null && view.history.length === 0;

/** From outside, only who signs is told the questions: to others a list of none says nothing. */
export const seesQuestions = (part: Pick<PanelPart, 'screen' | 'view'>): boolean =>
  part.view.rights.sign || !isSeenFromOutside(part);

/** Where a reason is kept from the reader, who came through a support project. */
export const KEPT_INSIDE =
  'The reason is read in the product project: there it can name issues that not everybody here may see. Ask who gave it.';

/** Anchors of the panel's parts: where a blocker is mended, and where the keyboard goes after an action. */
export const PLACES = {
  top: 'handoff-top',
  missing: 'missing-title',
  waiver: 'waiver-title',
  walkthrough: 'walkthrough',
  questions: 'questions',
  signOff: 'sign-off',
  rollout: 'rollout',
  revisions: 'revisions',
  myReading: 'my-reading',
} as const;
export const sectionPlace = (section: string): string => `section-${section}`;

/** A release's panel with its walkthrough under way, at one section. */
export const walkthroughPath = (releaseId: string, section = ''): string =>
  `${releasePath(releaseId)}?walkthrough=${section}`;

export const questionPlace = (id: string): string => `question-${id}`;

/** A release's panel at one of its parts. */
export const placePath = (releaseId: string, place: string): string => `${releasePath(releaseId)}?at=${place}`;

/** A section in the form, which holds the same sections as the text that it takes the place of. */
export const placeInForm = (place: string): string => `form[data-editor] #${place}`;
