import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { ChangedBetween } from './changed-between';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** What changed from one revision to another, behind a button, since it has to be read first. */
export const ChangedSince = ({
  screen,
  view,
  from,
  to,
  isOpenAtFirst = false,
}: Pick<PanelPart, 'screen' | 'view'> & { from: number; to: number; isOpenAtFirst?: boolean }) => {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <div>
      <div className={styles.actions}>
        <Button spacing="compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'} what changed since revision {from}
        </Button>
      </div>
      {isOpen && (
        <section aria-label={`What changed since revision ${from}`} className={styles.changes}>
          <ChangedBetween releaseId={view.release.id} throughProjectId={screen.project.id} from={from} to={to} />
        </section>
      )}
    </div>
  );
};
