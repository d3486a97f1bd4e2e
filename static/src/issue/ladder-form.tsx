import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { parseInput } from '../../../src/api/parse-input';
import { ticketCalls } from '../../../src/api/ticket-calls';
import type { Result } from '../../../src/api/results';
import { missingForL3, textsOf, type Ladder, type Reproduction } from '../../../src/domain/ladder';
import { TextArea } from '../components/field';
import { NotKept } from '../components/not-kept';
import { PersonName } from '../components/person-name';
import { fieldProblemText, problemAt } from '../components/refusal-copy';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { useDraft } from '../components/use-draft';
import type { ScreenContext } from '../forge/context';
import { call } from './call';
import styles from './issue.module.css';
import { ladderDraft, type Tier } from './ladder-draft';

const L2_FIELDS: readonly (readonly [name: keyof Reproduction, label: string, help?: string])[] = [
  ['steps', 'Steps'],
  ['environment', 'Environment', 'Browser, account, course: what it needs to happen. Optional.'],
  ['observed', 'Observed'],
  ['expected', 'Expected'],
  ['attempts', 'Attempts', 'How often you tried, and how often it happened.'],
];
const FIELDS: Record<Tier, readonly (readonly [name: string, label: string, help?: string])[]> = {
  L1: [['text', 'What you looked up', 'What you looked at, and what it showed.']],
  L2: L2_FIELDS,
};

/** What Support L2 has entered so far. */
export const Reproduced = ({ reproduced }: { reproduced: Reproduction }) => (
  <dl className={styles.outcomes}>
    {L2_FIELDS.filter(([name]) => reproduced[name] !== '').map(([name, label]) => (
      <div key={name}>
        <dt>{label}</dt>
        <dd dir="auto" className={styles.text}>
          {reproduced[name]}
        </dd>
      </div>
    ))}
  </dl>
);

type Texts = Readonly<Record<string, string>>;
const textsIn = (tier: Tier, ladder: Ladder | null): Texts =>
  tier === 'L1' ? { text: ladder?.lookedUp?.text ?? '' } : textsOf(ladder?.reproduced ?? null);

/** What stood there when typing began, so that what others enter meanwhile can be told apart. */
const draftSchema = z.object({ base: z.record(z.string(), z.string()), typed: z.record(z.string(), z.string()) });

/** Asks for what a tier found out. Fields that nobody touched here follow what others enter; where both did, theirs is shown. */
export const LadderForm = ({
  context,
  tier,
  ladder,
  releaseId,
  reload,
  nameOf,
  close,
}: {
  context: ScreenContext;
  tier: Tier;
  ladder: Ladder | null;
  releaseId: string;
  reload: () => Promise<void>;
  nameOf: (accountId: string) => string | undefined;
  /** With the place where the keyboard goes on. */
  close: (next: string) => void;
}) => {
  const { issue, project } = context.extension;
  const now = textsIn(tier, ladder);
  const [untouched] = useState(() => ({ base: { ...now }, typed: { ...now } }));
  const draft = useDraft(ladderDraft(context, tier), draftSchema, untouched);
  const { base, typed } = draft.value;
  const { clear } = draft;
  const isTouched = (name: string) => typed[name] !== base[name];
  const values: Texts = Object.fromEntries(
    FIELDS[tier].map(([name]) => [name, (isTouched(name) ? typed[name] : now[name]) ?? '']),
  );
  const isClash = (name: string) => isTouched(name) && now[name] !== base[name] && now[name] !== typed[name];
  const theirs = tier === 'L1' ? ladder?.lookedUp : ladder?.reproduced;
  const mayPass = tier === 'L1' && (ladder?.toL2 ?? null) === null;

  const save = useAction(
    useCallback(
      async (texts: Texts, seen: Texts, passes: boolean): Promise<Result<string>> => {
        const at = { issueId: issue?.id ?? '', projectId: project?.id ?? '', releaseId };
        const saved = await saveTexts(tier, at, texts, seen);
        if (!saved.ok && saved.code === 'entered-meanwhile') await reload(); // shows theirs
        if (!saved.ok) return saved;
        const passed = passes ? await call('passToL2', at) : saved;
        return passed.ok ? { ok: true, value: nextPlace(tier, texts, passes, ladder) } : passed;
      },
      [issue, project, releaseId, tier, reload, ladder],
    ),
    useCallback(
      async (next: string) => {
        clear();
        await reload();
        close(next);
      },
      [clear, reload, close],
    ),
  );
  const { refusal } = save;
  const [passes, setPasses] = useState(mayPass);
  /** Tried again, it is what was pressed. */
  const run = (alsoPass: boolean) => {
    setPasses(alsoPass);
    void save.run(values, now, alsoPass);
  };
  const problem = (name: string) =>
    fieldProblemText(problemAt(refusal?.fields, tier === 'L1' ? [name] : ['reproduction', name]));
  return (
    <form
      id="ladder-form"
      aria-label={tier === 'L1' ? 'What Support L1 looked up' : 'What Support L2 reproduced'}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run(mayPass);
      }}
    >
      <NotKept isKept={draft.isKept} />
      {draft.restoredAt !== null && <p role="status">What you typed before is back.</p>}
      {FIELDS[tier].map(([name, label, help]) => (
        <div key={name}>
          <TextArea
            label={label}
            value={values[name] ?? ''}
            onChange={(text) => draft.set({ base, typed: { ...typed, [name]: text } })}
            problem={problem(name)}
            help={help}
          />
          {isClash(name) && (
            <div className={styles.entered}>
              <p className={styles.why}>
                Meanwhile <PersonName accountId={theirs?.by ?? null} nameOf={nameOf} /> entered:
              </p>
              <p dir="auto" className={styles.text}>
                {now[name]}
              </p>
            </div>
          )}
        </div>
      ))}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={save.isRunning && passes === mayPass}>
          {mayPass ? 'Save and pass to Support L2' : 'Save'}
        </Button>
        {mayPass && (
          <Button isLoading={save.isRunning && !passes} onClick={() => run(false)}>
            Save only
          </Button>
        )}
        <Button
          appearance="subtle"
          onClick={() => {
            clear();
            close(`#ladder-${tier}`);
          }}
        >
          Discard
        </Button>
      </div>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => run(passes)} />}
    </form>
  );
};

const saveTexts = async (
  tier: Tier,
  at: { issueId: string; projectId: string; releaseId: string },
  texts: Texts,
  seen: Texts,
): Promise<Result<unknown>> => {
  if (tier === 'L1') {
    const input = parseInput(ticketCalls.saveLookUp.input, { ...at, text: texts.text, seen: seen.text });
    return input.ok ? call('saveLookUp', input.value) : input;
  }
  const input = parseInput(ticketCalls.saveReproduction.input, { ...at, reproduction: texts, seen });
  return input.ok ? call('saveReproduction', input.value) : input;
};

/** Where it goes on: at the tier that is next. */
const nextPlace = (tier: Tier, texts: Texts, passes: boolean, ladder: Ladder | null): string => {
  if (tier === 'L1') return passes ? '#ladder-L2' : ladder?.toL2 == null ? '#to-l2' : '#ladder-L1';
  const isComplete = ['steps', 'observed', 'expected', 'attempts'].every((name) => (texts[name] ?? '').trim() !== '');
  return isComplete && !missingForL3(ladder).includes('lookedUp') ? '#ladder-L3' : '#ladder-L2';
};
