/**
 * `router.getUrl` exists in the front end only, so the page passes its own address. It goes into a bug's text and is
 * therefore taken only if it is an app page of a Jira site: https (or the loopback of a development host), and Jira's own path.
 */
const PANEL =
  /^(https:\/\/[a-z0-9-]+\.(atlassian\.net|jira-dev\.com)|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)\/jira\/[\w/.-]+\/apps\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/release\/\d+$/;

export const panelAddress = (claimed: string | null): string | null =>
  claimed !== null && PANEL.test(claimed) ? claimed : null;

/** The site's address of an issue; the site is the panel's. */
export const issueAddress = (panelUrl: string | null, issueKey: string): string | null =>
  panelUrl === null ? null : `${new URL(panelUrl).origin}/browse/${issueKey}`;
