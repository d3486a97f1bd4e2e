import { COMMANDS, NOT_SIMULATED, NotSimulated, type FramePage } from './commands';
import { type Channel, openChannel } from './rpc';

/** As on Forge (F:add-content-security-and-egress-controls): no pop-ups, no navigation of the page around. */
export const SANDBOX = 'allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts';
export const ALLOW = 'clipboard-write';

/** Answers the bridge calls of one frame until the returned function is called. The frame's name must be `frameName()`. */
export function serveFrame(frame: HTMLIFrameElement, page: FramePage): () => void {
  const { appOrigin } = page.session;
  const subscriptions: (() => void)[] = [];
  const channel: Channel = openChannel(
    (message) => frame.contentWindow?.postMessage(message, appOrigin),
    async (command, data) => {
      const handler = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
      try {
        if (handler) return await handler(page, data, subscriptions);
        if (NOT_SIMULATED.includes(command)) throw new NotSimulated(`Bridge command "${command}"`);
        throw new Error(`There is no bridge command "${command}".`);
      } catch (error) {
        if (error instanceof NotSimulated) console.error(error.message);
        throw error;
      }
    },
  );
  const listen = (event: MessageEvent) => {
    if (event.source === frame.contentWindow && event.origin === appOrigin) channel.receive(event.data);
  };
  window.addEventListener('message', listen);
  return () => {
    window.removeEventListener('message', listen);
    for (const end of subscriptions) end();
  };
}

/** Tells the frame which origin may speak to it; read by frame.ts. */
export const frameName = (): string => JSON.stringify({ siteOrigin: globalThis.location.origin });
