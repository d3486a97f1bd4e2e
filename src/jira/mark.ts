import * as z from 'zod/mini';

const markSchema = z.object({ escalationId: z.string() });

/** What the app's mark on an issue or a comment names: an escalation, or a step of it. Null: it isn't one. */
export const markIn = (value: unknown): string | null => z.safeParse(markSchema, value).data?.escalationId ?? null;
