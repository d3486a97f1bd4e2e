import type { CallOutput } from '../../../src/api/calls';
import { Message } from '../components/message';
import styles from './get-started.module.css';

/** What stands in the way of uninstalling, and how it is taken out: Jira refuses transitions whose rule is gone with its app. */
export const WayOut = ({ rules }: { rules: CallOutput<'checkSetUp'>['rules'] }) => (
  <section className={styles.section} aria-labelledby="way-out">
    <h2 id="way-out">Before you uninstall</h2>
    {rules === null && (
      <Message kind="warning" title="Jira didn’t tell which workflows hold the rule">
        <p>Don’t uninstall the app before this list can be read: check again in a minute.</p>
      </Message>
    )}
    {rules?.workflows.length === 0 && (
      <Message kind="success" title="No workflow holds the rule">
        <p>You can uninstall the app: no transition will fail for want of it.</p>
      </Message>
    )}
    {rules !== null && rules.workflows.length > 0 && (
      <>
        <Message kind="warning" title="Take the rule out of these workflows first">
          <p>
            If the app is uninstalled while its rule is in a workflow, Jira refuses these transitions to everyone, and
            says no more than that a rule failed.
          </p>
        </Message>
        <ul aria-label="Workflows that hold the rule">
          {rules.workflows.map(({ workflow, transitions }) => (
            <li key={workflow}>
              <bdi>{workflow}</bdi>
              {transitions.length > 0 && (
                <>
                  : <bdi>{transitions.join(', ')}</bdi>
                </>
              )}
            </li>
          ))}
        </ul>
        {!rules.isAll && <p>There may be more: take these out, then check again.</p>}
        <ol aria-label="How the rule is taken out">
          <li>Open the workflow in Jira’s workflow editor (Project settings → Workflows), and edit it.</li>
          <li>Select the transition, and under its rules remove “CS handoff is ready”.</li>
          <li>Update the workflow, so that the change is published.</li>
          <li>When no workflow is left, come back and check again. Then uninstall.</li>
        </ol>
      </>
    )}
    <p className={styles.lead}>
      Atlassian keeps the stored handoffs for a while after the app is uninstalled, and for 21 days links them to a new
      installation on request. Print what you want to keep.
    </p>
  </section>
);
