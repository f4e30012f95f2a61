import { beforeEach, describe, expect, test } from 'vitest';
import { BackendPool } from '../../../runtime/src/backends/pool.ts';
import { BackendQueue } from '../../../runtime/src/backends/queue.ts';
import { instance, type ManualClock, manualClock } from './support.ts';

const thresholds = { unhealthyThreshold: 3, healthyThreshold: 2 };
const { signal } = new AbortController();
let clock: ManualClock;
let pool: BackendPool;
let queue: BackendQueue;

beforeEach(() => {
  clock = manualClock();
  pool = new BackendPool({ clock, thresholds, maxRequests: 1 });
  queue = new BackendQueue(pool, clock, { enabled: true, maxRequests: 2, timeoutMs: 1_000 });
});

/** Enters the queue, and takes the backend when it is let in. */
function enter(name: string, told: string[]): void {
  void queue.enter(signal).then((refusal) => {
    told.push(`${name} ${refusal ?? 'in'}`);
    if (refusal === null) pool.lease('a');
  });
}

describe('requests wait', () => {
  test('for an instance that starts, and are let in one by one as there is room', async () => {
    const told: string[] = [];
    pool.add(instance('a'), { ready: false });
    enter('1', told);
    enter('2', told);
    enter('3', told);
    await clock.advance(10);
    expect(told).toEqual(['3 full']);
    pool.recordProbe('a', { ok: true });
    await clock.advance(10);
    expect([told, queue.length]).toEqual([['3 full', '1 in'], 1]);
  });

  test('for a request to end, in the order in which they came', async () => {
    const told: string[] = [];
    pool.add(instance('a'), { ready: true });
    const first = pool.lease('a');
    enter('1', told);
    enter('2', told);
    await clock.advance(10);
    expect(told).toEqual([]);
    first?.release();
    await clock.advance(10);
    expect(told).toEqual(['1 in']);
  });

  test('not longer than their time, and not for a client that has gone', async () => {
    const told: string[] = [];
    enter('1', told);
    const leaving = new AbortController();
    const left = queue.enter(leaving.signal);
    leaving.abort();
    await clock.advance(1_000);
    expect([await left, told, queue.length]).toEqual(['left', ['1 late'], 0]);
  });

  test('not at all where an instance is free', async () => {
    pool.add(instance('a'), { ready: true });
    expect(await queue.enter(signal)).toBeNull();
  });

  test('no longer when the queue is closed: they find out for themselves', async () => {
    const told: string[] = [];
    enter('1', told);
    queue.close();
    await clock.advance(0);
    expect(told).toEqual(['1 in']);
  });
});
