import type { Balancer } from '../balance/balancer.ts';
import type { KeyFinder, KeySource } from '../balance/hash-key.ts';
import type { Backend } from './backend.ts';
import type { BackendPool } from './pool.ts';
import type { SourceAffinity } from './source-affinity.ts';

/** What decides where a request goes. */
interface RouteRequest extends KeySource {
  readonly clientAddress: string;
  /** The backend that the client's session is on, where a cookie says so. */
  readonly sessionBackendId: string | undefined;
  /** Backends that have failed this request already; none of them is chosen. */
  readonly tried: ReadonlySet<string>;
}

/** Finds the backend for a request; undefined where no instance can take it. */
export type Router = (request: RouteRequest) => Backend | undefined;

/** What a router chooses with. */
export interface RouterOptions {
  readonly pool: BackendPool;
  /** With what consistent hashing goes by, where that is more than the address. */
  readonly balancer: Balancer & { readonly findKey?: KeyFinder };
  /** False sends every request to the first candidate. */
  readonly spread: boolean;
  /** Affinity by address; null where the plan has none. */
  readonly source: SourceAffinity | null;
}

/**
 * A router that asks the session first and the algorithm after that. A session keeps a draining backend,
 * and moves when its backend fails.
 */
export function createRouter({ pool, balancer, spread, source }: RouterOptions): Router {
  function findSession({ clientAddress, sessionBackendId, tried }: RouteRequest): Backend | undefined {
    const id = sessionBackendId ?? source?.find(clientAddress);
    return id === undefined || tried.has(id) ? undefined : pool.findForSession(id);
  }

  function pick(request: RouteRequest): Backend | undefined {
    const { clientAddress, tried } = request;
    const all = pool.candidates();
    const candidates = tried.size === 0 ? all : all.filter((candidate) => !tried.has(candidate.id));
    if (!spread) return candidates[0];
    const key = balancer.findKey?.(request);
    return balancer.pick(candidates, key === undefined ? { clientAddress } : { clientAddress, key });
  }

  return (request) => {
    const backend = findSession(request) ?? pick(request);
    if (backend !== undefined) source?.remember(request.clientAddress, backend.id);
    return backend;
  };
}
