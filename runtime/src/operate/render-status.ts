import { describeStatus } from '../admin/describe-status.ts';
import type { Status } from '../admin/status.ts';
import type { RuntimeEvent } from '../monitor/events.ts';

/** A status as the admin listener gives it, for people: one line for all, and one for each instance. */
export function renderStatus(value: unknown): string {
  const status = value as Status;
  const rows = status.instances.map(
    ({ id, state, host, port, inFlight, latencyMs, requestsTotal, failuresTotal, detail }) => [
      id,
      state,
      `${host}:${port}`,
      String(inFlight),
      `${Math.round(latencyMs)} ms`,
      String(requestsTotal),
      String(failuresTotal),
      detail,
    ],
  );
  const head = ['INSTANCE', 'STATE', 'ADDRESS', 'IN FLIGHT', 'LATENCY', 'REQUESTS', 'FAILED', 'WHY'];
  return [
    `${status.name}: ${describeStatus(status)}, ${status.balancing.algorithm}`,
    '',
    ...align([head, ...rows]),
  ].join('\n');
}

/** Events for people, one a line. */
export function renderEvents(value: unknown): string {
  const { events } = value as { readonly events: readonly RuntimeEvent[] };
  if (events.length === 0) return 'Nothing has happened yet.';
  return events.map((event) => `${new Date(event.atMs).toISOString()}  ${summarise(event)}`).join('\n');
}

function summarise(event: RuntimeEvent): string {
  const reason = event.reason === '' ? '' : `: ${event.reason}`;
  if (event.kind === 'scale_up' || event.kind === 'scale_down')
    return `${event.kind} ${event.from} → ${event.to}${reason}`;
  const about = 'instanceId' in event && event.instanceId !== null ? ` ${event.instanceId}` : '';
  return `${event.kind}${about}${reason}`;
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
