import type { HandoffView } from '../../../../src/api/panel-calls';
import { SECTIONS } from '../../../../src/domain/document';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import styles from '../project.module.css';
import { sectionPlace } from '../screen';
import { SectionText } from './section-text';

/** The handoff as one reads and prints it: six sections in their order, no control among them. */
export const Reader = ({ view }: { view: HandoffView }) => (
  <article aria-label="Handoff" className={styles.reader}>
    {SECTIONS.map((section) => (
      <section key={section} aria-labelledby={`${section}-title`}>
        <h2 id={`${section}-title`}>
          <span id={sectionPlace(section)} tabIndex={-1}>
            {SECTION_TITLES[section]}
          </span>
        </h2>
        <SectionText document={view.document} section={section} />
      </section>
    ))}
  </article>
);
