import type { LimitsPlan, RateLimitPlan } from '@tsk/schemas/plan';
import type { Clock } from '../../clock.ts';
import { plainResponse } from '../../http/errors.ts';
import {
  findHeader,
  type Handler,
  type HeaderField,
  type ProxyRequest,
  type ProxyResponse,
} from '../../http/exchange.ts';
import { createTrustCheck } from '../../http/forwarded.ts';
import { findLimiter } from '../../limits/index.ts';
import type { Limiter, Verdict } from '../../limits/limiter.ts';

/** Keys that a limit remembers at a time. */
const MOST_KEYS = 100_000;

/** Requests that were refused, by the name of the limit. */
export type RefusalCounts = Readonly<Record<string, number>>;

/** The limits of a plan at work. */
export interface LimitLayer {
  /** Puts the limits in front of a handler; all handlers share the counts. */
  wrap(handler: Handler): Handler;
  refused(): RefusalCounts;
}

/** A limit with its counts. */
interface Rate {
  readonly plan: RateLimitPlan;
  readonly limiter: Limiter;
}

/** What a limit has said of a request. */
interface Judgement {
  readonly plan: RateLimitPlan;
  readonly verdict: Verdict;
}

/** Makes the limits of a plan; they begin with nothing used up. Throws `TrustedProxyError` for a list that holds no addresses. */
export function createLimitLayer(plan: LimitsPlan, clock: Clock): LimitLayer {
  const isAllowed = createTrustCheck(plan.allow);
  const isDenied = createTrustCheck(plan.deny);
  const rates = plan.rates.map((rate) => ({ plan: rate, limiter: createLimiter(rate) }));
  const running = new Map<string, number>();
  const refused: Record<string, number> = {};

  function refuse(name: string, response: ProxyResponse): ProxyResponse {
    refused[name] = (refused[name] ?? 0) + 1;
    return response;
  }

  /** Holds one of the client's places until its answer has been sent; undefined where all are taken. */
  async function withPlace(request: ProxyRequest, handler: Handler): Promise<ProxyResponse | undefined> {
    const { clientAddress } = request;
    const count = running.get(clientAddress) ?? 0;
    if (count >= plan.maxConcurrentPerClient) return undefined;
    running.set(clientAddress, count + 1);
    let isHeld = true;
    const leave = (): void => {
      if (!isHeld) return;
      isHeld = false;
      const left = (running.get(clientAddress) ?? 1) - 1;
      if (left === 0) running.delete(clientAddress);
      else running.set(clientAddress, left);
    };
    try {
      const response = await handler(request);
      const stream = response.body;
      if (stream === null || Buffer.isBuffer(stream)) leave();
      else stream.once('close', leave);
      return response;
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    refused: () => refused,
    wrap: (handler) => async (request) => {
      if (isDenied(request.clientAddress)) return refuse('deny', plainResponse(403, 'this address is not served here'));
      if (isAllowed(request.clientAddress)) return handler(request);
      const judgements = judge(rates, request, clock.nowMs());
      const fields = plan.headers ? describe(judgements) : [];
      const last = judgements.at(-1);
      if (last !== undefined && !last.verdict.allowed) return refuse(last.plan.name, tooMany(last.verdict, fields));
      const delayMs = Math.max(0, ...judgements.map(({ verdict }) => verdict.delayMs));
      if (delayMs > 0) await new Promise<void>((resolve) => clock.after(delayMs, resolve));
      const response = plan.maxConcurrentPerClient === 0 ? await handler(request) : await withPlace(request, handler);
      if (response === undefined) return refuse('max_concurrent_per_client', tooMany({ retryAfterMs: 1_000 }, fields));
      return fields.length === 0 ? response : { ...response, headers: [...response.headers, ...fields] };
    },
  };
}

function createLimiter({ strategy, requests, windowMs, burst }: RateLimitPlan): Limiter {
  const kind = findLimiter(strategy);
  if (kind === undefined) throw new Error(`no limiter is registered as ${strategy}`);
  return kind.create({ requests, windowMs, burst }, MOST_KEYS);
}

/** Asks each limit that the request falls under, up to the first that refuses it. */
function judge(rates: readonly Rate[], request: ProxyRequest, nowMs: number): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const { plan, limiter } of rates) {
    if (!isOnPath(request.target, plan.path)) continue;
    const verdict = limiter.take(keyOf(request, plan), nowMs);
    judgements.push({ plan, verdict });
    if (!verdict.allowed) break;
  }
  return judgements;
}

function isOnPath(target: string, path: string | null): boolean {
  if (path === null) return true;
  const [asked = ''] = target.split('?', 1);
  return path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : asked === path;
}

function keyOf({ clientAddress, headers }: ProxyRequest, { scope, header }: RateLimitPlan): string {
  switch (scope) {
    case 'all':
      return '';
    case 'ip':
      return clientAddress;
    case 'header': {
      const value = findHeader(headers, header ?? '');
      // Marked, so that nobody can count against an address by sending it as a key.
      return value === undefined ? clientAddress : `=${value}`;
    }
  }
}

function tooMany({ retryAfterMs }: Pick<Verdict, 'retryAfterMs'>, fields: readonly HeaderField[]): ProxyResponse {
  const retryAfter: HeaderField = ['Retry-After', String(seconds(retryAfterMs))];
  return plainResponse(429, 'too many requests, try again later', { headers: [retryAfter, ...fields] });
}

/** The fields of the IETF's draft "RateLimit header fields for HTTP", about the limit that is nearest to be reached. */
function describe(judgements: readonly Judgement[]): readonly HeaderField[] {
  const [nearest] = judgements.toSorted((a, b) => a.verdict.remaining - b.verdict.remaining);
  if (nearest === undefined) return [];
  const { plan, verdict } = nearest;
  const reset = verdict.remaining > 0 ? '' : `;t=${seconds(verdict.retryAfterMs)}`;
  return [
    ['RateLimit-Policy', `"${plan.name}";q=${plan.requests};w=${seconds(plan.windowMs)}`],
    ['RateLimit', `"${plan.name}";r=${verdict.remaining}${reset}`],
  ];
}

/** Whole seconds, never too few. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
