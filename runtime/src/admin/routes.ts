import { queryHistory } from '../autoscale/history.ts';
import type { AdminHandler, AdminResponse } from '../http/admin-server.ts';
import type { ScaleOutcome } from '../instances/fleet.ts';
import { readHistoryQuery } from './history-query.ts';
import type { Status } from './status.ts';

/** What the routes read and do. */
export interface AdminSources {
  readonly status: () => Status;
  /** Null where the plan does not collect metrics. */
  readonly metrics: { readonly contentType: string; render(): Promise<string> } | null;
  /** Changes the count by one. */
  readonly scale: (direction: 'scale_up' | 'scale_down', reason: string) => ScaleOutcome;
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

function listRoutes(): readonly object[] {
  return routes.map(({ method, path, summary }) => ({ method, path, summary }));
}

function json(status: number, value: unknown): AdminResponse {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value, null, 2)}\n` };
}
