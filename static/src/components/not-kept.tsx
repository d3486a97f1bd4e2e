import { Message } from './message';

/** Said while typing where this browser can't keep a draft: before anything is lost, not after. */
export const NotKept = ({ isKept }: { isKept: boolean }) =>
  isKept ? null : (
    <Message kind="warning" title="This browser does not keep what you type">
      <p>It blocks storage for apps inside Jira, as private windows do. Save before you leave or reload this page.</p>
    </Message>
  );
