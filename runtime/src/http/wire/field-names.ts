import { tokenLower } from './bytes.ts';
import { latin1 } from './latin1.ts';

/** The fields that the data plane itself has something to say about; every other one is passed on as it is. */
export const FieldName = {
  Other: 0,
  Host: 1,
  ContentLength: 2,
  TransferEncoding: 3,
  Connection: 4,
  KeepAlive: 5,
  ProxyConnection: 6,
  Te: 7,
  Trailer: 8,
  Upgrade: 9,
  Expect: 10,
  Forwarded: 11,
  XForwardedFor: 12,
  XForwardedHost: 13,
  XForwardedProto: 14,
  XForwardedPort: 15,
  XRealIp: 16,
  XRequestId: 17,
  Via: 18,
  Cookie: 19,
  Authorization: 20,
  Traceparent: 21,
  Date: 22,
  ProxyAuthenticate: 23,
  ProxyAuthorization: 24,
  Http2Settings: 25,
  /** Any other field that says something about the client: `X-Forwarded-…`, with underscores as well. */
  ClientClaim: 26,
  /** A field above spelled with underscores, which many applications read as the same variable. */
  Imitation: 27,
} as const;

/** One of the numbers of the table `FieldName`. */
export type FieldName = (typeof FieldName)[keyof typeof FieldName];

interface Known {
  readonly id: FieldName;
  readonly lower: Uint8Array;
}

const names: Readonly<Record<string, FieldName>> = {
  host: FieldName.Host,
  'content-length': FieldName.ContentLength,
  'transfer-encoding': FieldName.TransferEncoding,
  connection: FieldName.Connection,
  'keep-alive': FieldName.KeepAlive,
  'proxy-connection': FieldName.ProxyConnection,
  te: FieldName.Te,
  trailer: FieldName.Trailer,
  upgrade: FieldName.Upgrade,
  expect: FieldName.Expect,
  forwarded: FieldName.Forwarded,
  'x-forwarded-for': FieldName.XForwardedFor,
  'x-forwarded-host': FieldName.XForwardedHost,
  'x-forwarded-proto': FieldName.XForwardedProto,
  'x-forwarded-port': FieldName.XForwardedPort,
  'x-real-ip': FieldName.XRealIp,
  'x-request-id': FieldName.XRequestId,
  via: FieldName.Via,
  cookie: FieldName.Cookie,
  authorization: FieldName.Authorization,
  traceparent: FieldName.Traceparent,
  date: FieldName.Date,
  'proxy-authenticate': FieldName.ProxyAuthenticate,
  'proxy-authorization': FieldName.ProxyAuthorization,
  'http2-settings': FieldName.Http2Settings,
};

const SLOTS = 256;
/** By the hash of the lower-case name; the names were chosen to share no slot, which is checked below. */
const table: (Known | undefined)[] = new Array<Known | undefined>(SLOTS).fill(undefined);

for (const [name, id] of Object.entries(names)) {
  const lower = Uint8Array.from(name, (character) => character.charCodeAt(0));
  let hash = 0;
  for (const byte of lower) hash = mixHash(hash, byte);
  const slot = hash & (SLOTS - 1);
  if (table[slot] !== undefined) throw new Error(`${name} shares the slot of another field name`);
  table[slot] = { id, lower };
}

/** Takes one more lower-case byte of a name into its hash. */
export function mixHash(hash: number, lowerByte: number): number {
  return (Math.imul(hash, 31) + lowerByte) | 0;
}

/** Which of the known names stands in `bytes` from `start` to `end`; `hash` is that of its lower-case bytes. */
export function findFieldName(bytes: Uint8Array, start: number, end: number, hash: number): FieldName {
  const known = table[hash & (SLOTS - 1)];
  if (known === undefined || known.lower.length !== end - start) return judgeUnknown(bytes, start, end);
  for (let index = 0; index < known.lower.length; index += 1) {
    if (tokenLower[bytes[start + index] ?? 0] !== known.lower[index]) return judgeUnknown(bytes, start, end);
  }
  return known.id;
}

const UNDERSCORE = 0x5f;
const LETTER_X = 0x78;
const CLAIM_PREFIX = 'x-forwarded-';
/** What the runtime itself says about the client: an imitation of it is dropped like the field. */
const claims: ReadonlySet<string> = new Set(['forwarded', 'x-real-ip']);

/** Whether an unknown name is one that an application may take for a known one. */
function judgeUnknown(bytes: Uint8Array, start: number, end: number): FieldName {
  let hasUnderscore = false;
  for (let at = start; at < end; at += 1) if (bytes[at] === UNDERSCORE) hasUnderscore = true;
  const mayClaim = tokenLower[bytes[start] ?? 0] === LETTER_X && end - start > CLAIM_PREFIX.length;
  if (!hasUnderscore && !mayClaim) return FieldName.Other;
  const name = latin1(bytes, start, end).toLowerCase().replaceAll('_', '-');
  if (Object.hasOwn(names, name)) return claims.has(name) ? FieldName.ClientClaim : FieldName.Imitation;
  return name.startsWith(CLAIM_PREFIX) ? FieldName.ClientClaim : FieldName.Other;
}
