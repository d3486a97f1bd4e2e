import Lozenge from '@atlaskit/lozenge';
import type { Status } from '../site/jira';

const appearanceOf = ({ statusCategory }: Status) => {
  if (statusCategory?.key === 'done') return 'success';
  return statusCategory?.key === 'indeterminate' ? 'inprogress' : 'default';
};

export const StatusLozenge = ({ status }: { readonly status: Status }) => (
  <Lozenge appearance={appearanceOf(status)}>{status.name}</Lozenge>
);
