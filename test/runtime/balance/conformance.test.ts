import { describe, expect, test } from 'vitest';
import { balancers, findBalancer } from '../../../runtime/src/balance/index.ts';
import { addresses, candidate, tally } from './support.ts';

const clients = addresses(12_000);

/** Chance that is the same in every run: the generator of Park and Miller. */
function seeded(): () => number {
  let state = 42;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('the registry cannot be changed, and its names are those of the plan', () => {
  expect(Object.isFrozen(balancers)).toBe(true);
  expect(balancers.map((kind) => kind.name)).toEqual([
    'round_robin',
    'least_connections',
    'ip_hash',
    'least_response_time',
    'random',
    'p2c',
    'ring_hash',
    'maglev',
  ]);
  expect(findBalancer('ip_hash')?.name).toBe('ip_hash');
  expect(findBalancer('none')).toBeUndefined();
});

describe.each(balancers)('$name', (kind) => {
  const create = () => kind.create(seeded());

  test('says what it does and gives its name to what it creates', () => {
    expect(kind.summary).toMatch(/^[A-Z].*\.$/);
    expect(create().name).toBe(kind.name);
  });

  test('without candidates picks none', () => {
    expect(create().pick([], { clientAddress: '10.0.0.1' })).toBeUndefined();
  });

  test('with weights of 0 only picks none', () => {
    const idle = [candidate('a', { weight: 0 }), candidate('b', { weight: 0 })];
    expect(create().pick(idle, { clientAddress: '10.0.0.1' })).toBeUndefined();
  });

  test('never picks a weight of 0, however attractive', () => {
    const balancer = create();
    const candidates = [
      candidate('a', { weight: 0, latencyMs: 1 }),
      candidate('b', { weight: 1, inFlight: 50, latencyMs: 900 }),
    ];
    const picks = clients.slice(0, 100).map((clientAddress) => balancer.pick(candidates, { clientAddress }));
    expect(tally(picks)).toEqual({ b: 100 });
  });

  test('shares by weight under load', () => {
    const balancer = create();
    const candidates = [candidate('a', { weight: 1 }), candidate('b', { weight: 2 }), candidate('c', { weight: 3 })];
    const running: { inFlight: number }[] = [];
    const picks = clients.map((clientAddress) => {
      const pick = balancer.pick(candidates, { clientAddress });
      if (pick === undefined) return pick;
      pick.latencyMs = 10;
      pick.inFlight += 1;
      running.push(pick);
      const done = running.length > 60 ? running.shift() : undefined;
      if (done !== undefined) done.inFlight -= 1;
      return pick;
    });
    expectShares(tally(picks), kind.name);
  });
});

/** With nothing in flight, a response time over a weight is least for the heaviest: it alone gets requests one at a time. */
const sharesWhenIdle = balancers.filter((kind) => kind.name !== 'least_response_time');

test.each(sharesWhenIdle)('$name shares by weight without load', (kind) => {
  const balancer = kind.create(seeded());
  const candidates = [candidate('a', { weight: 1 }), candidate('b', { weight: 2 }), candidate('c', { weight: 3 })];
  const counts = tally(clients.map((clientAddress) => balancer.pick(candidates, { clientAddress })));
  expectShares(counts, kind.name);
});

/** 1 : 2 : 3 of 12 000, with room for the chance that hashing leaves; points on a ring leave more of it. */
function expectShares(counts: Record<string, number>, name: string): void {
  const room = name === 'ring_hash' ? 2 : 1;
  expect(Math.abs((counts['a'] ?? 0) / 2_000 - 1)).toBeLessThan(0.07 * room);
  expect(Math.abs((counts['c'] ?? 0) / 6_000 - 1)).toBeLessThan(0.04 * room);
}
