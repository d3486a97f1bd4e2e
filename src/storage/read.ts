import { kvs, Sort } from '@forge/kvs';
import type { Head } from '../domain/head';
import { defaultSettings, type Settings } from '../domain/settings';
import { body, PAGE, readKeys, type Wanted } from './batch';
import * as keys from './keys';
import * as readers from './readers';
import { storing } from './storage-error';
import type { Phase } from './stored';

export const headOf = (found: Map<string, unknown>, releaseId: string): Head | null => {
  const value = found.get(keys.handoff(releaseId));
  return value === undefined ? null : body(readers.handoff, value).body;
};

export const settingsOf = (found: Map<string, unknown>, projectId: string): Settings => {
  const value = found.get(keys.settings(projectId));
  return value === undefined ? defaultSettings : body(readers.settings, value).body;
};

export const wantHead = (releaseId: string): Wanted => ({ key: keys.handoff(releaseId), entityName: 'handoff' });

export const wantSettings = (projectId: string): Wanted => ({ key: keys.settings(projectId), entityName: 'settings' });

export const readHead = async (releaseId: string): Promise<Head | null> =>
  headOf(await readKeys([wantHead(releaseId)]), releaseId);

const headsOf = (found: Map<string, unknown>, releaseIds: readonly string[]): Map<string, Head> =>
  new Map(
    releaseIds.flatMap((id) => {
      const head = headOf(found, id);
      return head === null ? [] : [[id, head] as const];
    }),
  );

export const readHeads = async (releaseIds: readonly string[]): Promise<Map<string, Head>> =>
  headsOf(await readKeys(releaseIds.map(wantHead)), releaseIds);

/** Settings by project, as they were read; a project that never set any has the defaults. */
export type SettingsOf = (projectId: string) => Settings;

/** Heads of releases and settings of projects; up to 25 of both cost one call. */
export const readHeadsAndSettings = async (
  releaseIds: readonly string[],
  projectIds: readonly string[],
): Promise<{ heads: Map<string, Head>; settingsOf: SettingsOf }> => {
  const found = await readKeys([...releaseIds.map(wantHead), ...projectIds.map(wantSettings)]);
  return { heads: headsOf(found, releaseIds), settingsOf: (projectId) => settingsOf(found, projectId) };
};

export const readSettings = async (projectId: string): Promise<Settings> =>
  settingsOf(await readKeys([wantSettings(projectId)]), projectId);

/** Settings with the counters that a conditional write needs; counter 0 = never written. */
export const readSettingsForChange = async (
  projectIds: readonly string[],
): Promise<Map<string, { settings: Settings; counter: number }>> => {
  const found = await readKeys(projectIds.map(wantSettings));
  return new Map(
    projectIds.map((id) => {
      const value = found.get(keys.settings(id));
      if (value === undefined) return [id, { settings: defaultSettings, counter: 0 }];
      const stored = body(readers.settings, value);
      return [id, { settings: stored.body, counter: stored.revision }];
    }),
  );
};

/** Live handoffs of a project, soonest release first. An index read: it may lag a moment behind a hand-over. */
export const listLiveHeads = (projectId: string): Promise<Head[]> => listHeads(projectId, 'live');

/** Handoffs of a project in one phase, at most a page, soonest release first. An index read. */
export const listHeads = async (projectId: string, phase: Phase): Promise<Head[]> => {
  const page = await storing(() =>
    kvs
      .entity('handoff')
      .query()
      .index('by-project-and-phase', { partition: [projectId, phase] })
      .sort(Sort.ASC)
      .limit(PAGE)
      .getMany(),
  );
  return page.results.map(({ value }) => body(readers.handoff, value).body);
};
