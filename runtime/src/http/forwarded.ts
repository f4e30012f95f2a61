import { randomUUID } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** Whether the peer of that address is a proxy whose word about the client is believed. */
export type TrustCheck = (address: string) => boolean;

/** An entry of `trustedProxies` is neither an address nor a CIDR block. */
export class TrustedProxyError extends Error {
  override readonly name = 'TrustedProxyError';
  /** Where the entry stands in the plan, as a JSON pointer. */
  readonly pointer: string;

  constructor(entry: string, index: number) {
    super(`"${entry}" is neither an address nor a block such as 10.0.0.0/8`);
    this.pointer = `/server/trustedProxies/${index}`;
  }
}

/** Reads the plan's list of addresses and CIDR blocks; throws `TrustedProxyError` for an entry that is neither. */
export function createTrustCheck(trustedProxies: readonly string[]): TrustCheck {
  const list = new BlockList();
  for (const [index, entry] of trustedProxies.entries()) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) {
      throw new TrustedProxyError(entry, index);
    }
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** An address in its plainest form: an IPv4 address that came over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

/** Who sent a request, as far as the connection tells. */
export interface Sender {
  readonly peer: string;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
}

/** What a request's own fields say about its client; believed from a trusted peer only. */
export interface Claims {
  /** The members of `X-Forwarded-For`, the first of them the farthest. */
  readonly chain: readonly string[];
  readonly proto: string | undefined;
  readonly host: string | undefined;
  readonly requestId: string | undefined;
}

/** What a backend is told about the client, and the address that counts as the client's. */
export interface Attribution {
  readonly forwardedFor: string;
  readonly proto: string;
  readonly host: string;
  readonly requestId: string;
  readonly clientAddress: string;
}

/** The truth about the client of a request. `claims` is undefined where the peer is not trusted; else the peer is added to the chain. */
export function attribution(claims: Claims | undefined, sender: Sender, isTrusted: TrustCheck): Attribution {
  const { peer, scheme, authority } = sender;
  if (claims === undefined) {
    return { forwardedFor: peer, proto: scheme, host: authority, requestId: randomUUID(), clientAddress: peer };
  }
  return {
    forwardedFor: [...claims.chain, peer].join(', '),
    proto: claims.proto ?? scheme,
    host: claims.host ?? authority,
    requestId: claims.requestId ?? randomUUID(),
    clientAddress: clientOf(claims.chain, peer, isTrusted),
  };
}

/** The nearest address that is not one of our own proxies: further ones may be invented. */
function clientOf(chain: readonly string[], peer: string, isTrusted: TrustCheck): string {
  for (const hop of chain.toReversed()) {
    if (isIP(hop) === 0) break;
    if (!isTrusted(hop)) return plainAddress(hop);
  }
  return chain.length > 0 && isIP(chain[0] ?? '') !== 0 ? plainAddress(chain[0] ?? peer) : peer;
}
