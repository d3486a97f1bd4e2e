import { useEffect, useId, useState, type ReactNode } from 'react';
import type { FieldProblem } from '../../../src/api/results';
import { MOST_BYTES, MOST_CARRIED, type Carry } from '../../../src/domain/carried';
import type { CarriedComment } from '../../../src/domain/carried-comments';
import { oneLine } from '../../../src/domain/wording';
import componentStyles from '../components/components.module.css';
import { Lozenge } from '../components/lozenge';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { MOST_OFFERED, readParts, type OfferedAttachment, type Parts } from '../forge/ticket-parts';
import styles from './file-bug.module.css';
import { sizeText } from './size-text';

/** So much of a comment is shown to choose by. */
const SHOWN = 160;

const PROBLEMS: Partial<Record<FieldProblem['problem'], string>> = {
  'not-valid': 'It is gone, or you may not see it any more. Leave it out.',
  'too-long':
    'With it the text on the bug gets longer than Jira’s 32,767 characters. Leave it out, or shorten the texts.',
};

/** What a ticket has, as Jira tells the person; costs no invocation. `null`: Jira didn't say. */
const useParts = (ticketId: string): Parts | null | undefined => {
  const [parts, setParts] = useState<Parts | null>();
  useEffect(() => {
    let isCurrent = true;
    void readParts(ticketId).then((read) => {
      if (isCurrent) setParts(read ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [ticketId]);
  return parts;
};

/** Attachments and comments of the ticket, chosen one by one. Nothing is chosen before somebody does. */
export const Carried = ({
  ticketId,
  target,
  carry,
  onChange,
  problem,
}: {
  ticketId: string;
  /** Name of the project that the bug goes to. */
  target: string;
  carry: Carry;
  onChange: (carry: Carry) => void;
  problem: (commentId: string) => FieldProblem['problem'] | undefined;
}) => {
  const parts = useParts(ticketId);
  if (parts === undefined) return <p role="status">Looking at the ticket’s attachments and comments …</p>;
  if (parts === null)
    return (
      <p role="status">Jira doesn’t tell the ticket’s attachments and comments just now. You can go on without them.</p>
    );
  const { attachments, comments, hasOlder } = parts;
  const gone = (ids: readonly string[], there: readonly { readonly id: string }[]) =>
    ids.filter((id) => !there.some((one) => one.id === id));
  const [goneFiles, goneComments] = [gone(carry.attachments, attachments), gone(carry.comments, comments)];
  if (attachments.length + comments.length + goneFiles.length + goneComments.length === 0) return null;
  const toggle = (kind: keyof Carry, id: string) => (isChosen: boolean) =>
    onChange({ ...carry, [kind]: isChosen ? [...carry[kind], id] : carry[kind].filter((one) => one !== id) });
  const part = (kind: keyof Carry, id: string) => ({
    isChosen: carry[kind].includes(id),
    isFull: carry[kind].length >= MOST_CARRIED,
    onChange: toggle(kind, id),
  });
  const chosenFiles = attachments.filter(({ id }) => carry.attachments.includes(id));
  const bytes = chosenFiles.reduce((sum, { size }) => sum + size, 0);
  const internal = comments.filter(({ id, isInternal }) => isInternal && carry.comments.includes(id)).length;
  return (
    <section aria-labelledby="carried">
      <h2 id="carried" className={styles.heading}>
        From the ticket
      </h2>
      <p className={componentStyles.help}>
        What you choose comes along to the bug, where everyone who sees the bug in <bdi>{target}</bdi> can read it.
      </p>
      {(attachments.length > 0 || goneFiles.length > 0) && (
        <fieldset className={styles.choices}>
          <legend>Attachments</legend>
          {attachments.map((file) => (
            <FilePart key={file.id} file={file} {...part('attachments', file.id)} />
          ))}
          {goneFiles.map((id) => (
            <ChosenPart key={id} {...part('attachments', id)} label="An attachment that is gone" />
          ))}
        </fieldset>
      )}
      {chosenFiles.length > 0 && (
        <p role="status" className={componentStyles.help}>
          {chosenFiles.length} chosen, {sizeText(bytes)} in all, carried once the bug is there.
        </p>
      )}
      {(comments.length > 0 || goneComments.length > 0) && (
        <fieldset className={styles.choices}>
          <legend>Comments</legend>
          {comments.map((comment) => (
            <CommentPart
              key={comment.id}
              comment={comment}
              {...part('comments', comment.id)}
              problem={PROBLEMS[problem(comment.id) ?? 'missing']}
            />
          ))}
          {goneComments.map((id) => (
            <ChosenPart
              key={id}
              {...part('comments', id)}
              label={hasOlder ? 'A comment that is older, or gone' : 'A comment that is gone'}
              problem={PROBLEMS[problem(id) ?? 'missing']}
            />
          ))}
        </fieldset>
      )}
      {hasOlder && <p className={componentStyles.help}>The newest {MOST_OFFERED} comments are offered.</p>}
      {internal > 0 && (
        <Message
          kind="warning"
          title={internal === 1 ? 'An internal comment is chosen' : 'Internal comments are chosen'}
        >
          <p>
            It was written for your team. Everyone who sees the bug in <bdi>{target}</bdi> will be able to read it,
            marked as internal.
          </p>
        </Message>
      )}
    </section>
  );
};

type Choice = { isChosen: boolean; isFull: boolean; onChange: (isChosen: boolean) => void };

const ChosenPart = ({
  label,
  help,
  problem,
  isChosen,
  isFull,
  onChange,
}: Choice & { label: ReactNode; help?: ReactNode; problem?: string | undefined }) => {
  const id = useId();
  const why = problem ?? (isFull && !isChosen ? `At most ${MOST_CARRIED} can come along.` : undefined);
  const isDescribed = help !== undefined || why !== undefined;
  return (
    <div className={componentStyles.check}>
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        disabled={isFull && !isChosen}
        aria-invalid={problem !== undefined}
        aria-describedby={isDescribed ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className={styles.part}>
        <label htmlFor={id}>{label}</label>
        {isDescribed && (
          <div id={`${id}-note`}>
            {why !== undefined && <p className={componentStyles.problem}>{why}</p>}
            {help !== undefined && (
              <p className={componentStyles.help} dir="auto">
                {help}
              </p>
            )}
          </div>
        )}
      </div>
    </div>
  );
};

/** One that is too large can't be chosen, and says why and what to do. */
const FilePart = ({ file: { filename, size }, ...choice }: Choice & { file: OfferedAttachment }) => {
  const label = (
    <>
      <bdi>{filename}</bdi> <span className={styles.size}>({sizeText(size)})</span>
    </>
  );
  if (size <= MOST_BYTES || choice.isChosen) return <ChosenPart {...choice} label={label} />;
  return (
    <div className={styles.tooLarge}>
      <p>{label}</p>
      <p className={componentStyles.help}>
        Larger than {sizeText(MOST_BYTES)}, which is the most that can come along. Attach it to the bug yourself.
      </p>
    </div>
  );
};

const CommentPart = ({
  comment: { author, at, isInternal, text },
  ...choice
}: Choice & { comment: CarriedComment; problem: string | undefined }) => (
  <ChosenPart
    {...choice}
    label={
      <>
        <bdi>{author}</bdi>, {momentText(at)} {isInternal && <Lozenge colour="yellow">Internal</Lozenge>}
      </>
    }
    help={text === '' ? 'Without words' : oneLine(text, SHOWN)}
  />
);
