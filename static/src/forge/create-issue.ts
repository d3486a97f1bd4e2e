import { CreateIssueModal } from '@forge/jira-bridge';

/** What Jira's dialog is filled in with (Forge docs: createIssueModal). */
type IssueToCreate = {
  readonly projectId: string;
  readonly issueTypeId: string;
  readonly summary: string;
  readonly description: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[];
  readonly priority?: string;
  readonly versions?: readonly string[];
};

/** Opens Jira's own dialog; answers the id of the issue that the person created, null where they cancelled. @throws when Jira refuses */
export const createInJira = ({ labels, versions, ...rest }: IssueToCreate): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const context = { ...rest, labels: [...labels], ...(versions === undefined ? {} : { versions: [...versions] }) };
    const onClose = ({ payload }: { payload: { issueId: string }[] }) => resolve(payload[0]?.issueId ?? null);
    new CreateIssueModal({ context, onClose }).open().catch(reject);
  });
