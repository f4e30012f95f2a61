import { beforeEach, describe, expect, test } from 'vitest';
import { BackendPool } from '../../../runtime/src/backends/pool.ts';
import { createRouter } from '../../../runtime/src/backends/route.ts';
import { SourceAffinity } from '../../../runtime/src/backends/source-affinity.ts';
import { roundRobin } from '../../../runtime/src/balance/round-robin.ts';
import { instance, type ManualClock, manualClock } from './support.ts';

let clock: ManualClock;
let pool: BackendPool;

beforeEach(() => {
  clock = manualClock();
  pool = new BackendPool({ clock, thresholds: { unhealthyThreshold: 1, healthyThreshold: 1 } });
  for (const id of ['a', 'b', 'c']) pool.add(instance(id), { ready: true });
});

function router({ spread = true, source = null as SourceAffinity | null } = {}) {
  const route = createRouter({ pool, balancer: roundRobin.create(() => 0.5), spread, source });
  return (session?: string, tried: string[] = [], clientAddress = '10.0.0.1') =>
    route({ clientAddress, sessionBackendId: session, tried: new Set(tried) })?.id;
}

describe('a request', () => {
  test('without a session goes where the algorithm says', () => {
    const route = router();
    expect([route(), route(), route(), route()]).toEqual(['a', 'b', 'c', 'a']);
  });

  test('with a session goes to its backend', () => {
    const route = router();
    expect([route('c'), route('c')]).toEqual(['c', 'c']);
  });

  test.each([
    ['is unknown', 'x', () => undefined],
    ['has failed its probes', 'b', () => pool.recordProbe('b', { ok: false, detail: '' })],
    ['has ended', 'b', () => pool.markDown('b', 'killed')],
    ['has left', 'b', () => pool.remove('b')],
    ['has been drained', 'b', () => pool.drain('b', 0)],
  ])('whose backend %s goes elsewhere', async (_name, session, prepare) => {
    await prepare();
    expect(router()(session)).toBe('a');
  });

  test('avoids the backends that have failed it, the one of its session too', () => {
    const route = router();
    expect(route('a', ['a'])).not.toBe('a');
    expect(route(undefined, ['a', 'b'])).toBe('c');
    expect(route(undefined, ['a', 'b', 'c'])).toBeUndefined();
  });

  test('goes to the first backend where the plan does not balance', () => {
    const route = router({ spread: false });
    expect([route(), route(), route(undefined, ['a'])]).toEqual(['a', 'a', 'b']);
  });
});

describe('affinity by address', () => {
  test('keeps a client where it was, until it has been away too long', async () => {
    const route = router({ source: new SourceAffinity(1_000, clock) });
    expect(route(undefined, [], '10.0.0.1')).toBe('a');
    expect(route(undefined, [], '10.0.0.2')).toBe('b');
    await clock.advance(900);
    expect(route(undefined, [], '10.0.0.1')).toBe('a');
    await clock.advance(900);
    expect(route(undefined, [], '10.0.0.1')).toBe('a');
    expect(route(undefined, [], '10.0.0.2')).toBe('c');
  });

  test('follows a client to another backend', () => {
    const route = router({ source: new SourceAffinity(0, clock) });
    expect(route()).toBe('a');
    pool.remove('a');
    const second = route();
    expect(second).not.toBe('a');
    expect([route(), route()]).toEqual([second, second]);
  });

  test('forgets the client seen longest ago when there are too many', () => {
    const source = new SourceAffinity(0, clock);
    for (let client = 0; client <= 100_000; client += 1) source.remember(String(client), 'a');
    expect([source.find('0'), source.find('1')]).toEqual([undefined, 'a']);
  });
});
