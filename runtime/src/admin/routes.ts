import { queryHistory } from '../autoscale/history.ts';
import type { BackendPool } from '../backends/pool.ts';
import { readPurge } from '../cache/purge-request.ts';
import type { ResponseCache } from '../cache/response-cache.ts';
import type { AdminHandler, AdminResponse } from '../http/admin-server.ts';
import type { ScaleOutcome } from '../instances/fleet.ts';
import { readHistoryQuery } from './history-query.ts';
import type { ReloadOutcome } from './reload-outcome.ts';
import type { Status } from './status.ts';

/** What the routes read and do. */
export interface AdminSources {
  readonly status: () => Status;
  /** Null where the plan does not collect metrics. */
  readonly metrics: { readonly contentType: string; render(): Promise<string> } | null;
  /** Changes the count by one. */
  readonly scale: (direction: 'scale_up' | 'scale_down', reason: string) => ScaleOutcome;
  /** Goes over to the plan as its file says it now. */
  readonly reload: () => Promise<ReloadOutcome>;
  /** The response cache; null or absent where responses are not cached. */
  readonly cache?: Pick<ResponseCache, 'purge'> | null;
  readonly pool: Pick<BackendPool, 'find' | 'drain' | 'undrain' | 'setWeight'>;
  /** How long a drain waits for requests in flight, at most. */
  readonly drainTimeoutMs: number;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  answer(sources: AdminSources, query: URLSearchParams): AdminResponse | Promise<AdminResponse>;
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/', summary: 'This list.', answer: () => json(200, { routes: listRoutes() }) },
  { method: 'GET', path: '/healthz', summary: 'Whether any instance serves: 200 or 503.', answer: answerHealth },
  {
    method: 'GET',
    path: '/status',
    summary: 'Instances, balancing, cache and scaling.',
    answer: answerStatus,
  },
  {
    method: 'GET',
    path: '/events',
    summary: 'The latest events, oldest first.',
    answer: ({ status }) => json(200, { events: status().events }),
  },
  {
    method: 'GET',
    path: '/scaling/history',
    summary:
      'Changes of the count with their grounds, oldest first; `?action=`, `?by=`, `?since=`, `?until=` and `?limit=` choose.',
    answer: answerHistory,
  },
  { method: 'GET', path: '/metrics', summary: 'Metrics in the text format of Prometheus.', answer: answerMetrics },
  {
    method: 'POST',
    path: '/scale/up',
    summary: 'One instance more; `?reason=` is kept with the event.',
    answer: (sources, query) => answerScale(sources, 'scale_up', query),
  },
  {
    method: 'POST',
    path: '/scale/down',
    summary: 'One instance fewer; `?reason=` is kept with the event.',
    answer: (sources, query) => answerScale(sources, 'scale_down', query),
  },
  {
    method: 'POST',
    path: '/reload',
    summary:
      'The plan file is read anew and takes effect without a restart; 422 with the problems where it is of no use.',
    answer: answerReload,
  },
  {
    method: 'POST',
    path: '/cache/purge',
    summary:
      'Stored responses are removed: `?url=`, `?prefix=`, `?tag=` (Surrogate-Key) or `?all`; with `&soft` they stay as stale until the service has confirmed them.',
    answer: answerPurge,
  },
  {
    method: 'POST',
    path: '/instances/drain',
    summary: 'The instance `?id=` gets no new clients.',
    answer: (sources, query) =>
      changeInstance(sources, query, (id) => void sources.pool.drain(id, sources.drainTimeoutMs)),
  },
  {
    method: 'POST',
    path: '/instances/undrain',
    summary: 'The instance `?id=` gets new clients again.',
    answer: (sources, query) => changeInstance(sources, query, (id) => sources.pool.undrain(id)),
  },
  {
    method: 'POST',
    path: '/instances/weight',
    summary: 'The instance `?id=` gets the share `?weight=` of the traffic, until a reload changes its weight.',
    answer: answerWeight,
  },
];

