import { describe, expect, it } from 'vitest';
import { initialPolicyState, type Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { weightedExcess } from '../../../runtime/src/autoscale/policies/weighted-excess.ts';
import { calm, founding, idle, observe } from './founding.ts';

const fresh = initialPolicyState;
const overload: Signals = { ...calm, response_time: 20_000 };

function decide(instances: number, signals: Signals, config = founding) {
  return weightedExcess.decide(fresh, observe(instances, signals), config, 0).decision;
}

describe('the founding rule', () => {
  it('gives full CPU and full memory a score of 0.246 and does nothing', () => {
    const decision = decide(4, { ...calm, cpu_utilization: 1, memory_utilization: 1 });
    expect(decision.scores.up).toBeCloseTo(0.246, 3);
    expect(decision).toMatchObject({ action: 'none', to: 4, trigger: 'no_reactive_action_needed' });
  });

  it.each([
    { name: 'a response time of 7.06 s beside full CPU and memory', ms: 7060, action: 'none' },
    { name: 'a response time of 7.08 s beside full CPU and memory', ms: 7080, action: 'scale_up' },
  ])('answers $name with $action', ({ ms, action }) => {
    const signals = { ...calm, cpu_utilization: 1, memory_utilization: 1, response_time: ms };
    expect(decide(4, signals).action).toBe(action);
  });

  it.each([
    { rate: 3499, action: 'none' },
    { rate: 3501, action: 'scale_up' },
  ])('answers $rate requests a second alone with $action', ({ rate, action }) => {
    expect(decide(4, { ...calm, request_rate: rate }).action).toBe(action);
  });

  it.each([
    { from: 2, to: 3 },
    { from: 3, to: 5 },
    { from: 5, to: 8 },
    { from: 14, to: 20 },
    { from: 19, to: 20 },
  ])('grows from $from to $to: times 1.5, rounded up, 20 at most', ({ from, to }) => {
    expect(decide(from, overload)).toMatchObject({ action: 'scale_up', from, to, trigger: 'reactive_high_load' });
  });

  it.each([
    { from: 20, to: 10 },
    { from: 5, to: 2 },
    { from: 3, to: 2 },
  ])('shrinks from $from to $to: times 0.5, rounded down, 2 at least', ({ from, to }) => {
    expect(decide(from, idle)).toMatchObject({ action: 'scale_down', from, to, trigger: 'reactive_low_load' });
  });

  it('rounds away from the current count, however little the factor adds or takes', () => {
    const gentle = {
      ...founding,
      scaleUp: { ...founding.scaleUp, factor: 1.1 },
      scaleDown: { ...founding.scaleDown, factor: 0.95 },
    };
    expect(decide(4, overload, gentle).to).toBe(5);
    expect(decide(4, idle, gentle).to).toBe(3);
  });

  it('says which bound stopped it', () => {
    expect(decide(20, overload)).toMatchObject({
      action: 'none',
      wanted: 30,
      limit: { kind: 'maximum', instances: 20 },
    });
    expect(decide(2, idle)).toMatchObject({ action: 'none', wanted: 1, limit: { kind: 'minimum', instances: 2 } });
  });

  it('names the signals that spoke, the strongest first', () => {
    const signals = { ...calm, cpu_utilization: 1, response_time: 20_000 };
    expect(decide(4, signals).findings.map(({ metric }) => metric)).toEqual(['response_time', 'cpu_utilization']);
  });

  it('leaves disabled metrics out of the score and of its weight', () => {
    const metrics = founding.metrics.map((metric) => ({ ...metric, enabled: metric.name === 'cpu_utilization' }));
    expect(decide(4, { ...calm, cpu_utilization: 1.4 }, { ...founding, metrics }).scores.up).toBeCloseTo(1);
  });

  it('divides by the weights of what was observed on the way up, and of everything on the way down', () => {
    expect(decide(4, { cpu_utilization: 1.4 })).toMatchObject({ action: 'scale_up', scores: { up: 1 } });
    expect(decide(4, { cpu_utilization: 0 })).toMatchObject({ action: 'none', scores: { down: expect.closeTo(0.4) } });
  });

  it('lets the way down act while the way up cools down, as the document has it', () => {
    const contradicting = { cpu_utilization: 0, memory_utilization: 0, request_rate: 0, response_time: 20_000 };
    const cooling = { ...fresh, lastScaleUpMs: 0 };
    expect(decide(4, contradicting).action).toBe('scale_up');
    expect(weightedExcess.decide(cooling, observe(4, contradicting), founding, 1).decision.action).toBe('scale_down');
  });
});

describe('the cooldown of the founding rule', () => {
  it.each([
    { direction: 'scale_up', signals: overload, state: { ...fresh, lastScaleUpMs: 1000 }, cooldownMs: 300_000 },
    { direction: 'scale_down', signals: idle, state: { ...fresh, lastScaleDownMs: 1000 }, cooldownMs: 600_000 },
  ] as const)('$direction: holds one millisecond before its end and not at its end', (row) => {
    const at = (nowMs: number) => weightedExcess.decide(row.state, observe(6, row.signals), founding, nowMs).decision;
    expect(at(1000 + row.cooldownMs - 1)).toMatchObject({
      action: 'none',
      limit: { kind: 'cooldown', direction: row.direction, leftMs: 1 },
    });
    expect(at(1000 + row.cooldownMs)).toMatchObject({ action: row.direction, limit: null });
  });

  it('starts with a step in its own direction only', () => {
    const { state } = weightedExcess.decide(fresh, observe(4, overload), founding, 77);
    expect(state).toMatchObject({ lastScaleUpMs: 77, lastScaleDownMs: null });
    expect(weightedExcess.decide(state, observe(6, idle), founding, 78).decision.action).toBe('scale_down');
  });

  it('does not start where a bound allowed no step', () => {
    expect(weightedExcess.decide(fresh, observe(20, overload), founding, 77).state).toEqual(fresh);
  });
});
