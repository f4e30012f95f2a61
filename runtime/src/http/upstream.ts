import { Pool } from 'undici';
import type { Backend } from '../backends/backend.ts';
import type { Clock } from '../clock.ts';
import type { Instance } from '../instances/instance.ts';
import { Attempt } from './attempt.ts';
import type { ProxyRequest, ProxyResponse } from './exchange.ts';
import { toFlat } from './headers.ts';

/** A connection that takes longer counts as refused. */
const CONNECT_TIMEOUT_MS = 2_000;

/** Sends requests to backends over connections that are kept and used again. */
export interface Upstream {
  /**
   * Resolves with the backend's answer when its head is there. Rejects with `UpstreamError` where there was none
   * within `timeoutMs` (null: however long it takes), and with `ClientError` where the request itself is at fault.
   */
  send(backend: Backend, request: ProxyRequest, timeoutMs: number | null): Promise<ProxyResponse>;
  /** Closes the connections to a backend that has left, with what is still on them. */
  forget(id: string): void;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The upstream side on undici: one pool of HTTP/1.1 connections for each backend. */
export function createUpstream(clock: Clock): Upstream {
  const pools = new Map<string, Pool>();

  function poolOf({ instance }: Backend): Pool {
    const existing = pools.get(instance.id);
    if (existing !== undefined) return existing;
    const pool = new Pool(originOf(instance), {
      connectTimeout: CONNECT_TIMEOUT_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    });
    pools.set(instance.id, pool);
    return pool;
  }

  return {
    send(backend, request, timeoutMs) {
      const attempt = new Attempt(backend.id, request, timeoutMs, clock);
      poolOf(backend).dispatch(
        {
          method: request.method,
          path: request.target,
          headers: toFlat(request.headers),
          body: request.body,
          upgrade: request.upgrade ?? null,
        },
        attempt,
      );
      return attempt.response;
    },
    forget(id) {
      const pool = pools.get(id);
      pools.delete(id);
      void pool?.destroy();
    },
    async close() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.destroy()));
    },
  };
}

/** The URL of an instance without a path. */
function originOf({ host, port }: Instance): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
