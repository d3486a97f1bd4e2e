import Button from '@atlaskit/button/new';
import type { Refusal, RefusalCode } from '../../../src/api/results';
import type { NeededField } from '../../../src/domain/needed-fields';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { REFUSAL_COPY } from '../components/refusal-copy';
import { PersonName } from '../components/person-name';
import { RefusalMessage } from '../components/refusal-message';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';
import { CopyText } from './copy-text';
import { SimilarMeanwhile } from './similar-meanwhile';
import type { Join } from './use-join';

/** Where no retry helps: what was typed is for handing on. */
const COPIED: readonly RefusalCode[] = [
  'not-allowed',
  'prepared-already',
  'prepared-gone',
  'filer-cannot-see',
  'target-gone',
  'refused-to-app',
  'jira-refused',
];

/** A filing in progress carries the moment of its start, which becomes words here. */
const inWords = (refusal: Refusal): Refusal =>
  refusal.code === 'filing-in-progress' && refusal.detail !== undefined
    ? { ...refusal, detail: `It was started ${momentText(refusal.detail)}.` }
    : refusal;

/** Why it wasn't filed, and the way on. `onRetry` takes the bugs that the person was told of now. */
export const Refused = ({
  refusal,
  siteUrl,
  needed,
  onRetry,
  join,
  text,
}: {
  refusal: Refusal;
  siteUrl: string;
  needed: readonly NeededField[];
  onRetry: (seen?: readonly string[]) => Promise<void>;
  /** Adds the ticket to the bug of somebody who was faster. */
  join: Join;
  /** What was typed, for who can't get it filed. */
  text: string;
}) => {
  const { code, filed, similar, fields = [] } = refusal;
  const nameOf = usePeople([filed?.by]);
  if (code === 'filed-meanwhile' && filed !== undefined) {
    const { title, next } = REFUSAL_COPY[code];
    return (
      <Message
        kind="warning"
        title={title}
        actions={<Button onClick={() => void onRetry([filed.id])}>File another one anyway</Button>}
      >
        <p>
          <PersonName accountId={filed.by} nameOf={nameOf} /> filed{' '}
          {filed.bugKey === null ? 'a bug' : <BugLink siteUrl={siteUrl} bugKey={filed.bugKey} />} {momentText(filed.at)}
          .{' '}
          {filed.bugKey === null
            ? 'You may not see it: ask them first. File another one only for another problem.'
            : next}
        </p>
      </Message>
    );
  }
  if (similar !== undefined) return <SimilarMeanwhile {...{ similar, siteUrl, join, onRetry }} />;
  const isNew = fields.some(({ path: [of, id] }) => of === 'values' && !needed.some((field) => field.id === id));
  return (
    <>
      <RefusalMessage refusal={inWords(refusal)} onRetry={() => void onRetry()} />
      {isNew && <p role="status">The project requires more since you opened this form. Close it and open it again.</p>}
      {COPIED.includes(code) && <CopyText text={text} />}
    </>
  );
};
