import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import { EmptyState } from '../components/empty-state';
import { SelectField } from '../components/field';
import { RefusalMessage } from '../components/refusal-message';
import { useReading } from '../components/use-reading';
import { call } from './call';
import { listProjects, type Target } from '../forge/targets';
import styles from './get-started.module.css';
import { Health } from './health';
import { Steps } from './steps';
import { WayOut } from './way-out';

/** For Jira admins: the way in, each step checked as they look, and the way out. */
export const GetStartedPage = () => {
  const [asked, setAsked] = useState('any');
  const [projects, setProjects] = useState<readonly Target[]>([]);
  const [isChecking, setChecking] = useState(false);
  const { value, refusal, reload } = useReading(useCallback(() => call('checkSetUp', { projectId: asked }), [asked]));
  useEffect(() => {
    let isCurrent = true;
    void listProjects().then((found) => {
      if (isCurrent && found !== undefined) setProjects(found);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  const check = async () => {
    setChecking(true);
    await reload();
    setChecking(false);
  };
  const chosen = value?.chosen ?? null;
  const others = projects.filter(({ id }) => id !== chosen?.project.id);
  const options = [...(chosen === null ? [] : [chosen.project]), ...others].map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  return (
    <main className={styles.main}>
      <h1>Get started with CS Handoff</h1>
      <p className={styles.lead}>
        Four steps make a release understood by those who will answer for it. Each is checked on your site as you look.
      </p>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void check()} />}
      {value === null && refusal === null && <p role="status">Checking …</p>}
      {value !== null && (
        <>
          {chosen === null ? (
            <EmptyState title="There is no project yet that you may browse">
              Create the product project whose releases need a handoff, or ask for Browse projects in it.
            </EmptyState>
          ) : (
            <>
              <div className={styles.chooser}>
                <SelectField
                  label="Product project"
                  value={chosen.project.id}
                  options={options}
                  onChange={setAsked}
                  help="The project whose releases get handoffs."
                />
                <Button isLoading={isChecking} onClick={() => void check()}>
                  Check again
                </Button>
              </div>
              <section className={styles.wayIn} aria-labelledby="way-in">
                <h2 id="way-in">The way in</h2>
                <Steps chosen={chosen} />
              </section>
            </>
          )}
          {chosen !== null && (
            <Health project={chosen.project} linesLacking={value.linesLacking} failures={value.failures} />
          )}
          <WayOut rules={value.rules} />
        </>
      )}
    </main>
  );
};
