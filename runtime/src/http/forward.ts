import type { Backend } from '../backends/backend.ts';
import type { BackendPool, Lease } from '../backends/pool.ts';
import type { Router } from '../backends/route.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import { errorResponse, UpstreamError, unavailable } from './errors.ts';
import type { Handler, HeaderField, ProxyRequest, ProxyResponse } from './exchange.ts';
import { isSafeToRetry, RetryBudget } from './retry.ts';
import type { Upstream } from './upstream.ts';

/** Name of this proxy in `Via`. */
const PSEUDONYM = 'tsk';

/** What a forwarder works with. */
export interface ForwarderOptions {
  readonly pool: BackendPool;
  readonly route: Router;
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the head of the answer may take, over all tries; 0 is for ever. */
  readonly requestTimeoutMs: number;
}

/** The end of the request path: finds a backend, has it answer, and tries another one where that is safe. */
export function createForwarder(options: ForwarderOptions): Handler {
  const { clock, log, route, requestTimeoutMs } = options;
  const budget = new RetryBudget(clock);

  /** Another backend; the same one only after a connection that broke, which a new connection may cure. */
  function routeAgain(request: ProxyRequest, tried: ReadonlySet<string>, error: UpstreamError): Backend | undefined {
    return routeFor(request, tried) ?? (error.kind === 'broken' ? routeFor(request, NONE) : undefined);
  }

  function routeFor(
    { clientAddress, sessionBackendId }: ProxyRequest,
    tried: ReadonlySet<string>,
  ): Backend | undefined {
    return route({ clientAddress, sessionBackendId, tried });
  }

  return async (incoming) => {
    const deadlineMs = requestTimeoutMs === 0 ? null : clock.nowMs() + requestTimeoutMs;
    const request = { ...incoming, headers: outgoingHeaders(incoming) };
    const tried = new Set<string>();
    budget.earn();
    let backend = routeFor(request, tried);
    if (backend === undefined) return unavailable('no instance is ready');
    for (let tries = 1; ; tries += 1) {
      const result = await tryOnce(options, backend, request, deadlineMs);
      if (!(result instanceof UpstreamError)) return result;
      tried.add(backend.id);
      const mayRetry = isSafeToRetry(request, result, tries) && (result.kind === 'refused' || budget.spend());
      const next = mayRetry ? routeAgain(request, tried, result) : undefined;
      if (next === undefined) return errorResponse(result);
      log.debug('A request is tried again.', { failure: result.message, next: next.id, target: request.target });
      backend = next;
    }
  };
}

const NONE: ReadonlySet<string> = new Set();

/** One try at one backend: its answer, an answer about the client's own fault, or how the backend failed. */
async function tryOnce(
  { pool, upstream, clock }: ForwarderOptions,
  backend: Backend,
  request: ProxyRequest,
  deadlineMs: number | null,
): Promise<ProxyResponse | UpstreamError> {
  const lease = pool.lease(backend.id);
  if (lease === undefined) return new UpstreamError('refused', `${backend.id} has left`);
  const timeoutMs = deadlineMs === null ? null : Math.max(0, deadlineMs - clock.nowMs());
  try {
    const response = await upstream.send(backend, request, timeoutMs);
    lease.answered(response.status);
    releaseAfter(response, lease);
    return response;
  } catch (error) {
    lease.release();
    if (!(error instanceof UpstreamError)) return errorResponse(error);
    lease.failed({ kind: error.kind, detail: error.message });
    return error;
  }
}

/** The backend is held until the last byte of its answer, or until the tunnel closes. */
function releaseAfter({ body, tunnel }: ProxyResponse, lease: Lease): void {
  const stream = tunnel ?? body;
  if (stream === null || Buffer.isBuffer(stream)) lease.release();
  else stream.once('close', () => lease.release());
}

function outgoingHeaders({ headers, authority }: ProxyRequest): HeaderField[] {
  const kept = headers.filter(([name]) => !/^(?:host|via)$/i.test(name));
  const via = headers.filter(([name]) => /^via$/i.test(name)).map(([, value]) => value);
  if (authority !== '') kept.unshift(['Host', authority]);
  kept.push(['Via', [...via, `1.1 ${PSEUDONYM}`].join(', ')]);
  return kept;
}
