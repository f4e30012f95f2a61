import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Handler, ProxyResponse } from '../http/exchange.ts';
import { bypass, isBypassed } from './bypass.ts';
import type { CacheStatus } from './cache-status.ts';
import { type Exchange, isShareable, toExchange } from './exchange.ts';
import { discardBody } from './fill.ts';
import { type Errand, forward } from './forward.ts';
import { stalenessMs } from './freshness/age.ts';
import { decideReuse, type Reuse } from './freshness/reuse.ts';
import { unconditionalFields } from './freshness/validation.ts';
import { selectionKey } from './freshness/vary.ts';
import { serveStored } from './serve-stored.ts';
import type { CacheState } from './state.ts';
import type { StoredResponse } from './stored-response.ts';

const BACKGROUND_TIMEOUT_MS = 30_000;

/** Answers a request: from what is stored where that may be used, else through the handler. */
export async function answer(state: CacheState, exchange: Exchange, handler: Handler): Promise<ProxyResponse> {
  if (isBypassed(exchange)) return bypass(state, exchange, handler);
  let stored = state.entries.find(exchange.key, exchange.head.index);
  if (stored === undefined && (await state.entries.fetchShared(exchange.key))) {
    stored = state.entries.find(exchange.key, exchange.head.index);
    if (stored !== undefined) state.statistics.countShared();
  }
  if (stored === undefined) return ask(state, { exchange, handler, stored, because: missKind(state, exchange) });
  const reuse = decideReuse(exchange.head, stored.head, state.nowMs());
  if (reuse.kind === 'revalidate') return ask(state, { exchange, handler, stored, because: reuse.because });
  if (reuse.kind === 'serve-and-revalidate') revalidateInBackground(state, exchange, handler, stored);
  return serve(state, exchange, stored, reuse);
}

function serve(
  state: CacheState,
  { head }: Exchange,
  stored: StoredResponse,
  reuse: Exclude<Reuse, { kind: 'revalidate' }>,
  status?: CacheStatus,
): ProxyResponse {
  const nowMs = state.nowMs();
  const ttlMs = -stalenessMs(stored.head, nowMs);
  const cache = reuse.kind === 'serve' && !reuse.stale ? 'hit' : 'stale';
  return serveStored(head, stored, status ?? { kind: 'hit', ttlMs }, { backendId: null, cache }, nowMs);
}

/** 504 for `only-if-cached` (RFC 9111 section 5.2.1.7). */
function notCached(): ProxyResponse {
  const body = Buffer.from('The response is not in the cache.\n');
  const headers = [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', String(body.length)],
    ['Cache-Status', 'tsk; detail=only-if-cached'],
  ] as const;
  return { status: 504, statusText: 'Gateway Timeout', headers, body, source: { backendId: null, cache: 'miss' } };
}

function missKind(state: CacheState, { key }: Exchange): 'uri-miss' | 'vary-miss' {
  return state.entries.findVaryNames(key) === undefined ? 'uri-miss' : 'vary-miss';
}

/** Goes to the origin, or waits for another request that is on its way there and whose answer will do. */
async function ask(state: CacheState, task: Omit<Errand, 'flight'>): Promise<ProxyResponse> {
  const { exchange } = task;
  if (exchange.head.directives.has('only-if-cached')) return notCached();
  if (!mayCollapse(state, task)) return forward(state, { ...task, flight: undefined });
  const key = flightKey(state, exchange);
  let limit: AbortSignal | undefined;
  for (let flight = state.flights.find(key); flight !== undefined; flight = state.flights.find(key)) {
    limit ??= AbortSignal.any([exchange.request.signal, AbortSignal.timeout(state.collapseWaitMs)]);
    const outcome = await flight.wait(limit);
    if (outcome === 'stored') return takeCollapsed(state, task);
    if (outcome !== 'aborted') return forward(state, { ...task, flight: undefined });
  }
  return forward(state, { ...task, flight: state.flights.start(key) });
}

/** Only where the answer is likely to do for the others: else they would wait for each other in vain, one after the other. */
function mayCollapse(state: CacheState, { exchange, stored, because }: Omit<Errand, 'flight'>): boolean {
  if (!isShareable(exchange) || because === 'request') return false;
  if (stored !== undefined) return stored.head.lifetimeMs > 0 && !stored.head.directives.has('no-cache');
  return !exchange.head.directives.has('no-cache') && !state.refusals.has(exchange.key, state.nowMs());
}

/** Requests for different variants of an address do not wait for each other, as far as it is known to have variants. */
function flightKey(state: CacheState, { key, head }: Exchange): string {
  return `${key}\n${selectionKey(state.entries.findVaryNames(key) ?? [], head.index)}`;
}

/** Uses what another request has brought, where it answers this one, too; nobody waits twice. */
function takeCollapsed(state: CacheState, task: Omit<Errand, 'flight'>): ProxyResponse | Promise<ProxyResponse> {
  const { exchange, because } = task;
  const stored = state.entries.find(exchange.key, exchange.head.index);
  if (stored === undefined) return forward(state, { ...task, stored, flight: undefined });
  const reuse = decideReuse(exchange.head, stored.head, state.nowMs());
  if (reuse.kind === 'revalidate') return forward(state, { ...task, stored, flight: undefined });
  state.statistics.countCollapsed();
  return serve(state, exchange, stored, reuse, { kind: 'forward', because, stored: false, collapsed: true });
}

/** Renews a stored response for nobody in particular; at most once at a time. A failure leaves it as it is. */
function revalidateInBackground(state: CacheState, exchange: Exchange, handler: Handler, stored: StoredResponse): void {
  const key = flightKey(state, exchange);
  if (state.flights.find(key) !== undefined) return;
  const flight = state.flights.start(key);
  const own = toExchange(
    {
      ...exchange.request,
      method: 'GET',
      headers: unconditionalFields(exchange.request.headers),
      signal: AbortSignal.timeout(BACKGROUND_TIMEOUT_MS),
    },
    state.queryRules,
  );
  void forward(state, { exchange: own, handler, stored, because: 'stale', flight })
    .then(({ body }) => {
      discardBody(body);
      return body instanceof Readable ? finished(body) : undefined;
    })
    .catch(() => undefined);
}
