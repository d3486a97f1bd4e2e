import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import threads from 'node:worker_threads';

/** As @forge/api's fetch meets it where the manifest allows no such address (Forge docs: manifest-reference/permissions, external.fetch.backend). */
const notAllowed = (target: string) =>
  Object.assign(new Error(`URL not included in the external fetch backend permissions: ${target}.`), {
    ...{ name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 },
  });

/** What Forge would do, or may do, and this host doesn't. */
const notSimulated = (what: string) =>
  Object.assign(new Error(`The local host does not simulate ${what}.`), { name: 'NOT_SIMULATED', status: 501 });

const replace = (holder: object, names: readonly string[], refusal: () => Error) => {
  // No arrow: some are called with `new`.
  function refuse(): never {
    throw refusal();
  }
  for (const name of names) Object.assign(holder, { [name]: refuse });
};

/**
 * Closes every way out of this thread but the platform's: fetch, beneath http, https, tls and http2 the sockets and names themselves, and processes and
 * threads of the app's own, which would have all of these anew. Called before the app is loaded, for @forge/api keeps the fetch it finds then.
 * `mayLeave`: the manifest allows some egress, which isn't told apart here.
 */
export function closeEgress(mayLeave: boolean) {
  const refusal = (target: string) =>
    mayLeave ? notSimulated(`egress, which the manifest may allow: ${target}`) : notAllowed(target);
  globalThis.fetch = (target: string | URL | Request) =>
    Promise.reject(refusal(target instanceof Request ? target.url : String(target)));
  replace(net.Socket.prototype, ['connect'], () => refusal('a socket'));
  replace(dgram.Socket.prototype, ['bind', 'connect', 'send'], () => refusal('a datagram socket'));
  for (const names of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    const lookups = Object.getOwnPropertyNames(names).filter((key) => /^(lookup|resolve|reverse)/.test(key));
    replace(names, lookups, () => refusal('a look-up of names'));
  }
  // Forge runs packaged binaries (manifest-reference, "Executing packaged binaries"); of threads it says nothing.
  replace(childProcess.ChildProcess.prototype, ['spawn'], () => notSimulated('processes of the app'));
  replace(childProcess, ['spawnSync', 'execSync', 'execFileSync'], () => notSimulated('processes of the app'));
  replace(threads, ['Worker'], () => notSimulated('threads of the app'));
  syncBuiltinESMExports();
}
