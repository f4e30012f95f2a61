import { describe, expect, it } from 'vitest';
import { measureSignals, signals } from '../../../runtime/src/autoscale/signals/index.ts';
import type { Sample } from '../../../runtime/src/autoscale/signals/signal.ts';

const busy: Sample = {
  readyInstances: 2,
  usage: [
    { cpuRatio: 0.9, memoryRatio: 0.5 },
    { cpuRatio: 0.5, memoryRatio: 0.3 },
  ],
  requests: { spanMs: 60_000, count: 1200, errors: 12, durationMs: 240_000 },
  inFlight: 7,
};

describe('signals', () => {
  it('are means over the ready instances and figures of the whole service', () => {
    expect(measureSignals(busy)).toEqual({
      cpu_utilization: expect.closeTo(0.7),
      memory_utilization: expect.closeTo(0.4),
      request_rate: 20,
      response_time: 200,
      error_rate: 0.01,
      connections: 7,
    });
  });

  it('of an idle service are 0 and not unknown', () => {
    const idle = { ...busy, requests: { spanMs: 60_000, count: 0, errors: 0, durationMs: 0 }, inFlight: 0 };
    expect(measureSignals(idle)).toMatchObject({ request_rate: 0, response_time: 0, error_rate: 0, connections: 0 });
  });

  it('do not take a service that hangs for an idle one', () => {
    const hanging = { ...busy, requests: { spanMs: 60_000, count: 0, errors: 0, durationMs: 0 } };
    expect(measureSignals(hanging)).not.toHaveProperty('response_time');
    expect(measureSignals(hanging)).not.toHaveProperty('error_rate');
  });

  it('say nothing where no instance is ready', () => {
    const down = {
      readyInstances: 0,
      usage: [],
      requests: { spanMs: 60_000, count: 0, errors: 0, durationMs: 0 },
      inFlight: 0,
    };
    expect(measureSignals(down)).toEqual({});
  });

  it('have one name each', () => {
    expect(new Set(signals.map(({ name }) => name)).size).toBe(signals.length);
  });
});
