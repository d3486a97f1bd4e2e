import { openIssue } from '../forge/router';

/** A bug's key that opens the bug; the address is whole, since the frame has an origin of its own. */
export const BugLink = ({ siteUrl, bugKey }: { siteUrl: string; bugKey: string }) => (
  <a
    href={new URL(`/browse/${encodeURIComponent(bugKey)}`, siteUrl).href}
    onClick={(event) => {
      event.preventDefault();
      void openIssue(bugKey);
    }}
  >
    {bugKey}
  </a>
);
