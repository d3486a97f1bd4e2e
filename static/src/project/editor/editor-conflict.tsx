import Button from '@atlaskit/button/new';
import type { Section } from '../../../../src/domain/document';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import type { Conflict } from './editor-draft';
import styles from '../project.module.css';
import { SectionText } from '../reading/section-text';

/** Where the keyboard goes: what is to be chosen stands above the form, and Save below it. */
export const CONFLICT = 'editor-conflict';

/** Says that someone saved meanwhile; where both changed a section, shows both texts and lets a person choose. */
export const EditorConflict = ({
  conflict,
  nameOf,
  choose,
}: {
  conflict: Conflict;
  nameOf: (accountId: string) => string | undefined;
  choose: (section: Section, side: 'mine' | 'theirs') => void;
}) => {
  const who = nameOf(conflict.by) ?? 'Someone';
  const saved = `${who} saved this handoff at ${momentText(conflict.at)}, while you were writing.`;
  if (conflict.sections.length === 0)
    return (
      <section id={CONFLICT} tabIndex={-1} aria-label="Merged">
        <Message kind="information" title="Merged">
          <p>
            {saved} You changed other sections, so both texts are together in the form now. Look at it, then press Save.
          </p>
        </Message>
      </section>
    );
  return (
    <section id={CONFLICT} tabIndex={-1} aria-label="Both of you changed this">
      <Message kind="warning" title="Both of you changed the same sections">
        <p>{saved} Nothing is lost. Choose for each section; you can still edit it in the form. Then press Save.</p>
      </Message>
      {conflict.sections.map((section) => (
        <section key={section} aria-label={`Conflict: ${SECTION_TITLES[section]}`}>
          <h3>{SECTION_TITLES[section]}</h3>
          <div className={`${styles.sides ?? ''} ${styles.texts ?? ''}`}>
            <div>
              <h4>
                Theirs, saved by <bdi>{who}</bdi> at {momentText(conflict.at)}
              </h4>
              <SectionText document={conflict.theirs} section={section} />
            </div>
            <div>
              <h4>Yours</h4>
              <SectionText document={conflict.mine} section={section} />
            </div>
          </div>
          <div className={styles.actions}>
            <Button
              isSelected={conflict.chosen[section] === 'mine'}
              aria-pressed={conflict.chosen[section] === 'mine'}
              onClick={() => choose(section, 'mine')}
            >
              Keep mine
            </Button>
            <Button
              isSelected={conflict.chosen[section] === 'theirs'}
              aria-pressed={conflict.chosen[section] === 'theirs'}
              onClick={() => choose(section, 'theirs')}
            >
              Take theirs
            </Button>
          </div>
        </section>
      ))}
    </section>
  );
};
