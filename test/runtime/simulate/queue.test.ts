import { describe, expect, it } from 'vitest';
import { erlangC } from '../../../runtime/src/autoscale/capacity/erlang-c.ts';
import { meanResponseMs, responseQuantileMs } from '../../../runtime/src/simulate/latency.ts';
import { lateShare, queueModelOf, stepQueue } from '../../../runtime/src/simulate/queue.ts';
import { runEvents } from './event-queue.ts';
import { assumptions } from './support.ts';

const model = queueModelOf(assumptions);

describe('erlangC', () => {
  it.each([
    [1, 0.5, 0.5],
    [2, 1, 1 / 3],
    [3, 2, 4 / 9],
    [10, 0, 0],
    [10, 10, 1],
    [10, 12, 1],
    [0, 1, 1],
  ])('of %d servers and %d offered is %d', (servers, offered, probability) => {
    expect(erlangC(servers, offered)).toBeCloseTo(probability, 12);
  });

  it('agrees with the usual recursion for any number of servers', () => {
    for (const servers of [1, 2, 7, 50, 400, 3000]) {
      for (const utilisation of [0.05, 0.5, 0.9, 0.99, 0.9999]) {
        const offered = servers * utilisation;
        expect(erlangC(servers, offered)).toBeCloseTo(recursion(servers, offered), 10);
      }
    }
  });

  it('is quick and finite for a million servers', () => {
    expect(erlangC(1e6, 999_000)).toBeGreaterThan(0.2);
    expect(erlangC(1e6, 999_000)).toBeLessThan(0.5);
  });
});

function recursion(servers: number, offered: number): number {
  let blocked = 1;
  for (let count = 1; count <= servers; count++) blocked = (offered * blocked) / (count + offered * blocked);
  const utilisation = offered / servers;
  return blocked / (1 - utilisation * (1 - blocked));
}

describe('the formulas agree within 1 % with a run of single requests', () => {
  // Two instances of ten workers at 85 %: enough waiting to measure.
  const rate = 170;
  const run = runEvents({ rate, servers: 20, serviceS: 0.1, requests: 4_000_000, seed: 7 });
  const { waiting, late } = stepQueue(model, 0, rate, 2, 5);

  it('on the share that waits', () => {
    expect(Math.abs(run.waited / waiting.probability - 1)).toBeLessThan(0.01);
  });

  it('on the mean response time', () => {
    expect(Math.abs((run.meanS * 1000) / meanResponseMs(model, waiting) - 1)).toBeLessThan(0.01);
  });

  it.each([0.5, 0.95, 0.99])('on the response time that a share of %d keeps below', (share) => {
    const expected = responseQuantileMs(model, waiting, 1 - share);
    expect(Math.abs((run.quantileS(share) * 1000) / expected - 1)).toBeLessThan(0.01);
  });

  it('on the share that waits too long, which is too small here for more than its size', () => {
    expect(late).toBeLessThan(1e-5);
    expect(run.waitedLongerThanHalf).toBeLessThan(1e-5);
  });
});

describe('the queue', () => {
  it('serves all below capacity, and keeps nothing', () => {
    expect(stepQueue(model, 0, 150, 2, 5)).toMatchObject({
      arrived: 750,
      served: 750,
      dropped: 0,
      backlog: 0,
      utilisation: 0.75,
    });
  });

  it('keeps what is too much, up to 10 s of work, and drops the rest', () => {
    expect(stepQueue(model, 0, 300, 2, 5)).toMatchObject({ served: 1000, backlog: 500, dropped: 0, late: 1 });
    expect(stepQueue(model, 1900, 300, 2, 5)).toMatchObject({ served: 1000, backlog: 2000, dropped: 400 });
  });

  it('works off a backlog, which makes everyone wait', () => {
    const step = stepQueue(model, 1000, 100, 2, 5);
    expect(step).toMatchObject({ served: 1000, backlog: 500, dropped: 0, utilisation: 1, late: 1 });
    expect(meanResponseMs(model, step.waiting)).toBeGreaterThan(3750);
  });

  it('drops everything where nobody serves', () => {
    expect(stepQueue(model, 0, 100, 0, 5)).toMatchObject({ served: 0, dropped: 500, backlog: 0, utilisation: 0 });
  });

  it('has more late requests for more load and fewer for more instances', () => {
    let before = 0;
    for (let rate = 0; rate <= 220; rate += 0.5) {
      const late = lateShare(model, rate, 2);
      expect(late).toBeGreaterThanOrEqual(before);
      expect(lateShare(model, rate, 3)).toBeLessThanOrEqual(late);
      before = late;
    }
    expect(before).toBe(1);
  });

  it('has percentiles in order, which are those of the service time alone where nobody waits', () => {
    const { waiting } = stepQueue(model, 0, 10, 10, 5);
    expect(responseQuantileMs(model, waiting, 0.05)).toBeCloseTo(100 * Math.log(20), 6);
    for (const rate of [50, 150, 190, 199.9, 200, 400]) {
      const busy = stepQueue(model, 0, rate, 2, 5).waiting;
      const [p50, p95, p99] = [0.5, 0.05, 0.01].map((beyond) => responseQuantileMs(model, busy, beyond));
      expect(p50).toBeLessThan(p95 ?? 0);
      expect(p95).toBeLessThan(p99 ?? 0);
    }
  });
});
