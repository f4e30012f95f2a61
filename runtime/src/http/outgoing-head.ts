import type { Admitted } from './admission.ts';
import type { CookiesRead } from './affinity.ts';
import type { HeaderField } from './exchange.ts';
import { type Attribution, attribution, type Claims, type TrustCheck } from './forwarded.ts';
import { listMembers } from './headers.ts';
import { FieldName } from './wire/field-names.ts';
import type { HeadFields } from './wire/head-fields.ts';
import { type FieldSet, fieldSet, hopByHop, keptLines } from './wire/kept-lines.ts';
import type { RequestHead } from './wire/scan-request.ts';

/** Name of this proxy in `Via`. */
export const PSEUDONYM = 'tsk';

/** Fields of a request that are never passed on as they came: they end here, or are written anew. */
const neverKept: readonly FieldName[] = [
  ...hopByHop,
  FieldName.Host,
  FieldName.Expect,
  FieldName.Imitation,
  FieldName.XForwardedFor,
  FieldName.XForwardedHost,
  FieldName.XForwardedProto,
  FieldName.XRequestId,
  FieldName.Via,
];
const claimed: readonly FieldName[] = [
  FieldName.Forwarded,
  FieldName.XRealIp,
  FieldName.XForwardedPort,
  FieldName.ClientClaim,
];

/** By whether the peer is trusted, and whether the cookies are written anew. */
const dropped: Readonly<Record<'stranger' | 'trusted', readonly [all: FieldSet, withoutCookies: FieldSet]>> = {
  stranger: [fieldSet(...neverKept, ...claimed), fieldSet(...neverKept, ...claimed, FieldName.Cookie)],
  trusted: [fieldSet(...neverKept), fieldSet(...neverKept, FieldName.Cookie)],
};

/** Who sent a request, as far as its connection tells. */
export interface Peer {
  readonly address: string;
  readonly isTrusted: boolean;
  readonly scheme: 'http' | 'https';
}

/** The truth about the client of a scanned request. */
export function attributeHead(
  bytes: Buffer,
  { fields }: RequestHead,
  authority: string,
  peer: Peer,
  isTrusted: TrustCheck,
): Attribution {
  const claims = peer.isTrusted ? readClaims(bytes, fields) : undefined;
  return attribution(claims, { peer: peer.address, scheme: peer.scheme, authority }, isTrusted);
}

function readClaims(bytes: Buffer, fields: HeadFields): Claims {
  const first = (id: FieldName): string | undefined => valuesOf(bytes, fields, id)[0];
  return {
    chain: listMembers(valuesOf(bytes, fields, FieldName.XForwardedFor)),
    proto: first(FieldName.XForwardedProto),
    host: first(FieldName.XForwardedHost),
    requestId: first(FieldName.XRequestId),
  };
}

/** Every value of a known field, in order. */
export function valuesOf(bytes: Buffer, fields: HeadFields, id: FieldName): string[] {
  const values: string[] = [];
  for (let index = 0; index < fields.count; index += 1) {
    if (fields.ids[index] === id) values.push(fields.value(bytes, index));
  }
  return values;
}

/**
 * The head that goes to the backend, up to and with its empty line: the request line anew, the lines that may pass as they were
 * written, and what the runtime says itself. `cookies` is undefined where they pass untouched.
 */
export function outgoingHead(
  bytes: Buffer,
  head: RequestHead,
  headEnd: number,
  { method, target, authority, upgrade }: Admitted,
  peer: Peer,
  told: Attribution,
  cookies: CookiesRead | undefined,
): string {
  const { fields } = head;
  const sets = dropped[peer.isTrusted ? 'trusted' : 'stranger'];
  let text = `${method} ${target} HTTP/1.1\r\nHost: ${authority}\r\n`;
  text += keptLines(bytes, fields, headEnd, cookies === undefined ? sets[0] : sets[1]);
  for (const value of cookies?.kept ?? []) text += `Cookie: ${value}\r\n`;
  if (upgrade !== undefined) text += `Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n`;
  const via = fields.indexOf(FieldName.Via) === -1 ? '' : `${valuesOf(bytes, fields, FieldName.Via).join(', ')}, `;
  return `${text}X-Forwarded-For: ${told.forwardedFor}\r\nX-Forwarded-Proto: ${told.proto}\r\nX-Forwarded-Host: ${told.host}\r\nX-Request-Id: ${told.requestId}\r\nVia: ${via}1.1 ${PSEUDONYM}\r\n\r\n`;
}

/** Framing is told anew by whoever sends the body. */
const layered = fieldSet(FieldName.TransferEncoding, FieldName.Trailer);

/** The fields of a request as the layers see them, with the truth about the client in them. */
export function layeredFields(
  bytes: Buffer,
  { fields }: RequestHead,
  listed: ReadonlySet<string> | undefined,
  peer: Peer,
  told: Attribution,
): HeaderField[] {
  const [set] = dropped[peer.isTrusted ? 'trusted' : 'stranger'];
  const kept: HeaderField[] = [];
  for (let index = 0; index < fields.count; index += 1) {
    const id = fields.ids[index] ?? 0;
    const name = fields.name(bytes, index);
    const isListed = id !== FieldName.ContentLength && listed?.has(name.toLowerCase()) === true;
    const isVia = id === FieldName.Via;
    if (!isVia && (set[id] === 1 || layered[id] === 1 || isListed)) continue;
    kept.push([name, fields.value(bytes, index)]);
  }
  kept.push(
    ['X-Forwarded-For', told.forwardedFor],
    ['X-Forwarded-Proto', told.proto],
    ['X-Forwarded-Host', told.host],
    ['X-Request-Id', told.requestId],
  );
  return kept;
}
