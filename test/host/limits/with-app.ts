import { installOtherApp, startOtherApp } from '../app-on-host';
import type { App, OtherApp } from '../app-on-host';

let installed: Promise<OtherApp> | undefined;

afterAll(async () => (await installed)?.remove());

/** Runs `check` with the other app on a new site of its own. */
export const withApp = (check: (app: App) => Promise<void>) => async () => {
  installed ??= installOtherApp();
  const app = await startOtherApp(await installed);
  try {
    await check(app);
  } finally {
    await app.host.stop();
  }
};

/** An object whose JSON, as `wrap` puts it in its place, has exactly so many bytes. */
export function ofBytes<T>(bytes: number, wrap: (text: string) => T): T {
  const rest = Buffer.byteLength(JSON.stringify(wrap('')));
  return wrap('x'.repeat(bytes - rest));
}
