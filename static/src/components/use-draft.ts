import { useCallback, useState } from 'react';
import * as z from 'zod/mini';

/** Name of one draft: per person, per kind of form, per thing (release, ticket, question). */
export const draftKey = (accountId: string, form: string, thing: string): string =>
  `cs-handoff:${form}:${accountId}:${thing}`;

/** What this browser won't keep lasts as long as the page: a form that goes away and comes back has it still. */
const unkept = new Map<string, string>();

const read = <T extends z.core.$ZodType>(key: string, schema: T): { at: string; value: z.infer<T> } | undefined => {
  try {
    const stored: unknown = JSON.parse(unkept.get(key) ?? localStorage.getItem(key) ?? 'null');
    const parsed = z.safeParse(z.object({ at: z.string(), value: schema }), stored);
    return parsed.success ? (parsed.data as { at: string; value: z.infer<T> }) : undefined;
  } catch {
    return undefined; // blocked or damaged storage: there is no draft
  }
};

/** False where the browser keeps nothing for a frame of another site (private windows do that), or is full. */
const write = (key: string, value: unknown): boolean => {
  const text = JSON.stringify({ at: new Date().toISOString(), value });
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
    return true;
  } catch {
    unkept.set(key, text);
    return false;
  }
};

const remove = (key: string): void => {
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
};

/** Something was typed there at an earlier visit, and neither saved nor thrown away: its form opens by itself. */
export const hasDraft = (key: string, schema: z.core.$ZodType = z.unknown()): boolean =>
  read(key, schema) !== undefined;

export type Draft<T> = {
  readonly value: T;
  readonly set: (value: T) => void;
  /** ISO moment of the last change, when this value came back from an earlier visit. */
  readonly restoredAt: string | null;
  /** False: this browser can't keep what is typed, so a reload would lose it. The screen says so. */
  readonly isKept: boolean;
  /** Forgets what was typed: after a success, or when the person discards it. Goes on from `next`, else from the initial value. */
  readonly clear: (next?: T) => void;
};

/**
 * State that survives a reload: kept in this browser on each change, read again at the next visit, until `clear`.
 * The key belongs to the component's life; render with `key={...}` where it can change.
 */
export const useDraft = <T extends z.core.$ZodType>(key: string, schema: T, initial: z.infer<T>): Draft<z.infer<T>> => {
  const [state, setState] = useState(() => {
    const kept = read(key, schema);
    return { value: kept?.value ?? initial, restoredAt: kept?.at ?? null, isKept: !unkept.has(key) };
  });
  const set = useCallback(
    (value: z.infer<T>) => {
      const isKept = write(key, value);
      setState((before) => ({ ...before, value, isKept }));
    },
    [key],
  );
  const clear = useCallback(
    (next: z.infer<T> = initial) => {
      remove(key);
      setState({ value: next, restoredAt: null, isKept: true });
    },
    [key, initial],
  );
  return { ...state, set, clear };
};
