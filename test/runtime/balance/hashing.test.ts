import { describe, expect, test } from 'vitest';
import { maglev } from '../../../runtime/src/balance/maglev.ts';
import { p2c } from '../../../runtime/src/balance/p2c.ts';
import { random } from '../../../runtime/src/balance/random.ts';
import { ringHash } from '../../../runtime/src/balance/ring-hash.ts';
import { candidate, tally } from './support.ts';

const keys = Array.from({ length: 20_000 }, (_, index) => `/items/${index}`);
const fleet = (count: number) => Array.from({ length: count }, (_, index) => candidate(`process-${index + 1}`));

describe.each([ringHash, maglev])('$name', (kind) => {
  const owners = (candidates: readonly ReturnType<typeof candidate>[], balancer = kind.create(() => 0.5)) =>
    keys.map((key) => balancer.pick(candidates, { clientAddress: '10.0.0.1', key })?.id);

  test.each([2, 5, 10, 20])('one more than %i moves at most 1.2 times the share of the newcomer', (count) => {
    const before = owners(fleet(count));
    const after = owners(fleet(count + 1));
    const moved = before.filter((owner, index) => owner !== after[index]).length;
    expect(moved).toBeLessThanOrEqual((1.2 * keys.length) / (count + 1));
    expect(moved).toBeGreaterThan((0.8 * keys.length) / (count + 1));
  });

  test('a second try without one instance moves only the keys of that one', () => {
    const balancer = kind.create(() => 0.5);
    const all = fleet(8);
    const before = owners(all, balancer);
    const after = keys.map((key) => {
      const others = all.filter(({ id }) => id !== 'process-3');
      return balancer.pick(others, { clientAddress: '10.0.0.1', key })?.id;
    });
    before.forEach((owner, index) => {
      if (owner !== 'process-3') expect(after[index]).toBe(owner);
    });
    expect(after).not.toContain('process-3');
  });

  test('every balancer makes the same choice of the same instances, in whatever order they come', () => {
    expect(owners(fleet(7).toReversed())).toEqual(owners(fleet(7)));
  });

  test('an instance whose weight comes back from 0 gets its keys back', () => {
    const balancer = kind.create(() => 0.5);
    const all = fleet(4).map((one, index) => ({ ...one, weight: index === 1 ? 0 : 1 }));
    expect(owners(all, balancer)).not.toContain('process-2');
    const [, second] = all;
    if (second !== undefined) second.weight = 1;
    expect(owners(all, balancer)).toContain('process-2');
  });

  test('goes by the address where there is no key', () => {
    const balancer = kind.create(() => 0.5);
    const picks = new Set(keys.slice(0, 50).map((clientAddress) => balancer.pick(fleet(9), { clientAddress })?.id));
    expect(picks.size).toBeGreaterThan(5);
  });

  test('an instance above 1.25 times its share is passed over, and gets its keys back afterwards', () => {
    const balancer = kind.create(() => 0.5);
    const all = fleet(4);
    const context = { clientAddress: '10.0.0.1', key: '/hot' };
    const owner = balancer.pick(all, context);
    if (owner === undefined) throw new Error('nobody was picked');
    owner.inFlight = 10;
    expect(balancer.pick(all, context)?.id).not.toBe(owner.id);
    owner.inFlight = 0;
    expect(balancer.pick(all, context)?.id).toBe(owner.id);
  });

  test('a popular key never loads one instance far above its share', () => {
    const balancer = kind.create(() => 0.5);
    const all = fleet(5);
    for (let count = 0; count < 100; count += 1) {
      const pick = balancer.pick(all, { clientAddress: '10.0.0.1', key: '/hot' });
      if (pick !== undefined) pick.inFlight += 1;
    }
    expect(Math.max(...all.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(Math.ceil((1.25 * 100) / 5));
  });
});

test('random goes by the number that is drawn', () => {
  const draws = [0, 0.24, 0.26, 0.999];
  const balancer = random.create(() => draws.shift() ?? 0);
  const candidates = [candidate('a', { weight: 1 }), candidate('b', { weight: 3 })];
  expect(draws.slice().map(() => balancer.pick(candidates, { clientAddress: '' })?.id)).toEqual(['a', 'a', 'b', 'b']);
});

test('p2c takes the less busy of the two that it draws, and never the same one twice', () => {
  const draws = [0, 0, 0.9, 0];
  const balancer = p2c.create(() => draws.shift() ?? 0);
  const candidates = [
    candidate('a', { inFlight: 2 }),
    candidate('b', { inFlight: 1 }),
    candidate('c', { inFlight: 5 }),
  ];
  const picks = Array.from({ length: 2 }, () => balancer.pick(candidates, { clientAddress: '' }));
  expect(tally(picks)).toEqual({ b: 1, a: 1 });
});
