import * as z from 'zod/mini';
import { ownIdSchema } from './ids';

/** Section keys in the order in which CS reads them; product.md "The six sections". */
export const SECTIONS = ['whatsNew', 'happyPath', 'limitations', 'likelyQuestions', 'escalation', 'dashboard'] as const;
export type Section = (typeof SECTIONS)[number];
export const sectionSchema = z.enum(SECTIONS);

/** Limits of one handoff; characters unless said otherwise. */
export const LIMITS = {
  paragraph: 8_000,
  text: 4_000,
  line: 500,
  url: 2_000,
  itemsPerList: 200,
  /** Bytes of the serialised document. KVS takes 240 KiB per value (Forge docs: limits-kvs-ce); 8 KiB are left for its envelope. */
  documentBytes: 232 * 1024,
} as const;

const paragraph = z.string().check(z.maxLength(LIMITS.paragraph));
const text = z.string().check(z.maxLength(LIMITS.text));
const line = z.string().check(z.maxLength(LIMITS.line));
/** Items keep their ids for good (tickets will be matched to them), so no two may share one. */
const list = <T extends z.core.$ZodType<{ id: string }>>(item: T) =>
  z.array(item).check(
    z.maxLength(LIMITS.itemsPerList),
    z.refine((items) => new Set(items.map(({ id }) => id)).size === items.length),
  );

const stepSchema = z.object({ id: ownIdSchema, action: text, result: text });
const limitationSchema = z.object({
  ...{ id: ownIdSchema, limit: text, whom: line, workaround: text },
  /** Name of the release whose handoff said it first; absent where it is new. */
  carriedFrom: z.optional(line),
});
const likelyQuestionSchema = z.object({ id: ownIdSchema, question: text, answer: text, internalNote: text });
const outcomeSchema = z.object({ means: text, tell: line });
const namedRef = z.object({ id: z.string().check(z.regex(/^\d{1,19}$/)), name: line });

/** Jira takes no spaces in a label and at most 255 characters (OAS, POST /issue). */
export const labelSchema = z.string().check(z.regex(/^\S{0,255}$/));

export const documentSchema = z.object({
  schema: z.literal(1),
  whatsNew: paragraph,
  happyPath: list(stepSchema),
  limitations: z.object({ items: list(limitationSchema), noneBecause: text }),
  likelyQuestions: list(likelyQuestionSchema),
  escalation: z.object({
    lookUp: text,
    reproduce: text,
    targetProject: z.nullable(namedRef),
    issueType: z.nullable(namedRef),
    chainLabel: labelSchema,
    bug: outcomeSchema,
    featureRequest: outcomeSchema,
    workingAsIntended: outcomeSchema,
  }),
  dashboard: z.object({ url: z.string().check(z.maxLength(LIMITS.url)), watch: text }),
});

type NamedRef = z.infer<typeof namedRef>;
export type HandoffDocument = z.infer<typeof documentSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Limitation = z.infer<typeof limitationSchema>;
export type LikelyQuestion = z.infer<typeof likelyQuestionSchema>;

/** What a handoff begins with: the proposed chain label, and where the project's L3 bugs usually go. */
export const emptyDocument = (
  chainLabel: string,
  target: { readonly project: NamedRef; readonly issueType: NamedRef } | null = null,
): HandoffDocument => ({
  schema: 1,
  whatsNew: '',
  happyPath: [],
  limitations: { items: [], noneBecause: '' },
  likelyQuestions: [],
  escalation: {
    lookUp: '',
    reproduce: '',
    targetProject: target?.project ?? null,
    issueType: target?.issueType ?? null,
    chainLabel,
    bug: { means: '', tell: '' },
    featureRequest: { means: '', tell: '' },
    workingAsIntended: { means: '', tell: '' },
  },
  dashboard: { url: '', watch: '' },
});

/** Size as KVS counts it: bytes of the JSON in UTF-8. */
export const documentBytes = (document: HandoffDocument): number =>
  new TextEncoder().encode(JSON.stringify(document)).length;

/** Equal as texts: the order of keys doesn't count, blanks do. */
export const sameContent = (a: unknown, b: unknown): boolean => {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && sameContent(value, right.get(key)))
  );
};
