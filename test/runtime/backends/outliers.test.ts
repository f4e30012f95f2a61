import { beforeEach, describe, expect, test } from 'vitest';
import { BackendPool, type PoolSettings } from '../../../runtime/src/backends/pool.ts';
import { balancingDefaults } from '../../plan-defaults.ts';
import { instance, type ManualClock, manualClock } from './support.ts';

const { outliers } = balancingDefaults;
const thresholds = { unhealthyThreshold: 3, healthyThreshold: 2 };
let clock: ManualClock;
let pool: BackendPool;

beforeEach(() => {
  clock = manualClock();
  pool = poolOf({ outliers });
});

function poolOf(settings: Partial<PoolSettings>, ids = ['a', 'b', 'c', 'd']): BackendPool {
  const made = new BackendPool({ clock, thresholds, ...settings });
  for (const id of ids) made.add(instance(id), { ready: true });
  return made;
}

const candidates = (): string[] => pool.candidates().map(({ id }) => id);

/** Sends requests one after the other: `o` is answered with 200, `5` with 503, `l` runs out of time, `x` breaks. */
function requests(id: string, outcomes: string): void {
  for (const outcome of outcomes) {
    const lease = pool.lease(id);
    if (outcome === 'o' || outcome === '5') lease?.answered(outcome === 'o' ? 200 : 503);
    else lease?.failed({ kind: outcome === 'l' ? 'late' : 'broken', detail: 'so it is' });
    lease?.release();
  }
}

describe('an instance is taken out', () => {
  test.each([
    ['5555', true],
    ['55555', false],
    ['5555o5555', true],
    ['xx555', false],
    ['l', true],
    ['ll', false],
    ['lol', true],
    ['lxl', true],
  ])('or not by the requests %s', (outcomes, isIn) => {
    requests('b', outcomes);
    expect(candidates().includes('b')).toBe(isIn);
  });

  test('for its time, which grows when it comes back no better, and says why', async () => {
    requests('b', 'll');
    expect(pool.find('b')).toMatchObject({
      state: 'unhealthy',
      detail: 'ejected for 30 s: 2 requests in a row ran out of time',
    });
    await clock.advance(29_000);
    expect(candidates()).not.toContain('b');
    await clock.advance(1_000);
    expect(candidates()).toContain('b');
    requests('b', '55555');
    expect(pool.find('b')?.detail).toBe('ejected for 60 s: 5 requests in a row failed');
    await clock.advance(60_000);
    expect(candidates()).toContain('b');
  });

  test('as briefly as at first, once it has done well for long', async () => {
    requests('b', 'll');
    await clock.advance(30_000 + 60_000);
    requests('b', 'll');
    expect(pool.find('b')?.detail).toContain('for 30 s');
  });

  test('only with so many others: half of them by default, and never the last', () => {
    for (const id of ['a', 'b', 'c', 'd']) requests(id, 'll');
    expect(candidates()).toEqual(['c', 'd']);
    pool = poolOf({ outliers }, ['a']);
    requests('a', 'llll');
    expect(candidates()).toEqual(['a']);
  });

  test('also by its probes, which good ones do not shorten', () => {
    requests('b', 'll');
    pool.recordProbe('b', { ok: true });
    pool.recordProbe('b', { ok: true });
    expect(candidates()).not.toContain('b');
    for (let failed = 0; failed < 3; failed += 1) pool.recordProbe('b', { ok: false, detail: 'down' });
    expect(pool.find('b')?.detail).toBe('3 probes failed: down');
  });

  test('for too many failures in an interval, where it had enough requests to be judged', async () => {
    pool = poolOf({ outliers: { ...outliers, successRatio: 0.9, minRequests: 10 } });
    requests('a', 'o5ooooo5oo');
    requests('b', 'o5oo5');
    requests('c', 'oooooooooo');
    await clock.advance(10_000);
    expect(candidates()).toEqual(['b', 'c', 'd']);
    expect(pool.find('a')?.detail).toBe('ejected for 30 s: only 80 % of 10 requests succeeded');
  });

  test('for being much slower than the others', async () => {
    pool = poolOf({ outliers: { ...outliers, latencyFactor: 3, minRequests: 1 } });
    const leases = ['a', 'b', 'c'].map((id) => pool.lease(id));
    await clock.advance(20);
    for (const lease of leases.slice(0, 2)) lease?.answered(200);
    await clock.advance(80);
    leases[2]?.answered(200);
    await clock.advance(9_900);
    expect(candidates()).toEqual(['a', 'b', 'd']);
  });

  test('never, where that is switched off', () => {
    pool = poolOf({ outliers: { ...outliers, enabled: false } });
    requests('a', 'llllllll55555555');
    expect(candidates()).toContain('a');
  });
});

describe('when few are healthy', () => {
  test('all are used below the panic threshold, and only then', () => {
    pool = poolOf({ panicRatio: 0.5 });
    const fail = (id: string): void => {
      for (let failed = 0; failed < 3; failed += 1) pool.recordProbe(id, { ok: false, detail: 'down' });
    };
    fail('a');
    fail('b');
    expect(candidates()).toEqual(['c', 'd']);
    fail('c');
    expect(candidates()).toEqual(['a', 'b', 'c', 'd']);
    pool.configure({ thresholds, panicRatio: 0 });
    expect(candidates()).toEqual(['d']);
  });
});

describe('an instance that has all the requests it may have', () => {
  test('gets no more until one has ended', () => {
    pool = poolOf({ maxRequests: 2 }, ['a', 'b']);
    const leases = [pool.lease('a'), pool.lease('a')];
    expect(candidates()).toEqual(['b']);
    expect(pool.findForSession('a')).toBeUndefined();
    leases[0]?.release();
    expect(candidates()).toEqual(['a', 'b']);
  });

  test('has its own limit where one is listed for it', () => {
    pool = poolOf({ maxRequests: 1 }, []);
    pool.add({ ...instance('a'), maxRequests: 2 }, { ready: true });
    pool.add(instance('b'), { ready: true });
    for (const id of ['a', 'b']) pool.lease(id);
    expect(candidates()).toEqual(['a']);
  });
});

describe('an operator', () => {
  test('drains an instance and lets it back in', async () => {
    await pool.drain('a', 0);
    expect(candidates()).not.toContain('a');
    pool.undrain('a');
    expect(candidates()).toContain('a');
  });

  test('changes the weight of an instance', () => {
    pool.setWeight('a', 4);
    expect(pool.find('a')?.weight).toBe(4);
  });
});

test.each([
  [1, [0.1, 0.25, 0.5, 1]],
  [2, [0.1, 0.5, Math.SQRT1_2, 1]],
])('slow start with aggression %d lets the share grow', async (aggression, shares) => {
  pool = poolOf({ slowStart: { enabled: true, windowMs: 10_000, aggression } }, ['a']);
  const seen = [pool.find('a')?.weight];
  for (const ms of [2_500, 2_500, 5_000]) {
    await clock.advance(ms);
    seen.push(pool.find('a')?.weight);
  }
  for (const [index, share] of shares.entries()) expect(seen[index]).toBeCloseTo(share, 6);
});
