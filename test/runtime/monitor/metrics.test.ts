import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../runtime/src/monitor/metrics.ts';
import type { RequestObservation } from '../../../runtime/src/monitor/observation.ts';

const sources = {
  backends: () => [
    { state: 'healthy', inFlight: 2 },
    { state: 'healthy', inFlight: 1 },
    { state: 'draining', inFlight: 4 },
  ],
  desiredInstances: () => 3,
  signals: () => ({ cpu_utilization: 0.5 }),
  cache: () => ({ hits: 12 }),
};

const observation: RequestObservation = {
  atMs: 0,
  method: 'GET',
  target: '/',
  clientAddress: '127.0.0.1',
  status: 204,
  durationMs: 30,
  bytesSent: 0,
  backendId: null,
  cache: 'hit',
  failure: null,
};

describe('metrics', () => {
  it('count requests by status class and cache result, with their durations', async () => {
    const metrics = createMetrics(sources, { durations: true, resources: false });
    metrics.observeRequest(observation);
    metrics.observeRequest({ ...observation, status: 200 });
    metrics.observeRequest({ ...observation, status: 502, cache: 'miss' });
    const text = await metrics.render();
    expect(text).toContain('tsk_requests_total{status="2xx",cache="hit"} 2');
    expect(text).toContain('tsk_requests_total{status="5xx",cache="miss"} 1');
    expect(text).toContain('tsk_request_duration_seconds_bucket{le="0.025",cache="hit"} 0');
    expect(text).toContain('tsk_request_duration_seconds_bucket{le="0.05",cache="hit"} 2');
  });

  it('show instances, signals, scores and the cache as they are when asked', async () => {
    const metrics = createMetrics(sources, { durations: true, resources: false });
    metrics.observeDecision({
      action: 'scale_up',
      from: 2,
      to: 3,
      wanted: 3,
      trigger: 'reactive_high_load',
      findings: [],
      limit: null,
      scores: { up: 0.7, down: 0 },
    });
    const text = await metrics.render();
    for (const line of [
      'tsk_backends{state="healthy"} 2',
      'tsk_backends{state="draining"} 1',
      'tsk_backends{state="unhealthy"} 0',
      'tsk_instances_desired 3',
      'tsk_instances_ready 2',
      'tsk_requests_in_flight 7',
      'tsk_scaling_signal{signal="cpu_utilization"} 0.5',
      'tsk_scaling_decisions_total{action="scale_up"} 1',
      'tsk_scaling_score{direction="up"} 0.7',
      'tsk_cache{figure="hits"} 12',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
  });

  it('leave out what the plan does not record', async () => {
    const metrics = createMetrics(sources, { durations: false, resources: false });
    metrics.observeRequest(observation);
    const text = await metrics.render();
    expect(text).not.toContain('tsk_request_duration_seconds');
    expect(text).not.toContain('process_cpu');
    expect(await createMetrics(sources, { durations: false, resources: true }).render()).toContain('process_cpu');
  });
});
