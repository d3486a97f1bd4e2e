import { useEffect, useState, type ReactNode } from 'react';
import { moduleUrl, openModule } from '../forge/router';
import styles from './get-started.module.css';

/** Leads to a page of the app in a project, in a new tab; only words where this person has no such page. */
export const PlaceLink = ({
  moduleKey,
  projectKey,
  children,
}: {
  moduleKey: string;
  projectKey: string;
  children: ReactNode;
}) => {
  const [there, setThere] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void moduleUrl(moduleKey, projectKey).then((url) => {
      if (isCurrent) setThere(url !== null);
    });
    return () => {
      isCurrent = false;
    };
  }, [moduleKey, projectKey]);
  if (!there) return <>{children}</>;
  return (
    <button type="button" role="link" className={styles.link} onClick={() => void openModule(moduleKey, projectKey)}>
      {children}
    </button>
  );
};
