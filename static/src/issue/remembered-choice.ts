const keyOf = (issueId: string): string => `cs-handoff:choice:${issueId}`;

/** The handoff that was chosen by hand for this ticket, in this browser. */
export const chosenBefore = (issueId: string): string | null => {
  try {
    return localStorage.getItem(keyOf(issueId));
  } catch {
    return null; // blocked storage: the best match is shown
  }
};

export const rememberChoice = (issueId: string, releaseId: string): void => {
  try {
    localStorage.setItem(keyOf(issueId), releaseId);
  } catch {
    // Nothing is lost but the convenience.
  }
};
