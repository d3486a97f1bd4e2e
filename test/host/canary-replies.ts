import { calls, functionOf, type CallName } from '../../src/api/calls';
import { ACCOUNTS, emailOf } from './canaries';
import { reads, writes, type Ask } from './canary-asks';
import { inputsOf, OF_READERS, READING } from './canary-inputs';
import type { CanarySite } from './canary-site';

/** Everything that a person can ask of the site, and every byte of what came back. */

const HOUR = 3_600_000;

interface Door {
  readonly siteUrl: string;
  readonly modulesOf: (functionKey: string) => readonly string[];
}

export interface Reply {
  readonly asked: string;
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Jira's limits and the storage's forget within the hour. */
export async function anHourLater({ siteUrl }: Pick<Door, 'siteUrl'>): Promise<void> {
  const { now } = (await (await fetch(`${siteUrl}/host/clock`)).json()) as { now: string };
  const later = new Date(Date.parse(now) + HOUR).toISOString();
  await fetch(`${siteUrl}/host/clock`, { method: 'POST', body: JSON.stringify({ now: later }) });
}

/** Jira's limit, or the storage's, as a screen hears of it, by its own call or by one of the app's. */
const LIMITED = /^{"body":"{\\"errorMessages\\":\[\\"Rate limit|"ok":false,"code":"(?:rate-limited|busy)"/;

/** One person at the site's front door; `anonymous` has no account. `hear` is told of every reply. */
export async function openDoor(door: Door, who: string, hear: (reply: Reply) => void) {
  const { siteUrl, modulesOf } = door;
  const [anyModule] = modulesOf('panel');
  const known = ACCOUNTS.includes(who);
  const session = await fetch(`${siteUrl}/host/session`, {
    method: 'POST',
    body: JSON.stringify({ accountId: known ? who : null }),
  });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const authorization = `Basic ${Buffer.from(`${emailOf(who)}:any`).toString('base64')}`;

  const ask = async ({ method, path, body }: Ask, headers: Record<string, string>): Promise<void> => {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(siteUrl + path, init);
    const text = await response.text();
    const asked = `${method} ${path} ${JSON.stringify(body ?? '')}`;
    if (response.status === 500) throw new Error(`${asked}: ${text}`);
    if (response.status === 429 || LIMITED.test(text)) {
      await anHourLater(door);
      await ask({ method, path, body }, headers);
    } else hear({ asked, status: response.status, headers: JSON.stringify([...response.headers]), body: text });
  };
  const rest = async (asks: readonly Ask[]) => {
    for (const [place, one] of asks.entries()) {
      // By turns as the site's pages and as a REST client: both only say who asks.
      await ask(one, known && place % 2 === 1 ? { authorization } : { 'x-host-session': '1', cookie });
      const { method, path: restPath, body } = one;
      const fetchRequestInit = { method, headers: [], ...(body !== undefined && { body: JSON.stringify(body) }) };
      await ask(
        { method: 'POST', path: '/host/fetch-product', body: { moduleKey: anyModule, restPath, fetchRequestInit } },
        { cookie },
      );
    }
  };
  /** A screen's calls; what it claims of its place is as wrong as it likes. */
  const invoke = async (site: CanarySite, names: readonly CallName[]) => {
    const inputs = inputsOf(site);
    const [project, issue] = [{ id: site.projects[0]?.id, key: 'EXAM' }, { id: site.issues[0]?.id }];
    for (const functionKey of names) {
      const modules = modulesOf(functionOf(functionKey));
      for (const [place, payload] of [...inputs[functionKey], undefined].entries())
        await ask(
          {
            ...{ method: 'POST', path: '/host/invoke' },
            body: {
              ...{ moduleKey: modules[place % modules.length], payload: { functionKey, payload } },
              extension: { accountId: 'po', accountType: 'licensed', project, issue },
            },
          },
          { cookie },
        );
    }
  };
  return {
    reads: async (site: CanarySite) => {
      await rest(reads(site));
      await invoke(site, READING);
    },
    /** Jira's writes: of who may see some of it, and of who may not. */
    restWrites: (site: CanarySite, seesSome: boolean) => rest(writes(site, seesSome)),
    appWrites: (site: CanarySite) =>
      invoke(
        site,
        (Object.keys(calls) as CallName[]).filter((name) => ![...READING, ...OF_READERS].includes(name)),
      ),
  };
}
