import { join } from 'node:path';
import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';
import type { App } from '../runtime/manifest';
import { staticFile } from './static-files';
import type { StaticFile } from './static-files';

/** Files of the host's own on the app origin: what Forge's CDN adds to a frame. */
const HOST_FILES = ['bridge.js', 'theme.css'];

const BRIDGE_TAG = '<script src="/__host/bridge.js"></script>';

/**
 * The Content-Security-Policy of production for a page, by Forge's own code. The site is one more frame ancestor; violations are not reported, for the
 * report would leave this machine.
 */
function policy(app: App, siteUrl: string, html: string): string {
  const logger = { info: () => undefined };
  const details = new CSPProcessingService(logger as never, load).getCspDetails(html, app.permissions as never);
  const directives = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: details,
    microsEnv: 'prod',
    hostname: siteUrl,
    isFedRAMP: false,
  });
  return directives.filter((directive) => !directive.startsWith('report-uri')).join('; ');
}

/** What the app's own origin serves: the files of its resources, each page with the bridge in it and production's policy on it. */
export function createAppFrames(app: App, siteUrl: string, hostDist: string) {
  return async (path: string): Promise<StaticFile | undefined> => {
    const [, key = '', ...rest] = path.split('/');
    const file = rest.join('/');
    if (key === '__host') return HOST_FILES.includes(file) ? staticFile(join(hostDist, 'host'), `/${file}`) : undefined;
    const resource = app.resources.get(key);
    const found = resource && (await staticFile(resource.dir, `/${file === '' ? 'index.html' : file}`));
    if (!found?.headers['content-type']?.startsWith('text/html')) return found;
    const html = found.content.toString('utf8');
    return {
      content: Buffer.from(html.replace(/<head[^>]*>/i, (head) => head + BRIDGE_TAG)),
      headers: { ...found.headers, 'content-security-policy': policy(app, siteUrl, html) },
    };
  };
}
