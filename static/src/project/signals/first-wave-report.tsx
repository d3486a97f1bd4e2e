import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Signals } from '../../../../src/api/report-calls';
import type { FirstWave } from '../../../../src/domain/first-wave';
import { TextArea } from '../../components/field';
import { copyText } from '../../forge/clipboard';
import { asPlainText, firstWaveReport, toTakeAlong } from './first-wave-text';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';
import { dayText, isRolledOut } from './signal-words';
import own from './signals.module.css';

/** What the first 72 hours told, to be read here and to be taken elsewhere. */
export const FirstWaveReport = (part: PanelPart & { signals: Signals; wave: FirstWave | null }) => (
  <>
    <h3 id="first-wave">First-wave report</h3>
    {part.wave === null ? <Before {...part} /> : <Report {...part} wave={part.wave} />}
  </>
);

/** The day for which customers' first step, else the release, is planned. */
const plannedDay = ({ view: { steps, release } }: PanelPart): string | null =>
  steps.find(({ entered, audience, plannedFor }) => entered === null && audience !== 'internal' && plannedFor !== null)
    ?.plannedFor ?? release.releaseDate;

const Before = (part: PanelPart) => {
  const day = plannedDay(part);
  return (
    <p>
      It tells of the first 72 hours with customers. They begin with the first rollout step beyond your own company, or
      when the release is released in Jira{day === null ? '' : `; as planned, on ${dayText(day)}`}.
    </p>
  );
};

const Report = ({ view, signals, wave }: PanelPart & { signals: Signals; wave: FirstWave }) => {
  /** The text, where the browser doesn't let the page copy it. */
  const [toCopy, setToCopy] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const texts = new Map(view.questions.map(({ id, text }) => [id, text]));
  const report = firstWaveReport(wave, {
    ...{ releaseName: view.release.name, document: view.document, isRolledOut: isRolledOut(view) },
    ...{ timeZone: signals.timeZone, now: signals.now },
    questionText: (id) => texts.get(id),
    cut: { bugs: signals.bugs.more, questions: signals.questions.more },
  });
  const takenAlong = toTakeAlong(report, signals.uncounted);
  const copy = async (text: string) => {
    const isCopied = await copyText(text);
    setToCopy(isCopied ? null : text);
    setSaid(
      isCopied
        ? 'Copied. It is for your own people.'
        : 'This browser doesn’t let the page copy. Select the text below and copy it by hand.',
    );
  };
  const copyMarkdown = async () => {
    const { writeReport } = await import('../../markdown/write-report'); // for the few who press it
    await copy(writeReport(takenAlong));
  };
  return (
    <>
      {report.intro.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <details className={styles.details}>
        <summary>Read it here</summary>
        {report.parts.map(({ title, lines }) => (
          <section key={title} aria-label={title} className={own.wave}>
            <h4>{title}</h4>
            <ul>
              {lines.map((line, nth) => (
                <li key={nth}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
      </details>
      <div className={styles.actions}>
        <Button onClick={() => void copy(asPlainText(takenAlong))}>Copy as text</Button>
        <Button onClick={() => void copyMarkdown()}>Copy as Markdown</Button>
        <span role="status">{said}</span>
      </div>
      {toCopy !== null && <TextArea label="The first-wave report" rows={8} value={toCopy} onChange={() => undefined} />}
    </>
  );
};
