import { jiraSite } from '../jira-site';
import type { LimitCase } from './limit-case';

export type Site = ReturnType<typeof jiraSite>;
type Status = number | undefined;

/** `ask` with as much as the limit allows, and with one more: what Jira answers. */
export const held = (
  most: number,
  ask: (amount: number, site: Site) => Promise<Status>,
  refused: number,
  allowed = [200, 201, 204],
): LimitCase => ({
  at: async () => expect(allowed).toContain(await ask(most, jiraSite())),
  beyond: async () => expect(await ask(most + 1, jiraSite())).toBe(refused),
});

/** What Jira doesn't refuse but cuts: as much as asked at the limit, no more beyond it. */
export const cut = (most: number, ask: (amount: number, site: Site) => Promise<unknown>): LimitCase => ({
  at: async () => expect(await ask(most, jiraSite())).toBe(most),
  beyond: async () => expect(await ask(most + 1, jiraSite())).toBe(most),
});

export const status = async (reply: Promise<{ status: number }>) => (await reply).status;

/** 1 to `count`. */
export const ids = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** Issues straight into the state: as many by REST would meet the limit of a burst. */
export function manyIssues(site: Site, count: number, model: string) {
  const issue = Object.values(site.state.issues).find(({ key }) => key === model);
  if (!issue) throw new Error(`no ${model}`);
  for (const n of ids(count)) site.state.issues[`9${n}`] = { ...structuredClone(issue), id: `9${n}`, key: `MANY-${n}` };
}
