import type { Handler, ProxyRequest, ProxyResponse } from '../http/exchange.ts';
import { type CacheStatus, cacheStatusField } from './cache-status.ts';
import type { Filling } from './entries.ts';
import type { Exchange } from './exchange.ts';
import { declaredLength, discardBody, passAndCollect } from './fill.ts';
import type { Flight } from './flights.ts';
import { type ResponseHead, readResponse } from './freshness/message.ts';
import { maySatisfyError } from './freshness/reuse.ts';
import { isErrorStatus } from './freshness/status-codes.ts';
import { findStorabilityObstacle } from './freshness/storability.ts';
import {
  confirms,
  confirmsByHead,
  hasValidator,
  unconditionalFields,
  validatingFields,
} from './freshness/validation.ts';
import { serveStored } from './serve-stored.ts';
import type { CacheState } from './state.ts';
import { refreshed, type StoredResponse, toStored } from './stored-response.ts';

/** A request that has to go to the origin. */
export interface Errand {
  readonly exchange: Exchange;
  readonly handler: Handler;
  /** The stored response that cannot be used as it is; undefined where there is none. */
  readonly stored: StoredResponse | undefined;
  readonly because: 'uri-miss' | 'vary-miss' | 'request' | 'stale';
  /** Those who wait for the outcome; undefined where nobody may. */
  readonly flight: Flight | undefined;
}

/** What came back from an errand. */
interface Arrival {
  readonly errand: Errand;
  readonly filling: Filling;
  readonly response: ProxyResponse;
  readonly head: ResponseHead;
}

/**
 * Asks the origin, about the stored response where it can be asked about, and answers with what came of it: that response
 * confirmed, a new one (which is stored on its way where it may be), or a stale one in place of an error.
 * Rejects as the handler does where nothing may stand in for it.
 */
export async function forward(state: CacheState, errand: Errand): Promise<ProxyResponse> {
  const filling = state.entries.announce(errand.exchange.key);
  try {
    const requestTimeMs = state.nowMs();
    const response = await errand.handler(toOutgoing(errand));
    const head = readResponse(response.status, response.headers, requestTimeMs, state.nowMs());
    return await receive(state, { errand, filling, response, head });
  } catch (error) {
    state.entries.end(filling);
    errand.flight?.settle(errand.exchange.request.signal.aborted ? 'aborted' : 'refused');
    const standIn = findStandIn(state, errand, undefined);
    if (standIn === undefined) throw error;
    return standIn;
  }
}

function toOutgoing({ exchange, stored }: Errand): ProxyRequest {
  const { request } = exchange;
  if (stored === undefined || request.method !== 'GET') return request;
  return {
    ...request,
    headers: hasValidator(stored.head)
      ? validatingFields(request.headers, stored.head)
      : unconditionalFields(request.headers),
  };
}

function receive(state: CacheState, arrival: Arrival): ProxyResponse | Promise<ProxyResponse> {
  const { errand, response } = arrival;
  const { stored, exchange } = errand;
  if (stored === undefined) return fill(state, arrival);
  if (exchange.request.method === 'HEAD') return passHead(state, arrival, stored);
  if (response.status === 304) return settleNotModified(state, arrival, stored);
  const standIn = isErrorStatus(response.status) ? findStandIn(state, errand, response) : undefined;
  if (standIn === undefined) return fill(state, arrival);
  discardBody(response.body);
  state.entries.end(arrival.filling);
  errand.flight?.settle('refused');
  return standIn;
}

/** A stored response in place of an error of the origin, or of its silence (`response` undefined). */
function findStandIn(
  state: CacheState,
  { exchange, stored }: Errand,
  response: ProxyResponse | undefined,
): ProxyResponse | undefined {
  if (stored === undefined) return undefined;
  const nowMs = state.nowMs();
  // An error that no backend has sent is the balancer's own word for: nobody could be asked.
  const error = response === undefined || response.source.backendId === null ? 'unreachable' : 'answered';
  if (!maySatisfyError(exchange.head, stored.head, error, nowMs, state.unreachableStaleMs)) return undefined;
  const status: CacheStatus = {
    kind: 'forward',
    because: 'stale',
    stored: false,
    ...(response === undefined ? {} : { status: response.status }),
  };
  return serveStored(exchange.head, stored, status, { backendId: null, cache: 'stale' }, nowMs);
}

