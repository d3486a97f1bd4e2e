/** What Jira asks for, by the name that its admins see, and of whom: the person, or the app in their stead. */
export type Asked = { readonly as: 'user' | 'app'; readonly permission: string };

/**
 * Why a call of Jira failed.
 * - `not-found`: it doesn't exist or the caller may not see it; Jira makes no difference, and neither do we
 * - `forbidden`: seen, but not allowed
 * - `refused`: Jira said no to what was sent; `detail` is its own words
 * - `rate-limited`: nothing was done; trying again later helps
 * - `unavailable`: no answer, or one that can't be understood. Whether a write happened is unknown.
 */
export class JiraError extends Error {
  override readonly name = 'JiraError';
  constructor(
    readonly kind: 'not-found' | 'forbidden' | 'refused' | 'rate-limited' | 'unavailable',
    readonly detail = '',
    options?: ErrorOptions,
    readonly asked: Asked = { as: 'user', permission: 'Browse projects' },
  ) {
    super(`jira ${kind} ${detail}`, options);
  }
}

/** Jira said no, and will say it again; what may pass isn't one. */
export const isPlainNo = (error: unknown): error is JiraError =>
  error instanceof JiraError && error.kind !== 'unavailable' && error.kind !== 'rate-limited';

/** Jira shows the person nothing there: it doesn't exist, or isn't theirs to see. */
export const isHidden = (error: unknown): boolean =>
  error instanceof JiraError && (error.kind === 'not-found' || error.kind === 'forbidden');

const nullWhere =
  (isAnswer: (error: unknown) => boolean) =>
  async <T>(asked: Promise<T>): Promise<T | null> => {
    try {
      return await asked;
    } catch (error) {
      if (isAnswer(error)) return null;
      throw error;
    }
  };

/** What Jira answers; null where it shows nothing there. */
export const unlessHidden = nullWhere(isHidden);

/** The same; null where Jira said no for whatever reason, and will say it again. */
export const unlessRefused = nullWhere(isPlainNo);
