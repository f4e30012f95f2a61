import { type DestinationProblem, findDestination } from './wire/authority.ts';
import { type BodyFraming, requestFraming } from './wire/body-framing.ts';
import { FieldName } from './wire/field-names.ts';
import { hasConnectionOption } from './wire/kept-lines.ts';
import { latin1 } from './wire/latin1.ts';
import type { RequestHead } from './wire/scan-request.ts';

/** Why a request is not let in, and the status that says so. */
export interface Refusal {
  readonly status: 400 | 413 | 417 | 431 | 501 | 505;
  readonly reason: string;
}

/** A request that was let in: what its head said, checked. */
export interface Admitted {
  readonly method: string;
  readonly authority: string;
  readonly target: string;
  readonly framing: BodyFraming;
  /** The client waits for `100 Continue` before it sends its body. */
  readonly expectsContinue: boolean;
  /** The client speaks HTTP/1.0. */
  readonly isOld: boolean;
  /** The client would send another request on this connection. */
  readonly keepsAlive: boolean;
  /** The protocol that the client wants to switch to. */
  readonly upgrade: string | undefined;
}

/** Protocols that are about this hop alone: an offer of one is passed over (RFC 9110, 7.8). */
const NOT_TUNNELLED = /^(?:h2c?|http\/|tls\/)/i;
const PROTOCOL = /^[\w!#$%&'*+.^`|~-]+(?:\/[\w!#$%&'*+.^`|~-]+)?$/;

/**
 * Checks what a scanned head means: one destination, one framing, an expectation that can be met.
 * What several readers could take for several things is refused. `maxBodyBytes` of 0 is without limit.
 */
export function admit(bytes: Buffer, head: RequestHead, maxBodyBytes: number): Admitted | Refusal {
  const { fields, minorVersion } = head;
  const method = latin1(bytes, head.methodStart, head.methodEnd);
  if (method === 'CONNECT') return { status: 501, reason: 'CONNECT is not for this server' };
  const framing = requestFraming(bytes, fields, minorVersion);
  if (framing.kind === 'problem') return framing;
  if (framing.kind === 'length' && maxBodyBytes > 0 && framing.bytes > maxBodyBytes) {
    return { status: 413, reason: 'the body is too large' };
  }
  const destination = findDestination(bytes, head);
  if (isProblem(destination)) return destination;
  const expectAt = fields.indexOf(FieldName.Expect);
  const expectation = expectAt === -1 || minorVersion === 0 ? undefined : fields.value(bytes, expectAt).toLowerCase();
  if (expectation !== undefined && expectation !== '100-continue') {
    return { status: 417, reason: 'the only expectation met here is 100-continue' };
  }
  const isOld = minorVersion === 0;
  return {
    method,
    authority: destination.authority,
    target: destination.target,
    framing,
    expectsContinue: expectation !== undefined && framing.kind !== 'none',
    isOld,
    keepsAlive: isOld ? hasConnectionOption(bytes, fields, 'keep-alive') : !hasConnectionOption(bytes, fields, 'close'),
    upgrade: isOld || framing.kind !== 'none' ? undefined : findUpgrade(bytes, head),
  };
}

function isProblem(destination: { readonly target: string } | DestinationProblem): destination is DestinationProblem {
  return 'reason' in destination;
}

function findUpgrade(bytes: Buffer, { fields }: RequestHead): string | undefined {
  const at = fields.indexOf(FieldName.Upgrade);
  if (at === -1 || !hasConnectionOption(bytes, fields, 'upgrade')) return undefined;
  const protocol = fields.value(bytes, at);
  return PROTOCOL.test(protocol) && !NOT_TUNNELLED.test(protocol) ? protocol : undefined;
}
