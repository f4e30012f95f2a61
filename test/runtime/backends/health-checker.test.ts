import { beforeEach, describe, expect, test } from 'vitest';
import { type Probe, startHealthChecker } from '../../../runtime/src/backends/health-checker.ts';
import { BackendPool, type ProbeResult } from '../../../runtime/src/backends/pool.ts';
import type { Log } from '../../../runtime/src/monitor/log.ts';
import { instance, type ManualClock, manualClock } from './support.ts';

const good: ProbeResult = { ok: true };
const bad: ProbeResult = { ok: false, detail: 'no answer' };

let clock: ManualClock;
let pool: BackendPool;
let startMs: number;
let probedAt: number[];
let result: ProbeResult | Promise<ProbeResult>;
let lines: string[];

const log: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: (message) => lines.push(message),
  warn: (message) => lines.push(message),
  error: () => undefined,
  child: () => log,
};

const probe: Probe = async () => {
  probedAt.push(Math.round(clock.nowMs() - startMs));
  return await result;
};

function start(intervalMs: number | null = 30_000, random = () => 0.5) {
  return startHealthChecker({ pool, probe, intervalMs, clock, random, log });
}

beforeEach(() => {
  clock = manualClock();
  startMs = clock.nowMs();
  pool = new BackendPool({ clock, thresholds: { unhealthyThreshold: 3, healthyThreshold: 2 } });
  probedAt = [];
  lines = [];
  result = good;
});

describe('an instance', () => {
  test('that starts is probed quickly until it answers, then at the interval of the plan', async () => {
    result = bad;
    start();
    pool.add(instance('a'), { ready: false });
    await clock.advance(250);
    result = good;
    await clock.advance(60_000);
    expect(probedAt).toEqual([0, 100, 200, 300, 30_300]);
    expect(pool.find('a')?.state).toBe('healthy');
  });

  test('that was there before the checker is probed too', async () => {
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(30_000);
    expect(probedAt).toEqual([0, 30_000]);
  });

  test('that fails is probed every second, out and back in', async () => {
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(10);
    result = bad;
    await clock.advance(32_000);
    expect(pool.find('a')?.state).toBe('unhealthy');
    result = good;
    await clock.advance(2_000);
    expect(pool.find('a')?.state).toBe('healthy');
    expect(probedAt).toEqual([0, 30_000, 31_000, 32_000, 33_000, 34_000]);
    expect(lines).toEqual(['Instance a is unhealthy.', 'Instance a is healthy.']);
  });

  test('that a request could not reach is probed at once, but not in a storm', async () => {
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(1_000);
    for (let count = 0; count < 50; count += 1) {
      pool.lease('a')?.failed({ kind: 'late', detail: '' });
      await clock.advance(5);
    }
    expect(probedAt).toEqual([0, 1_000, 1_100, 1_200]);
  });

  test('is never probed twice at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<ProbeResult>();
    result = promise;
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(100_000);
    pool.lease('a')?.failed({ kind: 'late', detail: '' });
    await clock.advance(100_000);
    expect(probedAt).toEqual([0]);
    resolve(good);
    await clock.advance(0);
    await clock.advance(30_000);
    expect(probedAt).toEqual([0, 230_000]);
  });

  test('that drains is left alone', async () => {
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(0);
    pool.lease('a');
    void pool.drain('a', 600_000);
    await clock.advance(100_000);
    expect(probedAt).toEqual([0, 30_000]);
  });

  test('that has left is not probed any more, and a late result is dropped', async () => {
    const { promise, resolve } = Promise.withResolvers<ProbeResult>();
    result = promise;
    pool.add(instance('a'), { ready: true });
    start();
    await clock.advance(0);
    pool.remove('a');
    resolve(good);
    await clock.advance(100_000);
    expect(probedAt).toEqual([0]);
  });
});

test('the interval varies by a tenth, so that probes of many instances do not fall together', async () => {
  pool.add(instance('a'), { ready: true });
  const numbers = [0, 0.999];
  start(10_000, () => numbers.shift() ?? 0.5);
  await clock.advance(25_000);
  expect(probedAt).toEqual([0, 9_000, 19_998]);
});

test('without health checks a healthy instance is probed once, and again only when requests fail', async () => {
  start(null);
  pool.add(instance('a'), { ready: false });
  await clock.advance(100_000);
  expect(probedAt).toEqual([0]);
  result = bad;
  for (let count = 0; count < 3; count += 1) pool.lease('a')?.failed({ kind: 'refused', detail: 'ECONNREFUSED' });
  await clock.advance(1_500);
  expect(pool.find('a')?.state).toBe('unhealthy');
  result = good;
  await clock.advance(3_000);
  expect(pool.find('a')?.state).toBe('healthy');
});

test('stopping ends all probes', async () => {
  pool.add(instance('a'), { ready: true });
  const checker = start();
  await clock.advance(0);
  checker.stop();
  pool.add(instance('b'), { ready: false });
  await clock.advance(100_000);
  expect(probedAt).toEqual([0]);
});
