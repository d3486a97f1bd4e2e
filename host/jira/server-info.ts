import type { Call } from './call';
import { reply } from './call';

/** getServerInfo: of the site itself; open to everybody who may call it at all. */
export const getServerInfo = ({ state, deps }: Call) =>
  reply(200, {
    ...{ baseUrl: state.siteUrl, displayUrl: state.siteUrl, deploymentType: 'Cloud', serverTitle: 'Jira' },
    ...{ version: '1001.0.0-SNAPSHOT', versionNumbers: [1001, 0, 0], buildNumber: 100_000 },
    ...{ serverTime: new Date(deps.clock.now()).toISOString().replace('Z', '+0000'), serverTimeZone: 'Etc/UTC' },
  });
