import type { InstalledModule, Session } from '../contracts';
import { extensionAri, INSTALLATION } from '../runtime/installation';
import { entryPath } from '../runtime/manifest';
import type { App, AppModule } from '../runtime/manifest';

/** Language and time zone of everybody here; nothing on the demo site asks for another. */
const PREFERENCES = { locale: 'en-US', timezone: 'Etc/UTC' };

/** What the shell needs to know of the installed app. */
export function sessionOf(app: App, siteUrl: string, appOrigin: string): Omit<Session, 'me' | 'people'> {
  const address = (resource: unknown) => {
    const path = entryPath(app, resource);
    return path === undefined ? undefined : appOrigin + path;
  };
  const resourceOf = (value: unknown) =>
    typeof value === 'object' && value !== null && 'resource' in value ? value.resource : undefined;
  const installed = ({ type, key, manifest }: AppModule): InstalledModule => {
    const title = [manifest.title, manifest.name].find((text) => typeof text === 'string') ?? key;
    const { resource, create, edit, view } = manifest;
    const entries = {
      main: address(resource),
      ...{ create: address(resourceOf(create)), edit: address(resourceOf(edit)), view: address(resourceOf(view)) },
    };
    return { type, key, localId: extensionAri(app.appId, key), title, entries, manifest };
  };
  // A modal finds an entry only by a file of its name (Forge docs: ui-api-bridge/modal).
  const references = [...app.resources].flatMap(([key, { entry }]) => [
    key,
    ...Object.keys(entry).flatMap((name) => (entry[name] === `${name}.html` ? [`${key}/${name}`] : [])),
  ]);
  const pages: Record<string, string> = {};
  for (const reference of references) pages[reference] = address(reference) ?? '';
  const { cloudId, environmentId, environmentType } = INSTALLATION;
  return {
    app: { appId: app.appId, environmentId, modules: app.modules.map(installed), pages },
    site: { cloudId, siteUrl, environmentId, environmentType, ...PREFERENCES },
    appOrigin,
  };
}
