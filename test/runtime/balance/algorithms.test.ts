import { describe, expect, test } from 'vitest';
import { ipHash } from '../../../runtime/src/balance/ip-hash.ts';
import { leastConnections } from '../../../runtime/src/balance/least-connections.ts';
import { leastResponseTime } from '../../../runtime/src/balance/least-response-time.ts';
import { roundRobin } from '../../../runtime/src/balance/round-robin.ts';
import { addresses, candidate, tally } from './support.ts';

const context = { clientAddress: '10.0.0.1' };
const random = () => 0.5;

describe('round robin', () => {
  test.each([
    [[1, 1, 1], 'abcabc'],
    [[5, 1, 1], 'aabacaa'],
    [[2, 1, 0], 'abaaba'],
    [[0.5, 0.25, 0.25], 'abcaabca'],
  ])('with weights %j goes %s', (weights, order) => {
    const balancer = roundRobin.create(random);
    const candidates = weights.map((weight, index) => candidate('abc'.charAt(index), { weight }));
    const picks = Array.from(order, () => balancer.pick(candidates, context)?.id);
    expect(picks.join('')).toBe(order);
  });

  test('a newcomer gets its share from now on, and does not catch up', () => {
    const balancer = roundRobin.create(random);
    const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')];
    for (let count = 0; count < 1_000; count += 1) balancer.pick([a, b], context);
    const picks = Array.from({ length: 30 }, () => balancer.pick([a, b, c], context));
    expect(tally(picks)).toEqual({ a: 10, b: 10, c: 10 });
  });
});

describe('least connections', () => {
  test.each([
    ['the fewest in flight', [3, 1, 2], [1, 1, 1], 'b'],
    ['the fewest for its weight', [4, 3, 5], [2, 1, 1], 'a'],
    ['not one that weighs nothing', [0, 3, 4], [0, 1, 1], 'b'],
  ])('picks %s', (_name, inFlight, weights, expected) => {
    const candidates = inFlight.map((count, index) =>
      candidate('abc'.charAt(index), { inFlight: count, weight: weights[index] ?? 1 }),
    );
    expect(leastConnections.create(random).pick(candidates, context)?.id).toBe(expected);
  });

  test('takes turns among the equally busy', () => {
    const balancer = leastConnections.create(random);
    const candidates = [candidate('a'), candidate('b', { inFlight: 1 }), candidate('c')];
    expect(tally(Array.from({ length: 10 }, () => balancer.pick(candidates, context)))).toEqual({ a: 5, c: 5 });
  });
});

describe('ip hash', () => {
  const keys = addresses(20_000);

  function owners(count: number, without = -1): Map<string, string | undefined> {
    const balancer = ipHash.create(random);
    const candidates = Array.from({ length: count }, (_, index) => candidate(`process-${index + 1}`)).filter(
      (_, index) => index !== without,
    );
    return new Map(keys.map((clientAddress) => [clientAddress, balancer.pick(candidates, { clientAddress })?.id]));
  }

  function moved(before: Map<string, string | undefined>, after: Map<string, string | undefined>): number {
    return keys.filter((key) => before.get(key) !== after.get(key)).length;
  }

  test.each([2, 3, 5, 10, 20])('one more than %i moves hardly more clients than the newcomer takes', (count) => {
    const share = keys.length / (count + 1);
    const moves = moved(owners(count), owners(count + 1));
    expect(moves).toBeLessThanOrEqual(1.2 * share);
    expect(moves).toBeGreaterThan(0.8 * share);
  });

  test.each([3, 5, 10])('one less than %i moves only the clients that it had', (count) => {
    const before = owners(count);
    const after = owners(count, 1);
    for (const key of keys) if (before.get(key) !== 'process-2') expect(after.get(key)).toBe(before.get(key));
  });

  test.each([2, 5, 10, 50])('spreads neighbouring addresses evenly over %i', (count) => {
    const counts = Object.values(tally([...owners(count).values()].map((id) => candidate(String(id)))));
    const expected = keys.length / count;
    // Pearson's statistic has the mean n - 1 and the deviation sqrt(2 (n - 1)): five deviations are no accident.
    const statistic = counts.reduce((sum, observed) => sum + (observed - expected) ** 2 / expected, 0);
    expect(counts).toHaveLength(count);
    expect(statistic).toBeLessThan(count - 1 + 5 * Math.sqrt(2 * (count - 1)));
  });

  test('keeps a client whatever the load and the order of the candidates', () => {
    const balancer = ipHash.create(random);
    const candidates = [candidate('a'), candidate('b'), candidate('c')];
    const first = balancer.pick(candidates, context)?.id;
    const busy = candidates.toReversed().map((one) => ({ ...one, inFlight: 99, latencyMs: 99 }));
    expect(balancer.pick(busy, context)?.id).toBe(first);
  });
});

describe('least response time', () => {
  test.each([
    ['the fastest', [30, 10, 20], [0, 0, 0], 'b'],
    ['a slower one that is free over a faster one that is busy', [30, 10, 20], [0, 5, 0], 'c'],
    ['a newcomer on equal terms with the fastest', [30, 10, 0], [0, 1, 0], 'c'],
    ['not a newcomer that is busy enough', [30, 10, 0], [0, 1, 2], 'b'],
  ])('picks %s', (_name, latencies, inFlight, expected) => {
    const candidates = latencies.map((latencyMs, index) =>
      candidate('abc'.charAt(index), { latencyMs, inFlight: inFlight[index] ?? 0 }),
    );
    expect(leastResponseTime.create(random).pick(candidates, context)?.id).toBe(expected);
  });

  test('a newcomer gets a fair share before its first answer, not everything', () => {
    const balancer = leastResponseTime.create(random);
    const candidates = [candidate('a', { latencyMs: 10 }), candidate('b', { latencyMs: 10 }), candidate('c')];
    const picks = Array.from({ length: 30 }, () => {
      const pick = balancer.pick(candidates, context);
      if (pick !== undefined) pick.inFlight += 1;
      return pick;
    });
    expect(tally(picks)).toEqual({ a: 10, b: 10, c: 10 });
  });
});
