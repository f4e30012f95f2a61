import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import { afterEach, describe, expect, it } from 'vitest';
import { parseExposition } from '../../../runtime/src/autoscale/prometheus/parse-exposition.ts';
import { readSeries } from '../../../runtime/src/autoscale/prometheus/read-series.ts';
import { fetchText } from '../../../runtime/src/http/fetch-text.ts';
import { openSignalSources } from '../../../runtime/src/run/scaling-sources.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { founding } from './founding.ts';

const exposition = `# HELP jobs_waiting Jobs that wait.
# TYPE jobs_waiting gauge
jobs_waiting{queue="mail",site="a"} 12
jobs_waiting{queue="mail",site="b"} 30 1760000000000
jobs_waiting{queue="pictures",note="with } and \\"quotes\\", and \\\\ too"} 7

latency_seconds 2.5e-1
broken{ 12
nothing_yet NaN
endless +Inf
`;

describe('the text format of Prometheus', () => {
  it.each<[string, number | undefined]>([
    ['jobs_waiting', 49],
    ['jobs_waiting{queue="mail"}', 42],
    ['jobs_waiting{queue="mail",site="b"}', 30],
    ['jobs_waiting{note="with } and \\"quotes\\", and \\\\ too"}', 7],
    ['latency_seconds', 0.25],
    ['jobs_waiting{queue="none"}', undefined],
    ['missing', undefined],
    ['nothing_yet', undefined],
    ['endless', undefined],
    ['jobs_waiting{queue=mail}', undefined],
    ['', undefined],
  ])('is read for %s', (selector, value) => {
    expect(readSeries(exposition, selector)).toBe(value);
  });

  it('is read past lines that are none', () => {
    expect(parseExposition('}{\n\n= 3\nup 1\r\n').map(({ name }) => name)).toEqual(['up']);
  });
});

describe('signals from elsewhere', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A source on a port of its own; what it answers can be changed. */
  async function serve(): Promise<{ url: string; answer: { status: number; text: string | null } }> {
    const answer: { status: number; text: string | null } = { status: 200, text: exposition };
    const server = createServer((_, response) => {
      response.statusCode = answer.status;
      if (answer.text !== null) response.end(answer.text);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`, answer };
  }

  const planOf = (url: string, source: Partial<NonNullable<MetricPlan['source']>> = {}): ScalingPlan => ({
    ...founding,
    metrics: [
      {
        name: 'queue_length',
        enabled: true,
        unit: 'count',
        high: 10,
        low: 1,
        weight: 1,
        source: { url, series: 'jobs_waiting', timeoutMs: 300, scale: 1, ...source },
      },
    ],
  });

  it('take the place of what the runtime measures', async () => {
    const { url } = await serve();
    const { log } = recordingLog();
    const sources = openSignalSources(planOf(url, { scale: 0.5 }), fetchText, log);
    expect(await sources.complete({ cpu_utilization: 0.5, queue_length: 3 })).toEqual({
      cpu_utilization: 0.5,
      queue_length: 24.5,
    });
  });

  it.each<[string, Partial<{ status: number; text: string | null }>, RegExp]>([
    ['refuses', { status: 500 }, /status 500/],
    ['has no such series', { text: 'up 1\n' }, /no number for jobs_waiting/],
    ['is too long', { text: '#'.repeat(5 * 1024 * 1024) }, /longer than/],
    ['does not answer', { text: null }, /no answer in 300 ms/],
  ])('are missing where the source %s, which is said once, and that it is back', async (_, change, reason) => {
    const { url, answer } = await serve();
    const { log, lines } = recordingLog();
    const sources = openSignalSources(planOf(url), fetchText, log);
    Object.assign(answer, change);
    expect(await sources.complete({ queue_length: 3 })).toEqual({});
    expect(await sources.complete({})).toEqual({});
    Object.assign(answer, { status: 200, text: exposition });
    expect(await sources.complete({})).toEqual({ queue_length: 49 });
    const said = lines.map((line) => JSON.stringify(line));
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(reason);
    expect(said[1]).toMatch(/is back/);
  });

  it('are missing where nobody listens', async () => {
    const { url } = await serve();
    for (const server of servers.splice(0)) server.close();
    const sources = openSignalSources(planOf(url), fetchText, recordingLog().log);
    expect(await sources.complete({})).toEqual({});
  });
});
