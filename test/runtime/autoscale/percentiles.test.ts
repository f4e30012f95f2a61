import { expect, it } from 'vitest';
import { measureSignals } from '../../../runtime/src/autoscale/signals/index.ts';
import { LatencySketch } from '../../../runtime/src/monitor/latency-sketch.ts';
import { collectRequests } from '../../../runtime/src/monitor/request-window.ts';
import { VirtualClock } from '../instances/virtual-clock.ts';

it.each([0.5, 0.95, 0.99, 1])('a sketch gives the quantile %d to two percent', (share) => {
  const sketch = new LatencySketch();
  const times = Array.from({ length: 1000 }, (_, index) => 1.5 ** (index / 100) * 3);
  for (const ms of times) sketch.add(ms);
  const exact = times[Math.ceil(share * times.length) - 1] ?? 0;
  expect(Math.abs((sketch.quantileMs(share) ?? 0) / exact - 1)).toBeLessThan(0.021);
});

it('a sketch takes any time', () => {
  const sketch = new LatencySketch();
  expect(sketch.quantileMs(0.5)).toBeUndefined();
  for (const ms of [0, -1, 1e300]) sketch.add(ms);
  expect(Number.isFinite(sketch.quantileMs(1))).toBe(true);
});

it('percentiles are those of the window, in the time of its clock', async () => {
  const clock = new VirtualClock();
  const window = collectRequests(clock, 60_000, 10);
  const observe = (durationMs: number) =>
    window.observe({
      atMs: 0,
      method: 'GET',
      target: '/',
      clientAddress: '127.0.0.1',
      status: 200,
      durationMs,
      bytesSent: 1,
      backendId: 'a',
      cache: 'miss',
      failure: null,
    });
  const signals = () => measureSignals({ readyInstances: 1, usage: [], requests: window.read(), inFlight: 0 });
  expect(signals()).toMatchObject({ response_time_p99: 0 });
  for (let index = 0; index < 100; index++) observe(index < 90 ? 10 : index < 98 ? 50 : 400);
  const { response_time_p50: p50 = 0, response_time_p95: p95 = 0, response_time_p99: p99 = 0 } = signals();
  for (const [seen, exact] of [
    [p50, 100],
    [p95, 500],
    [p99, 4000],
  ] as const)
    expect(Math.abs(seen / exact - 1)).toBeLessThan(0.021);
  await clock.advance(120_000);
  expect(window.read().quantiles).toBeUndefined();
});
