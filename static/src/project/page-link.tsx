import type { ReactNode } from 'react';
import type { Router } from '../forge/router';

/** A link to another place of this page; Jira's address bar follows. */
export const PageLink = ({ router, to, children }: { router: Router; to: string; children: ReactNode }) => (
  <a
    href={to}
    onClick={(event) => {
      event.preventDefault();
      router.go(to);
    }}
  >
    {children}
  </a>
);
