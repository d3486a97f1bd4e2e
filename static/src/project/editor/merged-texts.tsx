import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { HandoffView } from '../../../../src/api/panel-calls';
import { SECTIONS, sameContent } from '../../../../src/domain/document';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { Message } from '../../components/message';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';
import { SectionText } from '../reading/section-text';

/** After a merge of releases: both texts where they differ, and the PO's choice. */
export const MergedTexts = (part: PanelPart) => (
  <>
    {part.view.mergedTexts.map((merged) => (
      <MergedText key={merged.handoffId} {...part} merged={merged} />
    ))}
  </>
);

const MergedText = ({ view, reload, merged }: PanelPart & { merged: HandoffView['mergedTexts'][number] }) => {
  const { handoffId, releaseName, document } = merged;
  const releaseId = view.release.id;
  const revision = view.head?.revision ?? 0;
  const settle = useAction(
    useCallback(
      (keep: 'this' | 'that') => call('settleMerge', { releaseId, handoffId, keep, revision }),
      [releaseId, handoffId, revision],
    ),
    useCallback(async () => {
      flag('Chosen; the other text stays on record');
      await reload();
    }, [reload]),
    `#${PLACES.top}`,
  );
  const different = SECTIONS.filter((section) => !sameContent(document[section], view.document[section]));
  const title = `merged-${handoffId}`;
  return (
    <section aria-labelledby={title}>
      <Message kind="warning">
        <h2 id={title} className={styles.boxTitle}>
          Which text stays?
        </h2>
        <p>
          The release <bdi>{releaseName}</bdi> was merged into this one, and both had a handoff. Nothing is lost: the
          one that isn’t chosen stays on record.
          {!view.rights.write && ' Who writes this handoff chooses.'}
        </p>
        {view.rights.write && (
          <div className={styles.actions}>
            <Button isLoading={settle.isRunning} onClick={() => void settle.run('this')}>
              Keep the text here
            </Button>
            <Button isLoading={settle.isRunning} onClick={() => void settle.run('that')}>
              Take the text of <bdi>{releaseName}</bdi>
            </Button>
          </div>
        )}
      </Message>
      {settle.refusal !== null && <RefusalMessage refusal={settle.refusal} onRetry={() => void reload()} />}
      {different.length === 0 && <p>Both texts are the same.</p>}
      {different.map((section) => (
        <section key={section} aria-label={`Both texts: ${SECTION_TITLES[section]}`}>
          <h3>{SECTION_TITLES[section]}</h3>
          <div className={`${styles.sides ?? ''} ${styles.texts ?? ''}`}>
            <div>
              <h4>Here</h4>
              <SectionText document={view.document} section={section} />
            </div>
            <div>
              <h4>
                Of <bdi>{releaseName}</bdi>
              </h4>
              <SectionText document={document} section={section} />
            </div>
          </div>
        </section>
      ))}
    </section>
  );
};
