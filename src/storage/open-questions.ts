import { Sort, kvs } from '@forge/kvs';
import type { Question } from '../domain/question';
import { PAGE, body } from './batch';
import * as readers from './readers';
import { storing } from './storage-error';

/**
 * Open questions of a project's handoffs, the oldest first, 100 at a time. An index read: it may lag a moment behind.
 * @param cursor where the next ones begin, as an earlier answer said; null: at the beginning
 */
export const listOpenOf = async (
  projectId: string,
  cursor: string | null,
): Promise<{ questions: Question[]; cursor: string | null }> => {
  const page = await storing(() => {
    const query = kvs
      .entity('question')
      .query()
      .index('by-project-and-open', { partition: [projectId, true] })
      .sort(Sort.ASC)
      .limit(PAGE);
    return (cursor === null ? query : query.cursor(cursor)).getMany();
  });
  return {
    questions: page.results.map(({ value }) => body(readers.question, value).body),
    cursor: page.nextCursor ?? null,
  };
};
