import type { IncomingMessage } from 'node:http';
import type { HeaderField } from './exchange.ts';
import { endToEnd, findAll, listMembers, toFields } from './headers.ts';

/** Why a request is not let in, and the status that says so. */
export interface Refusal {
  readonly status: 400 | 413 | 417 | 431 | 501 | 505;
  readonly reason: string;
}

/** A request that was let in: what the head said, checked, without the fields that end at this hop. */
export interface Admitted {
  readonly method: string;
  readonly authority: string;
  readonly target: string;
  readonly headers: HeaderField[];
  readonly hasBody: boolean;
  /** The protocol that the client wants to switch to. */
  readonly upgrade: string | undefined;
}

/** What a request may be at most. */
export interface RequestLimits {
  readonly maxHeaderCount: number;
  /** 0 is without limit. */
  readonly maxBodyBytes: number;
}

/** `host` or `host:port`; no user information, no path, no list. */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9\-._~%!$&'()*+;=]+)(?::\d{1,5})?$/i;
const ABSOLUTE_TARGET = /^https?:\/\/([^/?#]*)(.*)$/i;
const TARGET = /^[\x21\x22\x24-\x7e]+$/;

/**
 * Checks a request head. Node's parser has read it strictly; what it lets pass but backends may read differently is refused here:
 * two Host fields, a transfer coding other than `chunked`, framing told twice, an authority or target with odd characters.
 */
export function admit(message: IncomingMessage, limits: RequestLimits): Admitted | Refusal {
  const fields = toFields(message.rawHeaders);
  if (fields.length > limits.maxHeaderCount) return refuse(431, 'too many header fields');
  if (message.httpVersionMajor !== 1) return refuse(505, 'only HTTP/1.0 and HTTP/1.1 are spoken here');
  const framing = checkFraming(message, fields, limits.maxBodyBytes);
  if ('status' in framing) return framing;
  const destination = checkDestination(message, fields);
  if ('status' in destination) return destination;
  const upgrade = listMembers(findAll(fields, 'connection')).includes('upgrade') ? message.headers.upgrade : undefined;
  return {
    method: message.method ?? 'GET',
    ...destination,
    ...framing,
    headers: endToEnd(fields).filter(([name]) => name.toLowerCase() !== 'expect'),
    upgrade: framing.hasBody ? undefined : upgrade,
  };
}

/** RFC 9112, 6.3: a length or the coding `chunked`, never both, never twice. */
function checkFraming(
  message: IncomingMessage,
  fields: readonly HeaderField[],
  maxBodyBytes: number,
): { readonly hasBody: boolean } | Refusal {
  const codings = findAll(fields, 'transfer-encoding');
  const lengths = findAll(fields, 'content-length');
  const [length] = lengths;
  if (codings.length + lengths.length > 1) return refuse(400, 'the length of the body is told more than once');
  if (codings.length === 1) {
    if (message.httpVersionMinor === 0) return refuse(400, 'HTTP/1.0 has no transfer codings');
    if (codings[0]?.toLowerCase() !== 'chunked') return refuse(501, 'the only transfer coding read here is chunked');
    return { hasBody: true };
  }
  if (length === undefined) return { hasBody: false };
  if (!/^\d{1,15}$/.test(length)) return refuse(400, 'Content-Length is not a number');
  if (maxBodyBytes > 0 && Number(length) > maxBodyBytes) return refuse(413, 'the body is too large');
  return { hasBody: Number(length) > 0 };
}

/** RFC 9112, 3.2: where the request is for; an absolute target speaks louder than Host. */
function checkDestination(
  message: IncomingMessage,
  fields: readonly HeaderField[],
): { readonly authority: string; readonly target: string } | Refusal {
  const hosts = findAll(fields, 'host');
  const [host] = hosts;
  const url = message.url ?? '';
  if (hosts.length > 1) return refuse(400, 'there is more than one Host field');
  if (host === undefined && message.httpVersionMinor === 1) return refuse(400, 'the Host field is missing');
  if (host !== undefined && !AUTHORITY.test(host)) return refuse(400, 'the Host field is not a host');
  if (!TARGET.test(url)) return refuse(400, 'the target has characters that do not belong in one');
  if (url === '*') return refuse(501, 'the target * is not forwarded');
  if (url.startsWith('/')) return { authority: host ?? '', target: url };
  const absolute = ABSOLUTE_TARGET.exec(url);
  const [, authority = '', rest = ''] = absolute ?? [];
  if (!AUTHORITY.test(authority)) return refuse(400, 'the target is neither a path nor a URL');
  return { authority, target: rest.startsWith('/') ? rest : `/${rest}` };
}

function refuse(status: Refusal['status'], reason: string): Refusal {
  return { status, reason };
}
