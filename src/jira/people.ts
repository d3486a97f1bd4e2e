import { assumeTrustedRoute, route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

const peopleSchema = z.object({ values: z.array(z.object({ accountId: z.string(), displayName: z.string() })) });

/** Display names by account id, asked live: the app stores no names of people (Forge docs: user-privacy-guidelines). */
export const namesOf = async (accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (accountIds.length === 0) return new Map();
  const query = accountIds.map((id) => `accountId=${encodeURIComponent(id)}`).join('&');
  const { values } = await requestJira(
    'app',
    assumeTrustedRoute(`/rest/api/3/user/bulk?${query}&maxResults=50`),
    peopleSchema,
  );
  return new Map(values.map(({ accountId, displayName }) => [accountId, displayName]));
};

/** Some of the people whom issues of a project can be assigned to, as the person sees them: those who work in it. */
export const someWhoWorkIn = async (projectId: string, most: number): Promise<string[]> => {
  const people = await requestJira(
    'user',
    route`/rest/api/3/user/assignable/search?project=${projectId}&query=&maxResults=${most}`,
    z.array(z.object({ accountId: z.string(), accountType: z.optional(z.string()) })),
    { needs: 'Browse users and groups' },
  );
  return people.flatMap(({ accountId, accountType }) => (accountType === 'atlassian' ? [accountId] : []));
};
