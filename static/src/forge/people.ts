import { useEffect, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { getJira, segment } from './jira';

const personSchema = z.object({ accountId: z.string(), displayName: z.string() });
export type Person = z.infer<typeof personSchema>;

let names: ReadonlyMap<string, string> = new Map();
const asked = new Set<string>();
const listeners = new Set<() => void>();

const learn = (people: readonly Person[]): void => {
  names = new Map([...names, ...people.map((person) => [person.accountId, person.displayName] as const)]);
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const BULK = 100; // account ids per request; OAS GET /user/bulk takes 200, addresses stay short with 100

const ask = async (accountIds: readonly string[]): Promise<void> => {
  const query = accountIds.map((id) => `accountId=${segment(id)}`).join('&');
  const page = await getJira(
    `/rest/api/3/user/bulk?maxResults=${BULK}&${query}`,
    z.object({ values: z.array(personSchema) }),
  );
  if (page === undefined) for (const id of accountIds) asked.delete(id);
  else learn(page.values);
};

/** Names are never stored by the app: they are read from Jira while they are shown. Unknown until Jira has answered. */
export const usePeople = (
  accountIds: readonly (string | null | undefined)[],
): ((accountId: string) => string | undefined) => {
  const wanted = [...new Set(accountIds.filter((id) => id !== null && id !== undefined))].sort().join(' ');
  useEffect(() => {
    const missing = wanted.split(' ').filter((id) => id !== '' && !asked.has(id));
    for (const id of missing) asked.add(id);
    for (let at = 0; at < missing.length; at += BULK) void ask(missing.slice(at, at + BULK));
  }, [wanted]);
  const known = useSyncExternalStore(subscribe, () => names);
  return (accountId) => known.get(accountId);
};

/** People whom issues of the project can be assigned to, by a part of the name; at most 20. Empty when Jira refuses. */
export const searchPeople = async (projectKey: string, query: string): Promise<Person[]> => {
  const path = `/rest/api/3/user/assignable/search?project=${segment(projectKey)}&query=${segment(query)}&maxResults=20`;
  const people = (await getJira(path, z.array(personSchema))) ?? [];
  learn(people);
  return people;
};

const foundSchema = z.array(z.object({ ...personSchema.shape, accountType: z.optional(z.string()) }));

/** Team members of the whole site, by a part of the name; at most 20. Empty when Jira refuses, as to who may not browse people. */
export const searchEveryone = async (query: string): Promise<Person[]> => {
  const found = (await getJira(`/rest/api/3/user/search?query=${segment(query)}&maxResults=50`, foundSchema)) ?? [];
  const people = found.filter(({ accountType }) => accountType === 'atlassian').slice(0, 20);
  learn(people);
  return people;
};
