import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Head, Session } from '../../../../src/domain/head';
import { SECTIONS, type Section } from '../../../../src/domain/document';
import { plural, SECTION_TITLES } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { placesIn, placeText } from '../../components/place-text';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { hasDraft } from '../../components/use-draft';
import { usePeople } from '../../forge/people';
import { flag } from '../../forge/flags';
import { releasePath } from '../../forge/router';
import { AskField } from './ask-field';
import { endDraft, EndWalkthrough, MINUTES } from './end-walkthrough';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import { PLACES, walkthroughPath, type PanelPart } from '../screen';
import { SectionText } from '../reading/section-text';
import { sharpQuestionsText } from './sharp-questions';
import { useFollow } from './use-follow';
import { useOutbox } from './use-outbox';
import own from './walkthrough.module.css';

const END = 'end-walkthrough';

/** A walkthrough that is under way: the handoff section by section, and what is asked of it, by all who take part. */
export const LiveWalkthrough = ({
  head,
  session,
  at,
  ...part
}: PanelPart & { head: Head; session: Session; /** The section that is read. */ at: string }) => {
  const { screen, view, reload } = part;
  const { router } = screen;
  const releaseId = view.release.id;
  const { news, refusal, look } = useFollow(releaseId, screen.project.id, head.facts);
  const outbox = useOutbox(screen.accountId, releaseId, look);
  const [isEnding, setEnding] = useState(() => hasDraft(endDraft(screen.accountId, session.id)));
  const questions = news !== null && news.facts >= head.facts ? news.questions : view.questions;
  const known = new Set(questions.map(({ id }) => id));
  const arriving = outbox.sent.filter(({ id }) => !known.has(id));
  const all = [
    ...questions.map(({ id, text, place, askedBy, askedAt }) => ({ id, text, place, askedBy, askedAt })),
    ...arriving.map(({ id, text, place }) => ({ id, text, place, askedBy: screen.accountId, askedAt: '~' })),
  ].toSorted((a, b) => b.askedAt.localeCompare(a.askedAt)); // beside the field is what is new
  const { started } = session;
  // Who asked earlier, or from a ticket, need not be here.
  const askedHere = questions.filter(({ ticket, askedAt }) => ticket === null && askedAt >= (started?.at ?? ''));
  const nameOf = usePeople([...session.people, ...all.map(({ askedBy }) => askedBy)]);

  const isLeft = useRef(false); // by who ended it, and by the news of that
  const leave = useCallback(async () => {
    if (isLeft.current) return;
    isLeft.current = true;
    flag('The walkthrough is over');
    await reload();
    router.replace(releasePath(releaseId));
    focusOn(`#${PLACES.walkthrough}`);
  }, [reload, router, releaseId]);
  const isOver = news !== null && news.facts > head.facts && news.session?.id !== session.id;
  useEffect(() => {
    if (isOver) void leave();
  }, [isOver, leave]);

  const nth = Math.max(0, SECTIONS.indexOf(at as Section));
  const section = SECTIONS[nth] ?? 'whatsNew';
  const go = (to: Section | undefined) => {
    if (to !== undefined) router.replace(walkthroughPath(releaseId, to));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    go(SECTIONS[nth + step]);
  };
  const countIn = (name: Section | undefined) => all.filter(({ place }) => place?.section === name).length;
  const newest = Math.max(head.revision, news?.revision ?? 0);
  return (
    <div className={own.live} onKeyDown={onKeyDown}>
      <PageLink router={router} to={releasePath(releaseId)}>
        Back to the handoff
      </PageLink>
      <header>
        <h1 id={PLACES.top} tabIndex={-1}>
          Walkthrough of <bdi>{view.release.name}</bdi>
        </h1>
        <p className={styles.quiet}>
          {started !== null && `Revision ${started.revision} is read, since ${momentText(started.at)}. `}
          {started !== null && started.revision < head.revision && `You see revision ${head.revision}. `}
          {sharpQuestionsText(view, questions)}.
        </p>
      </header>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void look()} />}
      {newest > head.revision && (
        <Message
          kind="information"
          actions={
            <Button spacing="compact" onClick={() => void reload()}>
              Show revision {newest}
            </Button>
          }
        >
          <p>Somebody saved revision {newest} meanwhile.</p>
        </Message>
      )}
      <nav aria-label="Sections">
        <ol className={own.steps}>
          {SECTIONS.map((name) => (
            <li key={name}>
              <Button
                spacing="compact"
                isSelected={name === section}
                aria-current={name === section ? 'step' : undefined}
                onClick={() => go(name)}
              >
                {SECTION_TITLES[name]} ({countIn(name)})
              </Button>
            </li>
          ))}
        </ol>
      </nav>
      {/* One that scrolls must be reached by the keyboard. */}
      <section className={own.text} aria-labelledby="walk-section" tabIndex={0}>
        <div role="status">
          <h2 id="walk-section">
            {nth + 1} of {SECTIONS.length}: {SECTION_TITLES[section]}
          </h2>
        </div>
        <SectionText document={view.document} section={section} />
      </section>
      <div className={styles.actions}>
        <Button isDisabled={nth === 0} onClick={() => go(SECTIONS[nth - 1])}>
          Previous section
        </Button>
        <Button isDisabled={nth === SECTIONS.length - 1} onClick={() => go(SECTIONS[nth + 1])}>
          Next section
        </Button>
        <span className={styles.quiet}>Alt+↓ and Alt+↑ do the same from anywhere here.</span>
      </div>
      <AskField {...part} outbox={outbox} places={placesIn(view.document, section)} isFirst />
      <section aria-label={`Questions about ${SECTION_TITLES[section]}`}>
        <h2>{plural(countIn(section), 'question', 'questions')} here</h2>
        <ul className={styles.plainList}>
          {all
            .filter(({ place }) => place?.section === section)
            .map(({ id, text, place, askedBy }) => (
              <li key={id} className={styles.item}>
                <p dir="auto" className={styles.written}>
                  {text}
                </p>
                <p className={styles.quiet}>
                  <PersonName accountId={askedBy} nameOf={nameOf} />
                  {typeof place?.itemId === 'string' && (
                    <>
                      , about <bdi>{placeText(view.document, place)}</bdi>
                    </>
                  )}
                </p>
              </li>
            ))}
        </ul>
        {countIn(undefined) > 0 && (
          <p className={styles.quiet}>
            {plural(countIn(undefined), 'question is', 'questions are')} about the handoff as a whole, and in its list
            of questions.
          </p>
        )}
      </section>
      {isEnding ? (
        <EndWalkthrough
          {...part}
          session={session}
          askers={askedHere.map(({ askedBy }) => askedBy)}
          ended={leave}
          goOn={() => {
            setEnding(false);
            focusOn(`#${END}`);
          }}
        />
      ) : (
        <div className={styles.actions}>
          <Button
            id={END}
            onClick={() => {
              setEnding(true);
              focusOn(`#${MINUTES}`);
            }}
          >
            End the walkthrough
          </Button>
        </div>
      )}
    </div>
  );
};
