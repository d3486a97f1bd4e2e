import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import type { Section } from '../../../src/domain/document';
import { EscalationPath } from './escalation-path';
import styles from './issue.module.css';
import { OfHandoff } from './saying';
import { ANSWERING, SectionBody } from './section-body';

const Said = ({ document, section }: { document: TicketHandoff['document']; section: Section }) => {
  const answering = ANSWERING.find((one) => one === section);
  if (answering !== undefined) return <SectionBody document={document} section={answering} />;
  if (section === 'escalation') return <EscalationPath escalation={document.escalation} />;
  return (
    <p dir="auto" className={styles.text}>
      {document.dashboard.watch}
    </p>
  );
};

/** The section that answers a question, read where it was asked. */
export const GivenAnswer = ({
  handoff,
  section,
  revision,
}: {
  handoff: TicketHandoff;
  section: Section;
  /** The one that answered it; the section may have changed since. */
  revision: number;
}) => {
  const [isOpen, setOpen] = useState(false);
  const { document, head } = handoff;
  return (
    <>
      <Button spacing="compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide the answer' : 'Read the answer'}
      </Button>
      {isOpen && head.revision > revision && <p className={styles.why}>As it is now, in revision {head.revision}.</p>}
      {isOpen && (
        <OfHandoff value={handoff}>
          <Said document={document} section={section} />
        </OfHandoff>
      )}
    </>
  );
};
