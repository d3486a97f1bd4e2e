import Form from '@atlaskit/form';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../../../src/api/calls';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { refuse, type Refusal, type Result } from '../../../../src/api/results';
import { documentBytes, LIMITS, SECTIONS, sameContent, type HandoffDocument } from '../../../../src/domain/document';
import { adviceOn, missingParts, type Advice } from '../../../../src/domain/readiness';
import { LACK_TEXTS, SECTION_TITLES } from '../../../../src/domain/wording';
import { focusOn } from '../../components/focus';
import { Message } from '../../components/message';
import { problemAt } from '../../components/refusal-copy';
import { NotKept } from '../../components/not-kept';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { usePeople } from '../../forge/people';
import { CONFLICT, EditorConflict } from './editor-conflict';
import { afterSave, choose, editorDraftSchema, rebase, startDraft, undecided, type EditorDraft } from './editor-draft';
import { FieldProblems } from './editor-fields';
import { SECTION_FORMS } from './editor-sections';
import styles from '../project.module.css';
import { MarkdownIn } from './markdown-in';
import { SaveBar } from './save-bar';
import { sectionPlace, type PanelPart } from '../screen';

// Used once in a handoff's life.
const StartBox = lazy(async () => ({ default: (await import('./start-box')).StartBox }));

const ADVICE: Record<Advice, readonly [section: string, text: string]> = {
  'engineering-speak': ['whatsNew', 'This reads like engineering. Would a customer say it so?'],
  'more-than-five-questions': ['likelyQuestions', 'More than five questions: keep the ones that will really come.'],
};

type Saved = CallOutput<'saveHandoff'> & { readonly sent: HandoffDocument };

/** The form in which a handoff is written. What is typed is a draft of this browser until it is saved as a revision. */
export const Editor = ({ screen, view, nameOf: known, reload, close }: PanelPart & { close: () => void }) => {
  const releaseId = view.release.id;
  const [start] = useState(() => startDraft(view));
  const draft = useDraft(draftKey(screen.accountId, 'handoff', releaseId), editorDraftSchema, start);
  const { value, set, clear } = draft;
  const { document } = value;
  const latest = useRef(value); // one may go on typing while a save is under way
  useEffect(() => {
    latest.current = value;
  });
  const theirName = usePeople([value.conflict?.by]);
  const nameOf = (accountId: string) => theirName(accountId) ?? known(accountId);

  const save = useAction(
    useCallback(
      async (form: EditorDraft): Promise<Result<Saved>> => {
        const input = parseInput(panelCalls.saveHandoff.input, {
          releaseId,
          expectedRevision: form.baseRevision,
          document: form.document,
          note: form.note,
          minor: form.minor,
        });
        if (!input.ok) return input;
        if (documentBytes(form.document) > LIMITS.documentBytes) return refuse('too-large');
        const result = await call('saveHandoff', input.value);
        return result.ok ? { ok: true, value: { ...result.value, sent: form.document } } : result;
      },
      [releaseId],
    ),
    useCallback(
      async (saved: Saved) => {
        const { revision } = saved.head;
        if (saved.outcome === 'conflict') {
          const { theirs, base, by, at } = saved;
          set(rebase(latest.current, { document: theirs, base, revision, by, at }));
          focusOn(`#${CONFLICT}`);
          return;
        }
        const next = afterSave(latest.current, saved.sent, revision);
        if (sameContent(next.document, next.base)) clear(next);
        else set(next);
        flag(`Saved as revision ${revision}`);
        await reload();
      },
      [clear, reload, set],
    ),
  );

  const [isUndecided, setUndecided] = useState(false);
  const submit = () => {
    const open = undecided(value).length > 0;
    setUndecided(open);
    if (!open) void save.run(value);
  };
  useFocusOnProblem(save.refusal);

  const missing = missingParts(document);
  const advice = adviceOn(document).map((each) => ADVICE[each]);
  const change = (part: Partial<HandoffDocument>) => set({ ...value, document: { ...document, ...part } });
  const restored = !sameContent(document, value.base) || value.note !== '' ? draft.restoredAt : null;
  return (
    <FieldProblems.Provider value={save.refusal?.fields ?? []}>
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={restored} discard={() => clear(startDraft(view))} />
      <Form onSubmit={submit}>
        {({ formProps }) => (
          <form {...formProps} className={styles.editor} data-editor="" aria-label="Handoff" noValidate>
            {value.conflict !== null && (
              <EditorConflict
                conflict={value.conflict}
                nameOf={nameOf}
                choose={(section, side) => {
                  setUndecided(false);
                  set(choose(value, section, side));
                }}
              />
            )}
            {view.head === null && (
              <Suspense fallback={<p role="status">Looking for earlier handoffs …</p>}>
                <StartBox view={view} document={document} set={(begun) => set({ ...value, document: begun })} />
              </Suspense>
            )}
            <MarkdownIn
              draft={draftKey(screen.accountId, 'markdown', releaseId)}
              document={document}
              set={(read) => set({ ...value, document: read })}
            />
            {SECTIONS.map((section) => {
              const SectionForm = SECTION_FORMS[section];
              const lacks = missing.find((part) => part.section === section)?.lacks ?? [];
              return (
                <section key={section}>
                  <h2>
                    <span id={sectionPlace(section)} tabIndex={-1}>
                      {SECTION_TITLES[section]}
                    </span>
                  </h2>
                  {lacks.length > 0 && (
                    <p className={styles.lacks}>Still missing: {lacks.map((lack) => LACK_TEXTS[lack]).join('; ')}</p>
                  )}
                  {advice.map(([of, text]) => of === section && <p key={text}>Advice: {text}</p>)}
                  <SectionForm document={document} head={view.head} change={change} />
                </section>
              );
            })}
            <SaveBar
              draft={value}
              set={set}
              isSaving={save.isRunning}
              noteProblem={problemAt(save.refusal?.fields, ['note']) && 'At most 500 characters.'}
              close={close}
            />
            {isUndecided && (
              <Message kind="error" title="Choose first">
                <p>For each section that both of you changed: Keep mine or Take theirs. They stand above the form.</p>
              </Message>
            )}
            {save.refusal !== null && <RefusalMessage refusal={save.refusal} onRetry={submit} />}
          </form>
        )}
      </Form>
    </FieldProblems.Provider>
  );
};

/** After a refusal the keyboard goes to the first field that is wrong. */
const useFocusOnProblem = (refusal: Refusal | null): void => {
  useEffect(() => {
    if (refusal?.code !== 'bad-input') return;
    const first = document.querySelector('form[data-editor] [aria-invalid="true"]');
    if (first instanceof HTMLElement) first.focus();
  }, [refusal]);
};
