import { describe, expect, it } from 'vitest';
import { PeakLatency } from '../../../runtime/src/backends/latency.ts';
import { balancers } from '../../../runtime/src/balance/index.ts';
import { EventHeap } from '../../../runtime/src/simulate/event-heap.ts';
import { type BalancingPreview, type BalancingRequest, previewBalancing } from '../../../runtime/src/simulate/index.ts';
import { ModelledInstance } from '../../../runtime/src/simulate/modelled-instance.ts';
import { wholePlan } from './preview-plan.ts';

function balance(request: BalancingRequest): BalancingPreview {
  const outcome = previewBalancing(wholePlan, { durationMs: 60_000, ...request });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.preview;
}

const instances = [
  { name: 'a', weight: 2, speed: 1 },
  { name: 'b', weight: 1, speed: 1 },
  { name: 'c', weight: 1, speed: 0.5 },
];

const sharesOf = (preview: BalancingPreview, algorithm: string): readonly number[] => {
  const outcome = preview.outcomes.find((candidate) => candidate.algorithm === algorithm);
  return (outcome?.instances ?? []).map(({ requests }) => requests / (outcome?.requests ?? 1));
};

describe('a preview of the balancing', () => {
  it('is the same each time, and another with another seed', () => {
    const first = JSON.stringify(balance({ seed: 3 }));
    expect(JSON.stringify(balance({ seed: 3 }))).toBe(first);
    expect(JSON.stringify(balance({ seed: 4 }))).not.toBe(first);
  });

  it('answers every request or says that it failed, whatever the algorithm', () => {
    const { outcomes } = balance({ instances });
    expect(outcomes.map(({ algorithm }) => algorithm)).toEqual(balancers.map(({ name }) => name));
    for (const { instances: own, requests, failed } of outcomes) {
      const taken = own.reduce((sum, instance) => sum + instance.requests, 0);
      // What an instance had when it crashed was taken before it failed.
      expect(taken).toBeLessThanOrEqual(requests);
      expect(taken + failed).toBeGreaterThanOrEqual(requests);
    }
  });

  it('gives round robin the shares of the weights, and slow instances fewer by connections', () => {
    const preview = balance({ instances, failure: null });
    const [a = 0, b = 0, c = 0] = sharesOf(preview, 'round_robin');
    expect([a, b, c].map((share) => Math.round(100 * share))).toEqual([50, 25, 25]);
    const [, fast = 0, slow = 0] = sharesOf(preview, 'least_connections');
    expect(slow).toBeLessThan(0.8 * fast);
    expect(preview.outcomes.every(({ failed }) => failed === 0)).toBe(true);
  });

  it('sends nothing to an instance that is known to have failed', () => {
    const failure = { instance: 2, fromMs: 20_000, toMs: 40_000 };
    const { outcomes, noticeMs, bucketMs, rate } = balance({ instances, failure });
    for (const { instances: own, failed } of outcomes) {
      // At most what came before it was noticed, and what the instance had.
      expect(failed).toBeLessThan(1.5 * rate * (noticeMs / 1000) + 100);
      expect(failed).toBeGreaterThan(0);
      const dead = own[2]?.perSecond.slice(Math.ceil((20_000 + noticeMs) / bucketMs), Math.floor(40_000 / bucketMs));
      expect(dead?.length).toBeGreaterThan(5);
      expect(new Set(dead)).toEqual(new Set([0]));
      expect(own[2]?.perSecond.slice(0, 10).every((rate) => rate > 0)).toBe(true);
    }
  });

  it('takes the instances that the plan lists', () => {
    const listed = [
      { name: 'x', host: 'h', port: 1, weight: 3, maxRequests: 0 },
      { name: 'y', host: 'h', port: 2, weight: 1, maxRequests: 0 },
    ];
    const outcome = previewBalancing({ ...wholePlan, instances: listed }, { failure: null, durationMs: 20_000 });
    const [first] = outcome.ok ? outcome.preview.outcomes : [];
    expect(first?.instances.map(({ name, weight }) => [name, weight])).toEqual([
      ['x', 3],
      ['y', 1],
    ]);
  });

  it.each([
    [{ algorithms: ['best'] }, /^There is no balancing algorithm 'best'; the algorithms are round_robin/],
    [{ rate: 1e9 }, /cannot be tried out one by one/],
    [{ rate: 0 }, /cannot be tried out one by one/],
  ] satisfies [BalancingRequest, RegExp][])('%j is refused', (request, message) => {
    expect(previewBalancing(wholePlan, request)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('the parts of the model', () => {
  it('average response times as the runtime does', () => {
    const instance = new ModelledInstance({ name: 'a', weight: 1, speed: 1 }, 10);
    const latency = new PeakLatency();
    for (const [nowMs, sampleMs] of [
      [100, 50],
      [400, 10],
      [9000, 80],
      [9100, 20],
      [30_000, 5],
    ] as const) {
      instance.tick(nowMs);
      instance.take({ arrivedMs: nowMs - sampleMs, serviceMs: sampleMs });
      instance.finish(sampleMs);
      latency.add(sampleMs, nowMs);
      instance.tick(nowMs + 500);
      expect(instance.latencyMs).toBeCloseTo(latency.at(nowMs + 500), 9);
    }
  });

  it('let what happens first come first', () => {
    const heap = new EventHeap<{ readonly atMs: number }>();
    const times = [5, 3, 9, 1, 7, 3, 8, 2, 2, 6];
    for (const atMs of times) heap.push({ atMs });
    expect(times.map(() => heap.pop()?.atMs)).toEqual(times.toSorted((left, right) => left - right));
    expect(heap.pop()).toBeUndefined();
  });
});
