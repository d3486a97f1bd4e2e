import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { lazy, Suspense, useEffect } from 'react';
import { setWindowTitle } from '../../forge/router';
import { InboxLink } from './inbox-link';
import styles from '../project.module.css';
import { ReleasesTab } from './releases-tab';
import type { Screen } from '../screen';

const OpenQuestions = lazy(async () => ({ default: (await import('../walkthrough/open-questions')).OpenQuestions }));

const TABS = [
  ['unreleased', 'Unreleased'],
  ['released', 'Released'],
  ['archived', 'Archived'],
] as const;

/** The project's releases with their handoffs' state. */
export const ReleasesPage = ({ screen }: { screen: Screen }) => {
  useEffect(() => void setWindowTitle('CS Handoff'), []);
  return (
    <>
      <InboxLink screen={screen} />
      <h1 tabIndex={-1}>CS Handoff</h1>
      <p className={styles.lead}>What customer support reads about each release, before customers meet it.</p>
      <Tabs id="releases" shouldUnmountTabPanelOnChange>
        <TabList>
          {TABS.map(([status, title]) => (
            <Tab key={status}>{title}</Tab>
          ))}
          <Tab>Questions</Tab>
        </TabList>
        {TABS.map(([status]) => (
          <TabPanel key={status}>
            <ReleasesTab screen={screen} status={status} />
          </TabPanel>
        ))}
        <TabPanel>
          <Suspense fallback={<p role="status">Loading the questions …</p>}>
            <OpenQuestions screen={screen} />
          </Suspense>
        </TabPanel>
      </Tabs>
    </>
  );
};
