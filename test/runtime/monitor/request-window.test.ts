import { describe, expect, it } from 'vitest';
import type { RequestObservation } from '../../../runtime/src/monitor/observation.ts';
import { collectRequests } from '../../../runtime/src/monitor/request-window.ts';
import { VirtualClock } from '../instances/virtual-clock.ts';

const request = (change: Partial<RequestObservation> = {}): RequestObservation => ({
  atMs: 0,
  method: 'GET',
  target: '/',
  clientAddress: '127.0.0.1',
  status: 200,
  durationMs: 100,
  bytesSent: 10,
  backendId: 'process-1',
  cache: 'miss',
  failure: null,
  ...change,
});

describe('the request window', () => {
  it('adds up what reached an instance, and nothing else', () => {
    const window = collectRequests(new VirtualClock(), 60_000, 1);
    window.observe(request());
    window.observe(request({ status: 500, durationMs: 300 }));
    window.observe(request({ status: 499 }));
    window.observe(request({ backendId: null, cache: 'hit' }));
    expect(window.read()).toMatchObject({ count: 3, errors: 1, durationMs: 500 });
  });

  it('gives the true rate of a steady load, at the start as later', async () => {
    const clock = new VirtualClock();
    const window = collectRequests(clock, 60_000, 1);
    const rates: number[] = [];
    for (let second = 1; second <= 200; second++) {
      await clock.advance(1000);
      for (let sent = 0; sent < 10; sent++) window.observe(request());
      const { count, spanMs } = window.read();
      rates.push(count / (spanMs / 1000));
    }
    expect(Math.min(...rates.slice(5))).toBeGreaterThan(9.5);
    expect(Math.max(...rates.slice(5))).toBeLessThan(10.5);
  });

  it('forgets what is older than the window', async () => {
    const clock = new VirtualClock();
    const window = collectRequests(clock, 60_000, 1);
    window.observe(request());
    await clock.advance(59_000);
    expect(window.read().count).toBe(1);
    await clock.advance(5000);
    expect(window.read()).toMatchObject({ count: 0, durationMs: 0 });
  });

  it('stretches response times by the speed of its clock', () => {
    const window = collectRequests(new VirtualClock(), 60_000, 60);
    window.observe(request({ durationMs: 20 }));
    expect(window.read().durationMs).toBe(1200);
  });
});
