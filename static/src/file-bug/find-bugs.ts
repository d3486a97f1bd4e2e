import * as z from 'zod/mini';
import { levelsIn } from '../../../src/domain/chain-level';
import { tellingWords } from '../../../src/domain/similar-words';
import { getJira, segment } from '../forge/jira';
import type { Chosen } from './plan';

/** An open bug as Jira shows it to the person. */
export type FoundBug = {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly status: string;
  readonly level: string;
  readonly created: string;
};

const foundSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.object({
        summary: z.string(),
        status: z.object({ name: z.string() }),
        labels: z.array(z.string()),
        created: z.string(),
      }),
    }),
  ),
});

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Open bugs that carry the chain label, or that are of the handoff's type and of its release, or with one of the summary's words. */
const jqlFor = ({ target, issueType, labels, affects }: Chosen, summary: string): string => {
  const ofRelease = affects === null ? [] : [`affectedVersion = ${affects.id}`];
  const like = [...ofRelease, ...tellingWords(summary).map((word) => `summary ~ ${quoted(`${word}*`)}`)];
  const ofType = like.length === 0 ? '' : ` OR (issuetype = ${issueType?.id ?? ''} AND (${like.join(' OR ')}))`;
  const isOpen = `project = ${target?.id ?? ''} AND statusCategory != Done`;
  return `${isOpen} AND (labels = ${quoted(labels[0] ?? '')}${ofType}) ORDER BY created DESC`;
};

/** As the person, so that Jira itself says what they may see; null where they may not see the project, or Jira doesn't answer. */
export const findBugs = async (chosen: Chosen, summary: string): Promise<FoundBug[] | null> => {
  if (chosen.target === null || chosen.issueType === null) return [];
  const query = `jql=${segment(jqlFor(chosen, summary))}&maxResults=50&fields=summary,status,labels,created`;
  const found = await getJira(`/rest/api/3/search/jql?${query}`, foundSchema);
  if (found === undefined) return null;
  return found.issues.map(({ id, key, fields: { labels, status, ...fields } }) => ({
    ...{ id, key, ...fields, status: status.name, level: levelsIn(labels).at(-1) ?? 'untriaged' },
  }));
};
