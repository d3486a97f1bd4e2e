import type { ReactNode } from 'react';
import type { HandoffDocument, Section } from '../../../../src/domain/document';
import { isWebAddress } from '../../../../src/domain/readiness';
import { openWebAddress } from '../../forge/router';
import styles from '../project.module.css';

const Unwritten = () => <p className={styles.unwritten}>Not written yet.</p>;

/** What a person wrote, as plain text with its own line breaks and direction. */
const Written = ({ text }: { text: string }) => (
  <p dir="auto" className={styles.written}>
    {text}
  </p>
);

const Term = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
const TextTerm = ({ name, text }: { name: string; text: string }) => (
  <Term name={name}>{text.trim() === '' ? <Unwritten /> : <Written text={text} />}</Term>
);

const HappyPath = ({ happyPath }: HandoffDocument) => (
  <ol>
    {happyPath.map((step) => (
      <li key={step.id}>
        <Written text={step.action} />
        {step.result.trim() !== '' && (
          <p className={styles.written}>
            <strong>They see:</strong> <bdi>{step.result}</bdi>
          </p>
        )}
      </li>
    ))}
  </ol>
);

const Limitations = ({ limitations }: HandoffDocument) =>
  limitations.items.length === 0 ? (
    <p className={styles.written}>
      None, because <bdi>{limitations.noneBecause}</bdi>
    </p>
  ) : (
    <ul>
      {limitations.items.map((item) => (
        <li key={item.id}>
          <Written text={item.limit} />
          <p className={styles.written}>
            <strong>Touches:</strong> <bdi>{item.whom}</bdi>
          </p>
          {item.workaround.trim() !== '' && (
            <p className={styles.written}>
              <strong>Workaround:</strong> <bdi>{item.workaround}</bdi>
            </p>
          )}
          {item.carriedFrom !== undefined && (
            <p className={styles.quiet}>
              Carried over from <bdi>{item.carriedFrom}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  );

const LikelyQuestions = ({ likelyQuestions }: HandoffDocument) => (
  <dl>
    {likelyQuestions.map((pair) => (
      <div key={pair.id}>
        <dt dir="auto">{pair.question}</dt>
        <dd>
          <Written text={pair.answer} />
          {pair.internalNote.trim() !== '' && (
            <aside className={styles.internal}>
              <strong>Internal note</strong>
              <Written text={pair.internalNote} />
            </aside>
          )}
        </dd>
      </div>
    ))}
  </dl>
);

const OUTCOMES = [
  ['bug', 'Counts as a bug'],
  ['featureRequest', 'Counts as a feature request'],
  ['workingAsIntended', 'Working as intended'],
] as const;

const EscalationPath = ({ escalation }: HandoffDocument) => (
  <dl>
    <TextTerm name="Support L1: how to look it up" text={escalation.lookUp} />
    <TextTerm name="Support L2: how to reproduce" text={escalation.reproduce} />
    <Term name="Support L3: where the bug is filed">
      {escalation.targetProject === null || escalation.issueType === null ? (
        <Unwritten />
      ) : (
        <p>
          <bdi>{escalation.targetProject.name}</bdi>, as <bdi>{escalation.issueType.name}</bdi>
        </p>
      )}
    </Term>
    <Term name="Chain label">
      <p>
        <code>{escalation.chainLabel}</code>
      </p>
    </Term>
    {OUTCOMES.map(([key, name]) => (
      <Term key={key} name={name}>
        {escalation[key].means.trim() === '' ? <Unwritten /> : <Written text={escalation[key].means} />}
        {escalation[key].tell.trim() !== '' && (
          <p className={styles.written}>
            <strong>Told:</strong> <bdi>{escalation[key].tell}</bdi>
          </p>
        )}
      </Term>
    ))}
  </dl>
);

const Dashboard = ({ dashboard }: HandoffDocument) => (
  <>
    {isWebAddress(dashboard.url) ? (
      <p>
        <a
          href={dashboard.url.trim()}
          dir="auto"
          onClick={(event) => {
            event.preventDefault();
            void openWebAddress(dashboard.url);
          }}
        >
          {dashboard.url.trim()}
        </a>
      </p>
    ) : (
      <Written text={dashboard.url} />
    )}
    <Written text={dashboard.watch} />
  </>
);

const isUnwritten: Record<Section, (document: HandoffDocument) => boolean> = {
  whatsNew: (d) => d.whatsNew.trim() === '',
  happyPath: (d) => d.happyPath.length === 0,
  limitations: (d) => d.limitations.items.length === 0 && d.limitations.noneBecause.trim() === '',
  likelyQuestions: (d) => d.likelyQuestions.length === 0,
  escalation: () => false, // says point by point what isn't written
  dashboard: (d) => d.dashboard.url.trim() === '' && d.dashboard.watch.trim() === '',
};

const TEXTS: Record<Section, (document: HandoffDocument) => ReactNode> = {
  whatsNew: (d) => <Written text={d.whatsNew} />,
  happyPath: HappyPath,
  limitations: Limitations,
  likelyQuestions: LikelyQuestions,
  escalation: EscalationPath,
  dashboard: Dashboard,
};

/** One section of a handoff, to read. */
export const SectionText = ({ document, section }: { document: HandoffDocument; section: Section }) =>
  isUnwritten[section](document) ? <Unwritten /> : <>{TEXTS[section](document)}</>;
