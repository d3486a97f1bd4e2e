import { signOffIsCurrent } from '../../../../src/domain/gate';
import type { Head } from '../../../../src/domain/head';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import { KEPT_INSIDE, PLACES, type PanelPart } from '../screen';
import { SinceSignOff } from '../revisions/since-sign-off';
import { SignOffForm } from './sign-off-form';

const verdict = (head: Head): string => {
  if (head.signOff === null) return '';
  if (head.signOff.kind === 'refused') return signOffIsCurrent(head) ? 'Refused' : 'Refused before the last change';
  return signOffIsCurrent(head) ? 'Signed' : 'Signed before the last change';
};

/** CS Lead signs, or refuses with a reason, one revision. */
export const SignOff = (part: PanelPart) => {
  const { view, nameOf } = part;
  const { head } = view;
  const signOff = head?.signOff ?? null;
  return (
    <ProcessSection id={PLACES.signOff} title="Sign-off">
      {head !== null && signOff !== null && (
        <p>
          {verdict(head)}: revision {signOff.revision}, by <PersonName accountId={signOff.by} nameOf={nameOf} />,{' '}
          {momentText(signOff.at)}
        </p>
      )}
      {signOff?.kind === 'refused' &&
        (signOff.reason === '' ? (
          <p className={styles.quiet}>{KEPT_INSIDE}</p>
        ) : (
          <blockquote dir="auto" className={styles.written}>
            {signOff.reason}
          </blockquote>
        ))}
      {head !== null && signOff !== null && signOff.revision < head.revision && (
        <SinceSignOff key={signOff.revision} {...part} head={head} signOff={signOff} />
      )}
      {head === null ? (
        <p>There is nothing to sign yet: the handoff is not started.</p>
      ) : (
        <SignOffForm {...part} head={head} />
      )}
    </ProcessSection>
  );
};
