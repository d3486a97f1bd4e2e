import { createContext, useContext } from 'react';
import type { InstalledModule, Person, Session } from '../../contracts';
import { request } from './rest';

/** A session in which somebody is chosen. */
export interface ActiveSession extends Session {
  readonly me: Person;
}

export const SessionContext = createContext<ActiveSession | null>(null);

export function useSession(): ActiveSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is chosen yet.');
  return session;
}

export const loadSession = async (): Promise<Session> => (await request('GET', '/host/session')) as Session;

export async function actAs({ accountId }: Person): Promise<void> {
  await request('POST', '/host/session', { accountId });
  location.reload();
}

export const modulesOf = ({ app }: Session, type: string): readonly InstalledModule[] =>
  app.modules.filter((module) => module.type === type);

/** A manifest text: a plain one, or the key of a translation, which the host shows as it is. */
export function manifestText(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
