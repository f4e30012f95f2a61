import { randomUUID } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { findHeader, type HeaderField } from './exchange.ts';
import { findAll, listMembers } from './headers.ts';

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

/** A request's fields with the truth about its client in them, and that client's address. */
export interface Attributed {
  readonly headers: HeaderField[];
  readonly clientAddress: string;
}

/**
 * Sets X-Forwarded-For, -Proto, -Host and X-Request-Id. What the client sent under these names, `Forwarded` and `X-Real-IP`
 * is dropped unless the peer is trusted; then the peer is added to the chain and its other words are kept.
 */
export function attribute(fields: readonly HeaderField[], sender: Sender, isTrusted: TrustCheck): Attributed {
  const believed = isTrusted(sender.peer);
  const chain = believed ? listMembers(findAll(fields, 'x-forwarded-for')) : [];
  const said = (name: string) => (believed ? findHeader(fields, name) : undefined);
  const kept = fields.filter(([name]) => !isSetHere(name) && (believed || !isAboutClient(name)));
  kept.push(
    ['X-Forwarded-For', [...chain, sender.peer].join(', ')],
    ['X-Forwarded-Proto', said('x-forwarded-proto') ?? sender.scheme],
    ['X-Forwarded-Host', said('x-forwarded-host') ?? sender.authority],
    ['X-Request-Id', said('x-request-id') ?? randomUUID()],
  );
  return { headers: kept, clientAddress: clientOf(chain, sender.peer, isTrusted) };
}

/** The nearest address that is not one of our own proxies: further ones may be invented. */
function clientOf(chain: readonly string[], peer: string, isTrusted: TrustCheck): string {
  for (const hop of chain.toReversed()) {
    if (isIP(hop) === 0) break;
    if (!isTrusted(hop)) return plainAddress(hop);
  }
  return chain.length > 0 && isIP(chain[0] ?? '') !== 0 ? plainAddress(chain[0] ?? peer) : peer;
}

const SET_HERE: ReadonlySet<string> = new Set([
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-request-id',
]);

function isSetHere(name: string): boolean {
  return SET_HERE.has(canonical(name));
}

function isAboutClient(name: string): boolean {
  const field = canonical(name);
  return field === 'forwarded' || field === 'x-real-ip' || field.startsWith('x-forwarded-');
}

/** Many applications read `X_Forwarded_For` and `X-Forwarded-For` as one variable, so both are dropped as one. */
function canonical(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