/** The routes of the admin listener over the given sources. */
export function createAdminHandler(sources: AdminSources): AdminHandler {
  return async (method, target) => {
    const [pathname = '', query = ''] = target.split('?', 2);
    const onPath = routes.filter(({ path }) => path === pathname);
    if (onPath.length === 0) return json(404, { error: `There is no ${pathname} here; GET / lists what there is.` });
    const wanted = method === 'HEAD' ? 'GET' : method;
    const route = onPath.find((candidate) => candidate.method === wanted);
    if (route !== undefined) return route.answer(sources, new URLSearchParams(query));
    const allow = onPath.map((candidate) => candidate.method).join(', ');
    return { ...json(405, { error: `${pathname} takes ${allow}, not ${method}.` }), allow };
  };
}

function answerHealth({ status }: AdminSources): AdminResponse {
  const { ready } = status().scaling;
  return json(ready > 0 ? 200 : 503, { status: ready > 0 ? 'ok' : 'no instance is ready', ready });
}

/** The history has a route of its own, with a choice. */
function answerStatus({ status }: AdminSources): AdminResponse {
  const { scalingHistory: _, ...rest } = status();
  return json(200, rest);
}

function answerHistory({ status }: AdminSources, query: URLSearchParams): AdminResponse {
  const read = readHistoryQuery(query);
  if (!read.ok) return json(400, { error: read.error });
  return json(200, { changes: queryHistory(status().scalingHistory, read.query) });
}

async function answerMetrics({ metrics }: AdminSources): Promise<AdminResponse> {
  if (metrics === null) return json(404, { error: 'The plan does not collect metrics (metrics_collection = false).' });
  return { status: 200, contentType: metrics.contentType, body: await metrics.render() };
}

function answerScale(
  { scale }: AdminSources,
  direction: 'scale_up' | 'scale_down',
  query: URLSearchParams,
): AdminResponse {
  const outcome = scale(direction, query.get('reason') ?? 'manual');
  if (!outcome.ok) return json(409, { error: outcome.error });
  return json(202, { action: direction, from: outcome.from, to: outcome.to });
}

async function answerReload({ reload }: AdminSources): Promise<AdminResponse> {
  const outcome = await reload();
  if (outcome.ok) return json(200, { applied: outcome.applied, needsRestart: outcome.needsRestart });
  return json(422, { problems: outcome.problems.map(({ code, message, origin }) => ({ code, message, origin })) });
}

function answerWeight(sources: AdminSources, query: URLSearchParams): AdminResponse {
  const text = query.get('weight') ?? '';
  const weight = Number(text);
  if (text === '' || !(weight >= 0 && weight <= 1_000_000)) {
    return json(400, { error: 'weight takes a number from 0 to 1000000.' });
  }
  return changeInstance(sources, query, (id) => sources.pool.setWeight(id, weight));
}

function changeInstance({ pool }: AdminSources, query: URLSearchParams, change: (id: string) => void): AdminResponse {
  const id = query.get('id') ?? '';
  if (pool.find(id) === undefined) return json(404, { error: `There is no instance ${id}; GET /status lists them.` });
  change(id);
  const backend = pool.find(id);
  return json(200, { id, state: backend?.state, weight: backend?.weight, inFlight: backend?.inFlight });
}

async function answerPurge({ cache }: AdminSources, query: URLSearchParams): Promise<AdminResponse> {
  if (cache === null || cache === undefined) {
    return json(404, { error: 'Responses are not cached; `response_cache = true` switches that on.' });
  }
  const read = readPurge(query);
  if (!read.ok) return json(400, { error: read.error });
  return json(200, { purged: await cache.purge(read.purge, { soft: read.soft }), soft: read.soft });
}

function listRoutes(): readonly object[] {
  return routes.map(({ method, path, summary }) => ({ method, path, summary }));
}

function json(status: number, value: unknown): AdminResponse {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value, null, 2)}\n` };
}
