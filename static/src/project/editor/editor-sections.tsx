import type { ReactNode } from 'react';
import type { Head } from '../../../../src/domain/head';
import type { HandoffDocument, Section } from '../../../../src/domain/document';
import { EditorArea, EditorLine } from './editor-fields';
import { EditorEscalation } from './editor-escalation';
import { ItemList } from './item-list';
import styles from '../project.module.css';

export type SectionForm = (props: {
  document: HandoffDocument;
  head: Head | null;
  change: (part: Partial<HandoffDocument>) => void;
}) => ReactNode;

const WhatsNew: SectionForm = ({ document, change }) => (
  <EditorArea
    id="f-whatsNew"
    label="What's new"
    help="One paragraph, as you would say it to a customer."
    path={['whatsNew']}
    value={document.whatsNew}
    onChange={(whatsNew) => change({ whatsNew })}
  />
);

const HappyPath: SectionForm = ({ document, change }) => (
  <ItemList
    noun="step"
    items={document.happyPath}
    onChange={(happyPath) => change({ happyPath })}
    make={(id) => ({ id, action: '', result: '' })}
    firstField={(id) => `f-${id}-action`}
  >
    {(step, at, changeStep) => (
      <>
        <EditorArea
          id={`f-${step.id}-action`}
          label={`Step ${at + 1}: who does what`}
          path={['happyPath', at, 'action']}
          value={step.action}
          onChange={(action) => changeStep({ action })}
        />
        <EditorArea
          id={`f-${step.id}-result`}
          label={`Step ${at + 1}: what they see`}
          path={['happyPath', at, 'result']}
          value={step.result}
          onChange={(result) => changeStep({ result })}
        />
      </>
    )}
  </ItemList>
);

const Limitations: SectionForm = ({ document, change }) => {
  const { limitations } = document;
  return (
    <>
      <ItemList
        noun="limitation"
        items={limitations.items}
        onChange={(items) => change({ limitations: { ...limitations, items } })}
        make={(id) => ({ id, limit: '', whom: '', workaround: '' })}
        firstField={(id) => `f-${id}-limit`}
      >
        {(item, at, changeItem) => (
          <>
            {item.carriedFrom !== undefined && (
              <p className={styles.quiet}>
                Carried over from <bdi>{item.carriedFrom}</bdi>. Remove it if it no longer holds.
              </p>
            )}
            <EditorArea
              id={`f-${item.id}-limit`}
              label={`Limitation ${at + 1}`}
              path={['limitations', 'items', at, 'limit']}
              value={item.limit}
              onChange={(limit) => changeItem({ limit })}
            />
            <EditorLine
              id={`f-${item.id}-whom`}
              label={`Limitation ${at + 1}: whom it touches`}
              path={['limitations', 'items', at, 'whom']}
              value={item.whom}
              onChange={(whom) => changeItem({ whom })}
            />
            <EditorArea
              id={`f-${item.id}-workaround`}
              label={`Limitation ${at + 1}: workaround`}
              help="Optional."
              path={['limitations', 'items', at, 'workaround']}
              value={item.workaround}
              onChange={(workaround) => changeItem({ workaround })}
            />
          </>
        )}
      </ItemList>
      {(limitations.items.length === 0 || limitations.noneBecause !== '') && (
        <EditorArea
          id="f-noneBecause"
          label="None, because"
          help="Only when there is no limitation: say why."
          path={['limitations', 'noneBecause']}
          value={limitations.noneBecause}
          onChange={(noneBecause) => change({ limitations: { ...limitations, noneBecause } })}
        />
      )}
    </>
  );
};

const LikelyQuestions: SectionForm = ({ document, change }) => (
  <ItemList
    noun="question"
    items={document.likelyQuestions}
    onChange={(likelyQuestions) => change({ likelyQuestions })}
    make={(id) => ({ id, question: '', answer: '', internalNote: '' })}
    firstField={(id) => `f-${id}-question`}
  >
    {(pair, at, changePair) => (
      <>
        <EditorArea
          id={`f-${pair.id}-question`}
          label={`Question ${at + 1}`}
          path={['likelyQuestions', at, 'question']}
          value={pair.question}
          onChange={(question) => changePair({ question })}
        />
        <EditorArea
          id={`f-${pair.id}-answer`}
          label={`Answer ${at + 1} (say to the customer)`}
          path={['likelyQuestions', at, 'answer']}
          value={pair.answer}
          onChange={(answer) => changePair({ answer })}
        />
        <EditorArea
          id={`f-${pair.id}-note`}
          label={`Internal note ${at + 1}`}
          help="Optional. Never copied to a customer."
          path={['likelyQuestions', at, 'internalNote']}
          value={pair.internalNote}
          onChange={(internalNote) => changePair({ internalNote })}
        />
      </>
    )}
  </ItemList>
);

const Dashboard: SectionForm = ({ document, change }) => {
  const { dashboard } = document;
  return (
    <>
      <EditorLine
        id="f-url"
        label="Dashboard address"
        help="Begins with https:// or http://"
        path={['dashboard', 'url']}
        value={dashboard.url}
        onChange={(url) => change({ dashboard: { ...dashboard, url } })}
      />
      <EditorArea
        id="f-watch"
        label="What to watch"
        path={['dashboard', 'watch']}
        value={dashboard.watch}
        onChange={(watch) => change({ dashboard: { ...dashboard, watch } })}
      />
    </>
  );
};

export const SECTION_FORMS: Record<Section, SectionForm> = {
  whatsNew: WhatsNew,
  happyPath: HappyPath,
  limitations: Limitations,
  likelyQuestions: LikelyQuestions,
  escalation: EditorEscalation,
  dashboard: Dashboard,
};
