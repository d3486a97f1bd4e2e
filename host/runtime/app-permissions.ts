import type { AppPermission } from '../contracts';
import { extensionAri } from './installation';
import type { App } from './manifest';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The permissions that the app's manifest adds to Jira's, keyed for this installation (Forge docs: jira-project-permission). */
export const appPermissionsOf = ({ appId, modules }: Pick<App, 'appId' | 'modules'>): AppPermission[] =>
  modules
    .filter(({ type }) => type === 'jira:projectPermission' || type === 'jira:globalPermission')
    .map(({ type, key, manifest }) => ({
      key: extensionAri(appId, key),
      moduleKey: key,
      name: textOf(manifest.name),
      description: textOf(manifest.description),
      grants:
        type === 'jira:projectPermission'
          ? 'scheme'
          : Array.isArray(manifest.defaultGrants)
            ? manifest.defaultGrants.map(String)
            : [],
    }));
