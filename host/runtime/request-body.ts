import type { RawBody } from '../multipart';

/**
 * Body and headers as fetch sends them. On Forge `__forge_fetch__` hands `init` to Node's own fetch, towards the platform's proxy: so a form, a
 * blob or a buffer goes as its bytes, with the type that fetch itself names (assumed: the wrapper around an app is in no package).
 */
export async function asSent(init: RequestInit): Promise<{ headers: Record<string, string>; body: RawBody }> {
  const { body = null } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  if (body === null || typeof body === 'string') return { headers, body: body ?? undefined };
  const sent = new Request('http://localhost', { ...init, method: 'POST' });
  return { headers: Object.fromEntries(sent.headers), body: new Uint8Array(await sent.arrayBuffer()) };
}
