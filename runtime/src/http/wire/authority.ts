import { SLASH } from './bytes.ts';
import { FieldName } from './field-names.ts';
import { latin1 } from './latin1.ts';
import type { RequestHead } from './scan-request.ts';

/** Where a request is for. */
export interface Destination {
  /** `host` or `host:port`; '' where an HTTP/1.0 client names none. */
  readonly authority: string;
  /** Path and query in origin form: `/a?b=c`. */
  readonly target: string;
}

/** Why a destination is not accepted. */
export interface DestinationProblem {
  readonly status: 400 | 501;
  readonly reason: string;
}

/** `host` or `host:port`; no user information, no path, no list. */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9\-._~%!$&'()*+;=]+)(?::\d{1,5})?$/i;
const ABSOLUTE_TARGET = /^https?:\/\/([^/?#]*)(.*)$/i;

/**
 * Where a request is for (RFC 9112, 3.2 and 3.3): one valid Host field in HTTP/1.1; an absolute target speaks louder than Host,
 * and is passed on in origin form. Authorities that were valid once are remembered, because most requests name the same few.
 */
export function findDestination(bytes: Uint8Array, head: RequestHead): Destination | DestinationProblem {
  const { fields } = head;
  const at = fields.indexOf(FieldName.Host);
  if (at === -1 && head.minorVersion === 1) return { status: 400, reason: 'the Host field is missing' };
  if (at !== -1 && fields.countOf(FieldName.Host) > 1)
    return { status: 400, reason: 'there is more than one Host field' };
  const host = at === -1 ? '' : fields.value(bytes, at);
  if (at !== -1 && !isAuthority(host)) return { status: 400, reason: 'the Host field is not a host' };

  const target = latin1(bytes, head.targetStart, head.targetEnd);
  if (bytes[head.targetStart] === SLASH) return { authority: host, target };
  if (target === '*') return { status: 501, reason: 'the target * is not forwarded' };
  const [, authority = '', rest = ''] = ABSOLUTE_TARGET.exec(target) ?? [];
  if (!isAuthority(authority)) return { status: 400, reason: 'the target is neither a path nor a URL' };
  return { authority, target: rest.startsWith('/') ? rest : `/${rest}` };
}

const known = new Set<string>();
/** Enough for the names of a site; a stream of made-up names only ever costs the check. */
const MAX_KNOWN = 64;

function isAuthority(text: string): boolean {
  if (known.has(text)) return true;
  if (!AUTHORITY.test(text)) return false;
  if (known.size < MAX_KNOWN) known.add(text);
  return true;
}
