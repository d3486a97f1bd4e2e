import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema } from './ids';

const text = z.string().check(z.trim(), z.maxLength(4_000));
/** What Support L1 looked up. */
export const lookedUpSchema = text;
const byAndAt = { by: accountIdSchema, at: momentSchema };

/** What Support L2 finds out; may be kept unfinished. */
export const reproductionSchema = z.object({
  steps: text,
  environment: text,
  observed: text,
  expected: text,
  attempts: text,
});
export type Reproduction = z.infer<typeof reproductionSchema>;

const NAMES = ['steps', 'environment', 'observed', 'expected', 'attempts'] as const;

export const NOT_REPRODUCED: Reproduction = { steps: '', environment: '', observed: '', expected: '', attempts: '' };

/** How far one ticket has come up the tiers, with what was entered on the way: it flows on into the bug. */
export const ladderSchema = z.object({
  /** By whose escalation path it goes. */
  handoffId: ownIdSchema,
  /** What Support L1 looked up. Null: nothing yet. */
  lookedUp: z.nullable(z.object({ text: lookedUpSchema, ...byAndAt })),
  /** When it went to Support L2. */
  toL2: z.nullable(z.object(byAndAt)),
  reproduced: z.nullable(z.extend(reproductionSchema, byAndAt)),
});
export type Ladder = z.infer<typeof ladderSchema>;

/** May the person in front of the ticket go to Support L3, and if not, who may: by name, or by a role that the settings name. */
export const toL3Schema = z.object({ may: z.boolean(), people: z.array(accountIdSchema), byRole: z.boolean() });
export type ToL3 = z.infer<typeof toL3Schema>;

type Texts = Readonly<Record<string, string>>;

/**
 * What one person typed over what another may have typed meanwhile, field by field.
 * @param seen what the first one had before them
 * @returns null where both changed the same field to different words
 */
export const mergedTexts = <T extends Texts>(now: T, seen: T, typed: T): T | null => {
  const isClash = Object.keys(typed).some(
    (name) => typed[name] !== seen[name] && now[name] !== seen[name] && now[name] !== typed[name],
  );
  const kept = Object.entries(now).filter(([name]) => typed[name] === seen[name]);
  return isClash ? null : { ...typed, ...Object.fromEntries(kept) };
};

/** The texts of a reproduction alone. */
export const textsOf = (reproduced: Reproduction | null): Reproduction => {
  const { steps, environment, observed, expected, attempts } = reproduced ?? NOT_REPRODUCED;
  return { steps, environment, observed, expected, attempts };
};

/** What Support L3 asks for and the ladder hasn't got yet; the environment is left to who knows it. */
export const missingForL3 = (ladder: Ladder | null): readonly ('lookedUp' | keyof Reproduction)[] => {
  const texts = textsOf(ladder?.reproduced ?? null);
  return [
    ...(ladder?.lookedUp == null ? (['lookedUp'] as const) : []),
    ...NAMES.filter((name) => name !== 'environment' && texts[name] === ''),
  ];
};

/** What was entered on the way up, by the names of the fields of the bug's form; what is empty is left out. */
export const formTexts = (ladder: Ladder | null): Record<string, string> => {
  const { attempts, ...texts } = textsOf(ladder?.reproduced ?? null);
  const all = { ...texts, reproduced: attempts, lookedUp: ladder?.lookedUp?.text ?? '' };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''));
};
