import { useId, useState } from 'react';
import ChevronDownIcon from '@atlaskit/icon/core/chevron-down';
import ChevronRightIcon from '@atlaskit/icon/core/chevron-right';
import type { InstalledModule } from '../../contracts';
import { AppFrame } from '../site/app-frame';
import { manifestText } from '../site/session';
import styles from '../site/site.module.css';

interface ContextPanelProps {
  readonly module: InstalledModule;
  readonly extension: Readonly<Record<string, unknown>>;
  readonly refresh: () => void;
}

/** A `jira:issueContext`: a panel below the details that remembers whether the person left it open. */
export function ContextPanel({ module, extension, refresh }: ContextPanelProps) {
  const stored = `host.panel.${module.key}`;
  const [open, setOpen] = useState(() => localStorage.getItem(stored) !== 'closed');
  const bodyId = useId();
  const toggle = () => {
    localStorage.setItem(stored, open ? 'closed' : 'open');
    setOpen(!open);
  };
  const Icon = open ? ChevronDownIcon : ChevronRightIcon;
  return (
    <section className={styles.box}>
      <h2 className={styles.boxTitle}>
        <button type="button" aria-expanded={open} aria-controls={bodyId} onClick={toggle}>
          <Icon label="" />
          {manifestText(module.manifest.label, module.title)}
        </button>
      </h2>
      <div id={bodyId} hidden={!open} className={styles.boxBody}>
        {open && (
          <AppFrame module={module} extension={extension} title={module.title} height="content" refresh={refresh} />
        )}
      </div>
    </section>
  );
}
