import { beforeEach, describe, expect, test } from 'vitest';
import { BackendPool, type PoolChange } from '../../../runtime/src/backends/pool.ts';
import { instance, type ManualClock, manualClock } from './support.ts';

let clock: ManualClock;
let pool: BackendPool;
let changes: string[];

beforeEach(() => {
  clock = manualClock();
  pool = new BackendPool({ clock, thresholds: { unhealthyThreshold: 2, healthyThreshold: 1 } });
  changes = [];
  pool.subscribe((change: PoolChange) => {
    const from = change.kind === 'state' ? ` ${change.from}→${change.backend.state}` : '';
    changes.push(`${change.kind} ${change.backend.id}${from}`);
  });
});

const ids = () => pool.candidates().map((candidate) => candidate.id);
const failProbes = (id: string, count = 2) => {
  for (let failed = 0; failed < count; failed += 1) pool.recordProbe(id, { ok: false, detail: 'no' });
};

describe('candidates', () => {
  test('are the healthy ones: not those that start, fail, drain or have ended', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) pool.add(instance(id), { ready: id !== 'b' });
    failProbes('c');
    void pool.drain('d', 1_000);
    pool.markDown('e', 'killed');
    expect(ids()).toEqual(['a']);
    expect(pool.list().map((backend) => backend.state)).toEqual([
      'healthy',
      'starting',
      'unhealthy',
      'draining',
      'unhealthy',
    ]);
  });

  test('are the unhealthy ones where no healthy one is left, but never those that have ended', () => {
    for (const id of ['a', 'b', 'c', 'd']) pool.add(instance(id), { ready: id !== 'd' });
    failProbes('a');
    failProbes('b');
    pool.markDown('c', 'killed');
    expect(ids()).toEqual(['a', 'b']);
    pool.recordProbe('b', { ok: true });
    expect(ids()).toEqual(['b']);
  });

  test('take in a starting backend after its first good probe', () => {
    pool.add(instance('a'), { ready: false });
    expect(ids()).toEqual([]);
    pool.recordProbe('a', { ok: true });
    expect(ids()).toEqual(['a']);
  });
});

describe('changes', () => {
  test('are told in order, after the fact', () => {
    pool.add(instance('a'), { ready: false });
    pool.recordProbe('a', { ok: true });
    failProbes('a');
    pool.recordProbe('a', { ok: true });
    pool.markDown('a', 'killed');
    pool.remove('a');
    expect(changes).toEqual([
      'added a',
      'state a starting→healthy',
      'state a healthy→unhealthy',
      'state a unhealthy→healthy',
      'state a healthy→unhealthy',
      'removed a',
    ]);
  });

  test('are not told to those who have left', () => {
    const stop = pool.subscribe(() => changes.push('second'));
    stop();
    pool.add(instance('a'), { ready: true });
    expect(changes).toEqual(['added a']);
  });

  test('carry the time of the state', async () => {
    const backend = pool.add(instance('a'), { ready: true });
    const added = backend.stateSinceMs;
    await clock.advance(500);
    failProbes('a', 1);
    expect(backend.stateSinceMs).toBe(added);
    failProbes('a', 1);
    expect(backend.stateSinceMs).toBe(added + 500);
  });

  test('late news of a backend that has gone is ignored', () => {
    pool.add(instance('a'), { ready: true });
    const lease = pool.lease('a');
    pool.remove('a');
    pool.recordProbe('a', { ok: false, detail: 'no' });
    lease?.answered(200);
    lease?.release();
    expect(changes).toEqual(['added a', 'removed a']);
    expect(pool.lease('a')).toBeUndefined();
  });

  test('the same instance cannot be added twice', () => {
    pool.add(instance('a'), { ready: true });
    expect(() => pool.add(instance('a'), { ready: true })).toThrow(/in the pool already/);
  });
});

describe('requests', () => {
  test('in flight are counted from lease to release, each once', () => {
    const backend = pool.add(instance('a'), { ready: true });
    const leases = [pool.lease('a'), pool.lease('a')];
    expect(backend).toMatchObject({ inFlight: 2, requestsTotal: 2 });
    leases[0]?.release();
    leases[0]?.release();
    expect(backend.inFlight).toBe(1);
  });

  test('raise the latency at once and lower it slowly', async () => {
    const backend = pool.add(instance('a'), { ready: true });
    const answerAfter = async (ms: number) => {
      const lease = pool.lease('a');
      await clock.advance(ms);
      lease?.answered(200);
      lease?.release();
    };
    expect(backend.latencyMs).toBe(0);
    await answerAfter(10);
    expect(backend.latencyMs).toBeCloseTo(10);
    await answerAfter(200);
    expect(backend.latencyMs).toBeCloseTo(200);
    await answerAfter(10);
    expect(backend.latencyMs).toBeGreaterThan(190);
    await clock.advance(60_000);
    expect(backend.latencyMs).toBeLessThan(1);
  });

  test.each([
    ['a 500', (lease: ReturnType<BackendPool['lease']>) => lease?.answered(500), 'healthy'],
    [
      'a broken connection',
      (lease: ReturnType<BackendPool['lease']>) => lease?.failed({ kind: 'broken', detail: '' }),
      'healthy',
    ],
  ])('that end with %s count as slow failures', async (_name, end, state) => {
    const backend = pool.add(instance('a'), { ready: true });
    const lease = pool.lease('a');
    await clock.advance(1);
    end(lease);
    lease?.release();
    expect(backend).toMatchObject({ failuresTotal: 1, state });
    expect(backend.latencyMs).toBe(1_000);
  });

  test('that are refused take the backend out and raise suspicion', () => {
    const backend = pool.add(instance('a'), { ready: true });
    for (let count = 0; count < 2; count += 1) {
      const lease = pool.lease('a');
      lease?.failed({ kind: 'refused', detail: 'ECONNREFUSED' });
      lease?.release();
    }
    expect(backend).toMatchObject({ state: 'unhealthy', detail: '2 connections failed: ECONNREFUSED' });
    expect(changes).toEqual(['added a', 'suspected a', 'state a healthy→unhealthy', 'suspected a']);
  });
});

describe('draining', () => {
  test('ends when the last request has', async () => {
    const backend = pool.add(instance('a'), { ready: true });
    const leases = [pool.lease('a'), pool.lease('a')];
    let drained = false;
    const promise = pool.drain('a', 60_000).then(() => (drained = true));
    leases[0]?.release();
    await clock.advance(10);
    expect([drained, backend.state, pool.findForSession('a')?.id]).toEqual([false, 'draining', 'a']);
    leases[1]?.release();
    await promise;
    expect(pool.findForSession('a')).toBeUndefined();
    expect(backend.state).toBe('draining');
  });

  test('ends when its time is up', async () => {
    pool.add(instance('a'), { ready: true });
    pool.lease('a');
    let drained = false;
    const promise = pool.drain('a', 1_000).then(() => (drained = true));
    await clock.advance(999);
    expect(drained).toBe(false);
    await clock.advance(1);
    await promise;
  });

  test.each([
    ['idle', []],
    ['unknown', ['idle']],
  ])('of an %s backend ends at once', async (id, left) => {
    pool.add(instance('idle'), { ready: true });
    await pool.drain(id, 60_000);
    expect(ids()).toEqual(left);
  });

  test('ends when the backend is removed', async () => {
    pool.add(instance('a'), { ready: true });
    pool.lease('a');
    const promise = pool.drain('a', 60_000);
    pool.remove('a');
    await promise;
  });
});
