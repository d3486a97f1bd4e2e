/**
 * First script in the <head> of every page of the app: sets the one global that @forge/bridge looks for when it is imported.
 * The page around the frame says in the frame's name who it is; a page opened outside of it gets no bridge, as in Jira.
 */
import { createFrameHistory } from './frame-history';
import { type Channel, isRecord, openChannel } from './rpc';

declare global {
  var __bridge: { callBridge(command: string, data?: unknown): Promise<unknown> } | undefined;
}

interface Theme {
  readonly theme: string;
  readonly colorMode: string;
}

function siteOriginOf(frameName: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(frameName);
    return isRecord(parsed) && typeof parsed.siteOrigin === 'string' ? parsed.siteOrigin : undefined;
  } catch {
    return undefined;
  }
}

function applyTheme({ theme, colorMode }: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.colorMode = colorMode;
}

/** Theme CSS comes as a file: production's CSP blocks a style that a script inserts. */
async function enableTheming(channel: Channel): Promise<void> {
  applyTheme((await channel.call('enableTheming', { onChange: applyTheme })) as Theme);
  if (document.querySelector('link[data-host-theme]')) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/__host/theme.css';
  link.dataset.hostTheme = '';
  const loaded = new Promise<void>((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error('The theme CSS did not load.'));
  });
  document.head.append(link);
  await loaded;
}

/**
 * Tells the page around how high the content is, in px. As Jira's iframe resizer does, html and body lose a height of their own
 * (`height: 100%`): with it the content could never be seen to shrink.
 */
function reportHeight(channel: Channel): void {
  const { documentElement, body } = document;
  documentElement.style.height = 'auto';
  body.style.height = 'auto';
  let last = -1;
  new ResizeObserver(() => {
    const height = Math.ceil(documentElement.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    void channel.call('resize', { height });
  }).observe(documentElement);
}

const siteOrigin = siteOriginOf(window.name);
if (siteOrigin !== undefined && window.parent !== window) {
  const channel = openChannel(
    (message) => window.parent.postMessage(message, siteOrigin),
    (command) => {
      throw new Error(`A frame answers no commands: ${command}`);
    },
  );
  window.addEventListener('message', (event) => {
    if (event.source === window.parent && event.origin === siteOrigin) channel.receive(event.data);
  });
  globalThis.__bridge = {
    callBridge(command, data) {
      if (command === 'createHistory') return createFrameHistory(channel);
      if (command === 'enableTheming') return enableTheming(channel);
      return channel.call(command, data);
    },
  };
  window.addEventListener('DOMContentLoaded', () => reportHeight(channel));
}
