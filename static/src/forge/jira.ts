import { requestJira } from '@forge/bridge';
import * as z from 'zod/mini';

/** A value in a path of Jira's REST API. */
export const segment = encodeURIComponent;

/**
 * GET of Jira's REST API as the person who looks at the screen; costs no invocation. For what decorates the screen only.
 * @param path begins with `/rest/api/3/`
 * @returns undefined when Jira refuses or answers another shape than agreed
 */
export const getJira = async <T extends z.core.$ZodType>(path: string, schema: T): Promise<z.infer<T> | undefined> => {
  try {
    const response = await requestJira(path, { headers: { Accept: 'application/json' } });
    if (!response.ok) return undefined;
    const parsed = z.safeParse(schema, await response.json());
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
