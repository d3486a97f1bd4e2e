import * as z from 'zod/mini';
import { refuse, type FieldProblem, type Result } from './results';

const problemOf = (issue: z.core.$ZodIssue): FieldProblem['problem'] => {
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'too-many' : 'too-long';
  if (issue.code === 'too_small' || (issue.code === 'custom' && issue.params?.missing === true)) return 'missing';
  return 'not-valid';
};

/** Parses what a screen sent; a refusal names each field, so that the sentence stands where the mistake is. Used on both sides. */
export const parseInput = <T extends z.core.$ZodType>(schema: T, input: unknown): Result<z.infer<T>> => {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    problem: problemOf(issue),
  }));
  return refuse('bad-input', { fields });
};
