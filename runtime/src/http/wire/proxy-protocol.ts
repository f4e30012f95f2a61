import { isIPv4, isIPv6 } from 'node:net';
import { latin1 } from './latin1.ts';

/** Whom a proxy in front speaks for, as its PROXY protocol header says. */
export interface ProxiedPeer {
  readonly address: string;
  readonly port: number;
}

/** What the first bytes of a connection are. */
export type ProxyHeader =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'problem'; readonly reason: string }
  /** `peer` is null where the proxy speaks for itself, as in its health checks. `length` is where what it passes on begins. */
  | { readonly kind: 'header'; readonly length: number; readonly peer: ProxiedPeer | null };

/** The twelve bytes that start version 2, chosen to be no text of any protocol. */
const SIGNATURE = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);
const PREFIX = Buffer.from('PROXY ', 'latin1');
/** The longest line of version 1: with two addresses of IPv6 written out. */
const MAX_LINE = 107;

const INCOMPLETE: ProxyHeader = { kind: 'incomplete' };

/** Reads the PROXY protocol header (versions 1 and 2, haproxy.org's proxy-protocol.txt) that `bytes` starts with. */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsLike(bytes, SIGNATURE)) return bytes.length < 16 ? INCOMPLETE : readBinary(bytes);
  if (startsLike(bytes, PREFIX)) return readLine(bytes);
  return problem('the connection does not start with a PROXY protocol header');
}

function startsLike(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.compare(start, 0, length, 0, length) === 0;
}

/** `PROXY TCP4 203.0.113.7 192.0.2.1 51234 443` and CR LF. */
function readLine(bytes: Buffer): ProxyHeader {
  const end = bytes.subarray(0, MAX_LINE).indexOf('\r\n');
  if (end === -1) return bytes.length >= MAX_LINE ? problem('the PROXY line is too long') : INCOMPLETE;
  const length = end + 2;
  const [, family, source = '', target = '', sourcePort = '', targetPort = '', ...rest] = latin1(bytes, 0, end).split(
    ' ',
  );
  if (family === 'UNKNOWN') return { kind: 'header', length, peer: null };
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : undefined;
  if (isAddress === undefined) return problem('the PROXY line names neither TCP4 nor TCP6 nor UNKNOWN');
  if (!isAddress(source) || !isAddress(target)) return problem('an address of the PROXY line is none');
  if (!isPort(sourcePort) || !isPort(targetPort) || rest.length > 0)
    return problem('the ports of the PROXY line are none');
  return { kind: 'header', length, peer: { address: source, port: Number(sourcePort) } };
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;
}

/** Signature, version and command, family, length, addresses, and fields of type and length that are passed over. */
function readBinary(bytes: Buffer): ProxyHeader {
  const versionAndCommand = bytes.readUInt8(12);
  const family = bytes.readUInt8(13);
  const length = 16 + bytes.readUInt16BE(14);
  if (versionAndCommand >> 4 !== 2) return problem('the PROXY header is of no known version');
  const command = versionAndCommand & 0x0f;
  if (command > 1) return problem('the PROXY header has an unknown command');
  if (bytes.length < length) return INCOMPLETE;
  if (command === 0) return { kind: 'header', length, peer: null };
  switch (family) {
    case 0x11:
      if (length < 28) return problem('the PROXY header is too short for its addresses');
      return {
        kind: 'header',
        length,
        peer: { address: bytes.subarray(16, 20).join('.'), port: bytes.readUInt16BE(24) },
      };
    case 0x21:
      if (length < 52) return problem('the PROXY header is too short for its addresses');
      return { kind: 'header', length, peer: { address: ipv6(bytes.subarray(16, 32)), port: bytes.readUInt16BE(48) } };
    default:
      // Other kinds of sockets have no address that could be shown to anybody.
      return { kind: 'header', length, peer: null };
  }
}

function ipv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  // The longest run of zeros is left out once (RFC 5952).
  return groups
    .join(':')
    .replace(/\b(?:0(?::|$)){2,}/, ':')
    .replace(/^:(?!:)/, '::')
    .replace(/(?<!:):$/, '::');
}

function problem(reason: string): ProxyHeader {
  return { kind: 'problem', reason };
}

/** The version 1 line that tells a backend whom a connection is for. */
export function writeProxyLine(peer: ProxiedPeer, own: ProxiedPeer): string {
  const family = isIPv6(peer.address) ? 'TCP6' : 'TCP4';
  if (isIPv6(own.address) !== isIPv6(peer.address)) return 'PROXY UNKNOWN\r\n';
  return `PROXY ${family} ${peer.address} ${own.address} ${peer.port} ${own.port}\r\n`;
}