function settleNotModified(
  state: CacheState,
  arrival: Arrival,
  stored: StoredResponse,
): ProxyResponse | Promise<ProxyResponse> {
  const { errand, filling, response, head } = arrival;
  const { exchange, because } = errand;
  discardBody(response.body);
  if (!confirms(head, stored.head)) return askUnconditionally(state, arrival);
  const fresh = refreshed(stored, head, response.headers);
  const kept = state.entries.store(filling, exchange.head.index, fresh);
  errand.flight?.settle(kept ? 'stored' : 'refused');
  const source = { backendId: response.source.backendId, cache: 'revalidated' } as const;
  return serveStored(
    exchange.head,
    fresh,
    { kind: 'forward', because, status: 304, stored: kept },
    source,
    state.nowMs(),
  );
}

/** A 304 that speaks of another response than the stored one: that one is of no use any more (RFC 9111 section 4.3.3). */
function askUnconditionally(state: CacheState, { errand, filling }: Arrival): Promise<ProxyResponse> {
  const { exchange } = errand;
  state.entries.end(filling);
  state.entries.discard(exchange.key);
  const request = { ...exchange.request, headers: unconditionalFields(exchange.request.headers) };
  return forward(state, { ...errand, exchange: { ...exchange, request }, stored: undefined });
}

/** The answer to HEAD brings what is stored up to date, or shows that it has changed (RFC 9111 section 4.3.5). */
function passHead(
  state: CacheState,
  { errand, filling, response, head }: Arrival,
  stored: StoredResponse,
): ProxyResponse {
  const { key, head: request } = errand.exchange;
  if (response.status === 200 && confirmsByHead(head, stored.head, stored.body.length)) {
    state.entries.store(filling, request.index, refreshed(stored, head, response.headers));
  } else if (speaksForOrigin(response)) {
    state.entries.discard(key);
  }
  state.entries.end(filling);
  return pass(response, response.body, { kind: 'forward', because: errand.because, stored: false });
}

/** Whether an answer shows what is now at the address: not an error, nor a word of the balancer's own. */
function speaksForOrigin(response: ProxyResponse): boolean {
  return response.source.backendId !== null && !isErrorStatus(response.status);
}

/** Passes a new response on, into the cache as well where it may be stored. */
function fill(state: CacheState, { errand, filling, response, head }: Arrival): ProxyResponse {
  const { exchange, because, flight } = errand;
  const declared = declaredLength(head.index.get('content-length'));
  const tooLarge = (declared ?? 0) > state.maxEntryBytes && exchange.request.method === 'GET';
  const obstacle = findStorabilityObstacle(exchange.head, head) ?? (tooLarge ? 'too-large' : undefined);
  const refuse = (why: typeof obstacle): void => {
    state.entries.end(filling);
    // What a request that was given up has got says nothing of the next one.
    const ownFault = why === undefined || exchange.request.signal.aborted;
    if (!ownFault) state.refusals.remember(exchange.key, why, response.status, state.nowMs());
    flight?.settle(ownFault ? 'aborted' : 'refused');
  };
  if (obstacle !== undefined) {
    refuse(obstacle);
    // What is stored has been superseded by something that is not for storing.
    if (errand.stored !== undefined && speaksForOrigin(response)) state.entries.discard(exchange.key);
    return pass(response, response.body, { kind: 'forward', because, stored: false });
  }
  const body = passAndCollect(response.body, state.maxEntryBytes, declared, (result) => {
    if (typeof result === 'string') return refuse(result === 'too-large' ? result : undefined);
    const kept = state.entries.store(filling, exchange.head.index, toStored(exchange.head, head, response, result));
    if (kept) state.refusals.forget(exchange.key);
    flight?.settle(kept ? 'stored' : 'refused');
  });
  return pass(response, body, { kind: 'forward', because, stored: true });
}

function pass(response: ProxyResponse, body: ProxyResponse['body'], status: CacheStatus): ProxyResponse {
  const headers = [...response.headers, cacheStatusField(status)];
  return { ...response, headers, body, source: { ...response.source, cache: 'miss' } };
}
