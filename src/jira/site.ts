import { getAppContext, route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

/** Address of the Jira site, without a slash at its end (OAS getServerInfo). */
export const siteAddress = async (): Promise<string> => {
  const { baseUrl } = await requestJira('app', route`/rest/api/3/serverInfo`, z.object({ baseUrl: z.string() }));
  return baseUrl.replace(/\/$/, '');
};

/** How the pages of this app in this installation are addressed: `…/apps/{appId}/{environmentId}`. */
export const appPath = (): string => {
  const { appAri, environmentAri } = getAppContext();
  return `/apps/${appAri.appId}/${environmentAri.environmentId}`;
};
