import { Message } from '../components/message';
import { findingCopy, type Place } from './finding-copy';
import type { Page } from './section';

/** What the check against Jira says of one part of the page. */
export const Findings = ({ page, place }: { page: Pick<Page, 'findings' | 'nameOf'>; place: Place }) =>
  page.findings
    .map((finding) => findingCopy(finding, (accountId) => page.nameOf(accountId) ?? 'someone'))
    .filter((finding) => finding.place === place)
    .map(({ title, next }) => (
      <Message key={title + next} kind="warning" title={title}>
        <p dir="auto">{next}</p>
      </Message>
    ));
