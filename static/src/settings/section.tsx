import Button from '@atlaskit/button/new';
import { Fragment, useCallback, useId, useRef, useState, type ReactNode } from 'react';
import { adminCalls } from '../../../src/api/admin-calls';
import { parseInput } from '../../../src/api/parse-input';
import { ok, type FieldProblem } from '../../../src/api/results';
import { sameContent } from '../../../src/domain/document';
import type { Finding } from '../../../src/domain/preflight';
import type { Settings } from '../../../src/domain/settings';
import { mergeSettings, type SettingsChange } from '../../../src/domain/settings-change';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { call } from './call';
import type { Target } from '../forge/targets';
import type { Place } from './finding-copy';
import { Findings } from './findings';
import styles from './settings.module.css';

/** What every section of the page shares. */
export type Page = {
  readonly project: { readonly id: string; readonly key: string };
  readonly settings: Settings;
  readonly findings: readonly Finding[];
  /** Roles of the project; null: not known yet, undefined: Jira doesn't answer. */
  readonly roles: readonly Target[] | null | undefined;
  readonly nameOf: (accountId: string) => string | undefined;
  /** Names of projects, as far as this person may see them. */
  readonly projectName: (projectId: string) => string | undefined;
  readonly saved: (settings: Settings) => void;
};

/** What a section's fields are given: the values as they stand in it, and how to change them. */
export type Fields = {
  readonly value: Settings;
  readonly change: (part: SettingsChange) => void;
  readonly problem: (key: keyof SettingsChange) => FieldProblem['problem'] | undefined;
};

type Key = keyof SettingsChange;

/** What was changed, and the same as it was shown before. Nothing else is sent, so that nothing else can be refused or overwritten. */
const changesOf = (base: Settings, draft: SettingsChange): { settings: SettingsChange; seen: SettingsChange } => {
  const keys = (Object.keys(draft) as Key[]).filter((key) => !sameContent(draft[key], base[key]));
  const pick = (from: SettingsChange): SettingsChange => Object.fromEntries(keys.map((key) => [key, from[key]]));
  return { settings: pick(draft), seen: pick(base) };
};

/** A part of the settings that is saved by itself, with what is wrong with it at its top. */
export const Section = ({
  page,
  place,
  title,
  lead,
  children,
}: {
  page: Page;
  place?: Place;
  title: string;
  lead: ReactNode;
  children: (fields: Fields) => ReactNode;
}) => {
  const titleId = useId();
  const submit = useRef<HTMLButtonElement>(null);
  /** What this person changed, on top of what they saw as they began. */
  const [editing, setEditing] = useState<{ base: Settings; draft: SettingsChange } | null>(null);
  /** Counts what was discarded: fields begin anew then. */
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<'saved' | 'replaced' | 'nothing' | null>(null);
  const { id: projectId } = page.project;
  const { saved } = page;
  const base = editing?.base ?? page.settings;
  const changes = changesOf(base, editing?.draft ?? {});
  const isChanged = Object.keys(changes.settings).length > 0;

  const save = useAction(
    useCallback(
      async (input: ReturnType<typeof changesOf>) => {
        if (Object.keys(input.settings).length === 0) return ok(null);
        const parsed = parseInput(adminCalls.saveSettings.input, { projectId, ...input });
        return parsed.ok ? call('saveSettings', parsed.value) : parsed;
      },
      [projectId],
    ),
    useCallback(
      (answer: { settings: Settings; replaced: string[] } | null) => {
        if (answer === null) {
          setOutcome('nothing');
          return;
        }
        setOutcome(answer.replaced.length > 0 ? 'replaced' : 'saved');
        setEditing(null);
        saved(answer.settings);
      },
      [saved],
    ),
  );
  const refusal = isChanged ? save.refusal : null;
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <p className={styles.lead}>{lead}</p>
      {place !== undefined && <Findings page={page} place={place} />}
      <form
        aria-labelledby={titleId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(changes);
        }}
      >
        <Fragment key={round}>
          {children({
            value: mergeSettings(base, {}, editing?.draft ?? {}).settings,
            change: (part) => {
              setOutcome(null);
              setEditing({ base, draft: { ...editing?.draft, ...part } });
            },
            // Also of a part of it: one line of a list.
            problem: (key) =>
              refusal?.fields?.find(({ path: [place, part] }) => place === 'settings' && part === key)?.problem,
          })}
        </Fragment>
        <div className={styles.actions}>
          <Button ref={submit} type="submit" appearance={isChanged ? 'primary' : 'default'} isLoading={save.isRunning}>
            Save
          </Button>
          {isChanged && (
            <Button
              appearance="subtle"
              onClick={() => {
                setEditing(null);
                setRound(round + 1);
                submit.current?.focus();
              }}
            >
              Discard
            </Button>
          )}
          <span role="status">
            {isChanged && !save.isRunning && refusal === null && 'Not saved yet.'}
            {!isChanged && outcome === 'saved' && 'Saved.'}
            {!isChanged && outcome === 'nothing' && 'Nothing was changed.'}
          </span>
        </div>
        {outcome === 'replaced' && (
          <Message kind="warning" title="Saved, over somebody else’s change">
            <p>Another admin changed the same setting since you opened this page. Yours stands now; tell them.</p>
          </Message>
        )}
        {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void save.run(changes)} />}
      </form>
    </section>
  );
};
