import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../../src/api/calls';
import type { HandoffView } from '../../../../src/api/panel-calls';
import { sameContent, type HandoffDocument } from '../../../../src/domain/document';
import { fromPrevious, fromTemplate, lightStart } from '../../../../src/domain/starting';
import { plural } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { RefusalMessage } from '../../components/refusal-message';
import { useReading } from '../../components/use-reading';
import { call } from '../call';
import styles from '../project.module.css';
import { placeInForm, sectionPlace } from '../screen';

type Starts = CallOutput<'offerStarts'>;
type Way = { readonly label: string; readonly document: HandoffDocument; readonly then: string };

const carriedText = ({ limitations }: HandoffDocument): string =>
  limitations.items.length === 0
    ? 'It had no limitation to carry over.'
    : `${plural(limitations.items.length, 'limitation was', 'limitations were')} carried over: remove what no longer holds.`;

const waysOf = ({ previous, template }: Starts, begin: HandoffDocument): Way[] => {
  const label = begin.escalation.chainLabel;
  const [nearest] = previous;
  const light = lightStart(nearest ?? null, begin, () => crypto.randomUUID());
  return [
    ...previous.map((one): Way => {
      const document = fromPrevious(one, label);
      const then = `${carriedText(document)} Escalation path and dashboard came along.`;
      return { label: `From ${one.releaseName}`, document, then };
    }),
    ...(template === null
      ? []
      : [
          {
            label: 'From the project’s template',
            document: fromTemplate({ document: template }, label),
            then: 'Replace what belongs to another release.',
          },
        ]),
    {
      label: 'Light, for a patch release',
      document: light,
      then: 'One step and three questions are there to fill in; the gate asks for the same sections as always.',
    },
  ];
};

/** Before anything is typed: what a new handoff can begin with. Nothing is kept of it before the PO saves. */
export const StartBox = ({
  view,
  document,
  set,
}: {
  view: HandoffView;
  document: HandoffDocument;
  set: (document: HandoffDocument) => void;
}) => {
  const releaseId = view.release.id;
  const { value, refusal, reload } = useReading(useCallback(() => call('offerStarts', { releaseId }), [releaseId]));
  const [begun, setBegun] = useState<Way | null>(null);
  const begin = view.document;
  const start = (way: Way | null) => {
    setBegun(way);
    set(way?.document ?? begin);
    focusOn(way === null ? '#start-box' : placeInForm(sectionPlace('whatsNew')));
  };
  if (begun !== null)
    return (
      <Message kind="information" title={begun.label}>
        <p dir="auto">{begun.then}</p>
        {sameContent(document, begun.document) && (
          <Button spacing="compact" onClick={() => start(null)}>
            Begin with nothing instead
          </Button>
        )}
      </Message>
    );
  if (!sameContent(document, begin)) return null;
  return (
    <section className={styles.item} aria-labelledby="start-box">
      <h2 id="start-box" tabIndex={-1} className={styles.boxTitle}>
        Begin with
      </h2>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      {value === null && refusal === null && <p role="status">Looking for earlier handoffs …</p>}
      {value !== null && (
        <>
          <p className={styles.quiet}>
            {value.previous.length === 0
              ? 'No release of this project has been handed over yet; from the second one on you can go on from the last.'
              : 'Known limitations hold until somebody takes them out: they come along, marked with their release.'}
          </p>
          <div className={styles.actions}>
            {waysOf(value, begin).map((way) => (
              <Button key={way.label} onClick={() => start(way)}>
                <bdi>{way.label}</bdi>
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
};
