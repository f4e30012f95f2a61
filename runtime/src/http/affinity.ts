import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SessionAffinityPlan } from '@tsk/schemas/plan';
import { stringifySetCookie } from 'cookie';
import type { Clock } from '../clock.ts';
import type { Handler, ProxyRequest } from './exchange.ts';
import { findAll } from './headers.ts';

/** What the affinity cookie is made with. */
export interface AffinityOptions {
  readonly affinity: SessionAffinityPlan;
  /** Key of the signature; cookies of another key are ignored. */
  readonly secret: string | Buffer;
  /** Whether clients come over TLS, and the cookie must not travel without. */
  readonly secure: boolean;
  readonly clock: Clock;
}

/** Marks the cookies of this runtime, whatever their name: `tsk1.<instance>.<issued>.<signature>`. */
const OWN_VALUE = /^tsk1\.([\w-]+)\.([0-9a-z]{1,11})\.([\w-]{43})$/;

/** What a request's cookies say of its session. */
export interface CookiesRead {
  /** The values of the request's `Cookie` fields without the runtime's own cookies. */
  readonly kept: readonly string[];
  readonly session: Session | undefined;
  /** The client has a cookie of the plan's name that is the application's. */
  readonly nameIsTaken: boolean;
}

/** Keeps clients on their instances by a cookie that it reads and sets. */
export interface AffinityCookies {
  /** Reads the values of a request's `Cookie` fields. */
  read(values: readonly string[]): CookiesRead;
  /**
   * The `Set-Cookie` value for an answer of that backend; undefined where the client has what it needs.
   * `setCookies` are the values that the answer sets itself.
   */
  renew(read: CookiesRead, backendId: string, setCookies: readonly string[]): string | undefined;
}

/**
 * Keeps a client on its instance with a signed cookie. It is set after the cache, so that a stored response never carries
 * one client's cookie to another; only an answer that came from an instance sets it.
 *
 * The plan's cookie name may be one that the application uses itself. The application's cookie is never touched:
 * where the client sends one of that name, or the response sets one, the runtime's own goes by `<name>_instance`.
 * The application never sees the runtime's cookie under either name.
 */
export function createAffinityCookies(options: AffinityOptions): AffinityCookies {
  const { affinity } = options;
  const names = { plain: affinity.cookieName, aside: `${affinity.cookieName}_instance` };
  return {
    read: (values) => readCookies(values, names, options),
    renew({ session, nameIsTaken }, backendId, setCookies) {
      if (backendId === session?.backendId && !isWorthRenewal(session, options)) return undefined;
      const isSet = setCookies.some((value) => splitPair(value)[0] === names.plain);
      return issue(nameIsTaken || isSet ? names.aside : names.plain, backendId, options);
    },
  };
}

/** The same for layers that pass requests and responses on whole. */
export function withAffinity(handler: Handler, cookies: AffinityCookies): Handler {
  return async (request) => {
    const read = cookies.read(findAll(request.headers, 'cookie'));
    const response = await handler(withSession(request, read));
    const { backendId, cache } = response.source;
    if (backendId === null || cache === 'hit') return response;
    const cookie = cookies.renew(read, backendId, findAll(response.headers, 'set-cookie'));
    return cookie === undefined ? response : { ...response, headers: [...response.headers, ['Set-Cookie', cookie]] };
  };
}

/** The instance that a client is on. */
interface Session {
  readonly backendId: string;
  readonly issuedAtMs: number;
}

type Names = { readonly plain: string; readonly aside: string };

function withSession(request: ProxyRequest, { kept, session }: CookiesRead): ProxyRequest {
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  for (const value of kept) headers.push(['Cookie', value]);
  return session === undefined ? { ...request, headers } : { ...request, headers, sessionBackendId: session.backendId };
}

function readCookies(values: readonly string[], names: Names, options: AffinityOptions): CookiesRead {
  let session: Session | undefined;
  let nameIsTaken = false;
  const kept: string[] = [];
  for (const value of values) {
    const foreign = value.split(';').filter((pair) => {
      const [name, content] = splitPair(pair);
      if (name !== names.plain && name !== names.aside) return true;
      const own = OWN_VALUE.test(content);
      if (own) session ??= verify(content, options);
      else if (name === names.plain) nameIsTaken = true;
      return !own;
    });
    if (foreign.length > 0) kept.push(foreign.join(';').trim());
  }
  return { kept, session, nameIsTaken };
}

function splitPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair.trim(), ''] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

/** The session of a cookie whose signature is right and whose time is not up. */
function verify(value: string, { affinity, secret, clock }: AffinityOptions): Session | undefined {
  const [, id = '', issued = '', signature = ''] = OWN_VALUE.exec(value) ?? [];
  const expected = Buffer.from(sign(id, issued, secret));
  const given = Buffer.from(signature);
  if (expected.byteLength !== given.byteLength || !timingSafeEqual(expected, given)) return undefined;
  const issuedAtMs = Number.parseInt(issued, 36);
  if (affinity.timeoutMs > 0 && clock.nowMs() - issuedAtMs > affinity.timeoutMs) return undefined;
  return { backendId: Buffer.from(id, 'base64url').toString(), issuedAtMs };
}

/** A session in use is prolonged in the second half of its time, so that not every response carries a cookie. */
function isWorthRenewal({ issuedAtMs }: Session, { affinity, clock }: AffinityOptions): boolean {
  return affinity.timeoutMs > 0 && clock.nowMs() - issuedAtMs > affinity.timeoutMs / 2;
}

function issue(name: string, backendId: string, { affinity, secret, secure, clock }: AffinityOptions): string {
  const id = Buffer.from(backendId).toString('base64url');
  const issued = Math.floor(clock.nowMs()).toString(36);
  return stringifySetCookie({
    name,
    value: `tsk1.${id}.${issued}.${sign(id, issued, secret)}`,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    ...(affinity.timeoutMs > 0 ? { maxAge: Math.ceil(affinity.timeoutMs / 1000) } : {}),
  });
}

function sign(id: string, issued: string, secret: string | Buffer): string {
  return createHmac('sha256', secret).update(`${id}.${issued}`).digest('base64url');
}
