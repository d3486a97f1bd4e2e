import * as z from 'zod/mini';
import { getJira, segment } from './jira';

const issuesSchema = z.object({
  issues: z.array(z.object({ id: z.string(), key: z.string(), fields: z.object({ summary: z.string() }) })),
});

/** Summaries of issues that the person may see, by their ids and keys; those of others, and all where Jira doesn't answer, are missing. */
export const summariesOf = async (idsOrKeys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (idsOrKeys.length === 0) return new Map();
  const jql = segment(`id in (${idsOrKeys.slice(0, 50).join(', ')})`);
  const found = await getJira(`/rest/api/3/search/jql?jql=${jql}&maxResults=50&fields=summary`, issuesSchema);
  return new Map(
    (found?.issues ?? []).flatMap(({ id, key, fields: { summary } }) => [
      [id, summary],
      [key, summary],
    ]),
  );
};
