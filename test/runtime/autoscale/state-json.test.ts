import { describe, expect, it } from 'vitest';
import { type EngineState, initialEngineState, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import { fromJson, toJson } from '../../../runtime/src/autoscale/state-json.ts';
import { calm, founding, idle, observe } from './founding.ts';

const now = 1_760_000_000_000;
const MINUTE = 60_000;

/** A state that has something in each of its parts. */
const lived: EngineState = (() => {
  const config = {
    ...founding,
    scoring: 'hpa' as const,
    predictive: { ...founding.predictive, enabled: true },
  };
  const signals = [calm, { ...calm, cpu_utilization: 0.95 }, calm, idle, idle];
  return signals.reduce(
    (state, seen, index) => stepEngine(state, observe(4, seen), config, now + (index - 5) * MINUTE).state,
    initialEngineState,
  );
})();

const saved = (state: EngineState, atMs: number): unknown => JSON.parse(JSON.stringify(toJson(state, atMs)));

describe('the state of scaling as JSON', () => {
  it('has something in each part to lose', () => {
    expect(lived.policy.lastScaleUpMs).not.toBeNull();
    expect(lived.policy.hpa.ups.length).toBeGreaterThan(0);
    expect(lived.policy.hpa.recommendations?.length).toBeGreaterThan(0);
    expect(lived.demand).toHaveLength(5);
  });

  it('comes back as it was, with the changes that were made', () => {
    expect(lived.history.length).toBeGreaterThan(0);
    expect(fromJson(saved(lived, now), now, 0)).toEqual(lived);
    expect(fromJson(saved(initialEngineState, now), now, 0)).toEqual(initialEngineState);
  });

  it('keeps times in their distance when the clock is another one', () => {
    const restored = fromJson(saved(lived, now), 5000, 2 * MINUTE);
    const age = now - (lived.policy.lastScaleUpMs ?? 0);
    expect(5000 - (restored?.policy.lastScaleUpMs ?? 0)).toBe(age + 2 * MINUTE);
    expect(restored?.demand.map(({ atMs }) => 5000 - atMs)).toEqual([7, 6, 5, 4, 3].map((minutes) => minutes * MINUTE));
  });

  it('has nothing in the future, whatever the file says', () => {
    const ahead = saved({ ...lived, policy: { ...lived.policy, lastScaleUpMs: now + 60 * MINUTE } }, now);
    expect(fromJson(ahead, now, 0)?.policy.lastScaleUpMs).toBe(now);
  });

  const good = toJson(lived, now);
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'state'],
    ['another version', { ...good, version: 1 }],
    ['a time that is none', { ...good, atMs: 'today' }],
    ['a policy without its parts', { ...good, policy: {} }],
    ['a point without a value', { ...good, demand: [{ atMs: now, count: 1 }] }],
    ['a count that is none', { ...good, policy: { ...good.policy, recommendations: [{ atMs: now, instances: -1 }] } }],
    ['an event that is none', { ...good, policy: { ...good.policy, hpa: { ...good.policy.hpa, ups: [7] } } }],
  ])('is not read from %s', (_, json) => {
    expect(fromJson(json, now, 0)).toBeNull();
  });
});
