import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/** As @forge/api's fetch meets it where the manifest allows no such address (Forge docs: manifest-reference/permissions, external.fetch.backend). */
function refusal(target: string): Error {
  const error = new Error(`URL not included in the external fetch backend permissions: ${target}.`);
  return Object.assign(error, { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 });
}

const refuse = (what: string) => (): never => {
  throw refusal(what);
};

/**
 * Closes every way out of this process but the platform's: fetch, and beneath http, https, tls and http2 the sockets and names themselves. Called
 * before the app is loaded, for @forge/api keeps the fetch it finds then.
 */
export function closeEgress() {
  globalThis.fetch = (target: string | URL | Request) =>
    Promise.reject(refusal(target instanceof Request ? target.url : String(target)));
  net.Socket.prototype.connect = refuse('a socket');
  dgram.createSocket = refuse('a datagram socket');
  for (const names of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    for (const name of Object.getOwnPropertyNames(names).filter((key) => /^(lookup|resolve|reverse)/.test(key)))
      Object.assign(names, { [name]: refuse('a look-up of names') });
}
