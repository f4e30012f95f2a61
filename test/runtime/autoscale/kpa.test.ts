import { describe, expect, it } from 'vitest';
import { initialKpaMemory, stepKpa } from '../../../runtime/src/autoscale/kpa/autoscaler.ts';
import { kpa } from '../../../runtime/src/autoscale/policies/kpa.ts';
import { initialPolicyState } from '../../../runtime/src/autoscale/policies/policy.ts';
import { founding, observe } from './founding.ts';

const TICK_MS = 2000;

/** Evaluates every 2 s under a load of requests in flight, 10 of which one instance should bear; gives the counts. */
function replay(loads: readonly number[], start: number): readonly number[] {
  let memory = initialKpaMemory;
  let ready = start;
  return loads.map((load, tick) => {
    const step = stepKpa(memory, load, 10, ready, tick * TICK_MS);
    memory = step.memory;
    ready = step.instances;
    return ready;
  });
}

const times = (count: number, load: number): number[] => Array.from({ length: count }, () => load);

describe("Knative's pod autoscaler", () => {
  it('goes by the mean of a minute', () => {
    // 20 ticks of 40 and 10 of 46 are a mean of 42.
    expect(replay([...times(20, 40), ...times(10, 46)], 4).at(-1)).toBe(5);
    expect(replay(times(40, 40), 4).every((count) => count === 4)).toBe(true);
  });

  it('panics at a load for twice the instances, and answers within seconds', () => {
    const counts = replay([...times(30, 40), ...times(4, 120)], 4);
    // The first tick of 120 makes a mean of 66.7 over 6 s, which is not yet twice 4; the second makes 93.3.
    expect(counts.slice(30)).toEqual([5, 10, 12, 12]);
  });

  it('removes nothing while it panics, and for a minute after the last reason to', () => {
    const counts = replay([...times(30, 40), ...times(3, 120), ...times(60, 10)], 4);
    const peak = Math.max(...counts);
    // The panic begins with the tick 31, and has its last reason there: ten instances need a load for twenty.
    expect(counts.slice(32, 62).every((count) => count === peak)).toBe(true);
    expect(counts[62]).toBeLessThan(peak);
  });

  it('gives up at most half at a time', () => {
    expect(stepKpa(initialKpaMemory, 0, 10, 9, 0).instances).toBe(4);
  });

  it('keeps no more than a minute of samples', () => {
    let memory = initialKpaMemory;
    for (let tick = 0; tick < 200; tick++) ({ memory } = stepKpa(memory, 10, 10, 1, tick * TICK_MS));
    expect(memory.samples).toHaveLength(30);
  });
});

describe('the rule kpa', () => {
  const config = { ...founding, scoring: 'kpa' as const };

  it('takes the first shared metric, with its threshold for one instance', () => {
    const { decision } = kpa.decide(initialPolicyState, observe(4, { request_rate: 4500 }), config, 0);
    expect(decision).toMatchObject({ action: 'scale_up', to: 5, findings: [{ metric: 'request_rate', bound: 1000 }] });
  });

  it('keeps the bounds, and knows no cooldown', () => {
    const cooling = { ...initialPolicyState, lastScaleUpMs: 0 };
    const { decision } = kpa.decide(cooling, observe(4, { request_rate: 90_000 }), config, 1);
    expect(decision).toMatchObject({ to: 20, wanted: 90, limit: { kind: 'maximum', instances: 20 } });
  });

  it('changes nothing without a value', () => {
    const { decision } = kpa.decide(initialPolicyState, observe(4, { cpu_utilization: 0.01 }), config, 0);
    expect(decision).toMatchObject({ action: 'none', limit: { kind: 'missing', metrics: ['request_rate'] } });
  });
});
